import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '#platform/db/embedded/embedded-postgres.js';
import type { Connection } from '#platform/db/database.js';

/** For several nodes with their pools, and the peers. */
const SETTINGS = { max_connections: '300' };

/** The embedded PostgreSQL as the product starts it, with everything synced to the disk at every commit. */
export interface Database extends AsyncDisposable {
  /** A new database, a copy of `template` where one is given. Whoever is still connected to that is cut off. */
  create(template?: Connection): Promise<Connection>;
  drop(connection: Connection): Promise<void>;
}

export async function startDatabase(): Promise<Database> {
  const folder = await mkdtemp(join(tmpdir(), 'assent-bench-'));
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), settings: SETTINGS });
  const administrator = new pg.Client(postgres.connection);
  await administrator.connect();
  await refuseUnsafe(administrator);
  let made = 0;
  return {
    async create(template) {
      made += 1;
      const database = `bench_${made}`;
      if (template) {
        await administrator.query(
          'select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = $1',
          [template.database],
        );
      }
      const like = template ? ` template ${template.database} strategy file_copy` : '';
      await administrator.query(`create database ${database}${like}`);
      return { ...postgres.connection, database };
    },
    async drop({ database }) {
      await administrator.query(`drop database if exists ${database} with (force)`);
    },
    async [Symbol.asyncDispose]() {
      await administrator.end();
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function refuseUnsafe(client: pg.Client): Promise<void> {
  for (const name of ['fsync', 'synchronous_commit']) {
    const { rows } = await client.query<{ setting: string }>(
      'select setting from pg_settings where name = $1',
      [name],
    );
    if (rows[0]?.setting !== 'on') throw new Error(`PostgreSQL runs with ${name} = ${rows[0]?.setting}`);
  }
}

export function urlOf({ host, port, user, password, database }: Connection): string {
  return `postgres://${user}:${password}@${encodeURIComponent(host)}:${port}/${database}`;
}

/** One connection for what a scenario prepares or counts by hand. */
export async function query<Row extends object = object>(
  connection: Connection,
  text: string,
  params: readonly unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    const { rows } = await client.query<Row>(text, [...params]);
    return rows;
  } finally {
    await client.end();
  }
}
