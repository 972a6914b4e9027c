import type { PoolClient } from 'pg';
import type { TestServer } from './server.js';

/** Until so many sessions of this server's database wait for a lock. */
export async function untilWaiting(server: TestServer, sessions: number): Promise<void> {
  for (let waiting = 0; waiting < sessions;) {
    const row = await server.app.database.row<{ waiting: number }>(
      `select count(*)::int as waiting from pg_stat_activity
       where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0`,
    );
    waiting = row?.waiting ?? 0;
  }
}

/** Holds what `statement` locks while `work` runs; `release` lets go of it. */
export async function whileHeld<T>(
  server: TestServer,
  statement: string,
  params: readonly unknown[],
  work: (release: () => Promise<void>) => Promise<T>,
): Promise<T> {
  const holder: PoolClient = await server.app.database.pool.connect();
  try {
    await holder.query('begin');
    await holder.query(statement, [...params]);
    return await work(async () => void (await holder.query('commit')));
  } finally {
    holder.release(true);
  }
}
