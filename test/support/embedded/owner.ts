/**
 * A server reduced to its database: starts the embedded PostgreSQL in the folder given as the argument and tells on
 * standard output, a JSON object a line, when it is ready, what it refused, and when it took a Ctrl-C. Standard input
 * closed means stop. Run as a process of its own: `node --conditions=source owner.ts <folder>`.
 */
import { Client } from 'pg';

import { startEmbeddedPostgres } from '#platform/db/embedded/embedded-postgres.js';

const tell = (message: object) => process.stdout.write(`${JSON.stringify(message)}\n`);
const log: string[] = [];

try {
  const database = await startEmbeddedPostgres({
    dataDir: process.argv[2] ?? '',
    settings: { fsync: 'off' },
    log: (line) => log.push(line),
  });
  process.on('SIGINT', () => {
    void (async () => {
      const client = new Client(database.connection);
      await client.connect();
      const { rows } = await client.query('SELECT 1 AS one');
      await client.end();
      tell({ afterInterrupt: rows });
    })();
  });
  process.stdin.on('end', () => void database.stop()).resume();
  tell({ ready: database.connection, log });
} catch (error) {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  tell({ refused: code, message: String(error), log });
  process.exitCode = 1;
}
