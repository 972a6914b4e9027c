import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Connection } from '#platform/db/database.js';
import { startEmbeddedPostgres } from '#platform/db/embedded/embedded-postgres.js';
import { postmasterOf } from '../../support/embedded/scratch.js';

/** A real PostgreSQL for this run alone, with everything synced to the disk at every commit. */
export interface Database extends AsyncDisposable {
  readonly connection: Connection;
  rows<Row extends object>(text: string, params?: readonly unknown[]): Promise<Row[]>;
  /** SIGINT lets it end its sessions, SIGQUIT ends it as a crash does. Its launcher starts it again. */
  restart(signal: 'SIGINT' | 'SIGQUIT'): Promise<void>;
}

const SETTINGS = { max_connections: '200' };

export async function startDatabase(): Promise<Database> {
  const folder = await mkdtemp(join(tmpdir(), 'assent-chaos-'));
  const dataDir = join(folder, 'postgres');
  const postgres = await startEmbeddedPostgres({ dataDir, settings: SETTINGS });
  const rows = async <Row extends object>(text: string, params: readonly unknown[] = []): Promise<Row[]> => {
    const client = new pg.Client(postgres.connection);
    // Whoever restarts the database ends the sessions of this program too.
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query<Row>(text, [...params])).rows;
    } finally {
      await client.end();
    }
  };
  return {
    connection: postgres.connection,
    rows,
    async restart(signal) {
      const postmaster = await postmasterOf(dataDir);
      const ended = new Promise<void>((resolve) => postgres.onExit(() => resolve()));
      process.kill(postmaster, signal);
      await ended;
    },
    async [Symbol.asyncDispose]() {
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
