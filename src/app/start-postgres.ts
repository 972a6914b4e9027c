import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Config } from '#platform/config/config.js';
import type { Connection } from '#platform/db/database.js';
import { startEmbeddedPostgres } from '#platform/db/embedded/embedded-postgres.js';

export interface PostgresServer {
  readonly connection: Connection;
  readonly kind: 'embedded' | 'external';
  /** Stops what was started here; somebody else's server is left alone. */
  stop(): Promise<void>;
}

/** The PostgreSQL of `DATABASE_URL`, or without one a server of our own with its data in `DATA_DIR/postgres`. */
export async function startPostgres(config: Config, log: Logger): Promise<PostgresServer> {
  if (config.database) return { connection: config.database, kind: 'external', stop: async () => undefined };
  const dataDir = join(config.dataDir, 'postgres');
  const child = log.child({ part: 'postgres' });
  child.debug({ dataDir }, 'starting the embedded PostgreSQL');
  const embedded = await startEmbeddedPostgres({ dataDir, log: (line) => child[levelOf(line)](line) });
  return { connection: embedded.connection, kind: 'embedded', stop: () => embedded.stop() };
}

/** PostgreSQL's routine lines begin with LOG; what its launcher says, and what is wrong, do not. */
function levelOf(line: string): 'debug' | 'info' {
  return line.startsWith('LOG:') ? 'debug' : 'info';
}
