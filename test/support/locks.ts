import type { PoolClient } from 'pg';
import { eventually } from './eventually.js';
import type { TestServer } from './server.js';

/** Until so many sessions of this server's database wait for a lock. */
export async function untilWaiting(server: TestServer, sessions: number): Promise<void> {
  await eventually(`${sessions} sessions wait for a lock`, async () => {
    const row = await server.app.database.row<{ waiting: number }>(
      `select count(*)::int as waiting from pg_stat_activity
       where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0`,
    );
    return (row?.waiting ?? 0) >= sessions;
  });
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

/** Lets jobs of a kind that are enqueued while `work` runs wait for an hour, so that who they tell hears of it later. */
export async function whilePutOff<T>(
  { app: { database } }: TestServer,
  task: string,
  work: () => Promise<T>,
): Promise<T> {
  await database.run(
    `create function put_off_job() returns trigger language plpgsql as $$ begin
       if new.task_id = (select id from graphile_worker._private_tasks where identifier = '${task}') then
         new.run_at := now() + interval '1 hour';
       end if;
       return new;
     end $$;
     create trigger put_off_job before insert on graphile_worker._private_jobs
       for each row execute function put_off_job()`,
  );
  try {
    return await work();
  } finally {
    await database.run('drop function put_off_job() cascade');
  }
}

export interface HeldRow {
  readonly table:
    | 'audit_chain'
    | 'enterprise_group'
    | 'group_upgrade'
    | 'invitation'
    | 'source_group'
    | 'upgrade_programme';
  readonly id: string;
}

/**
 * Lets each step begin once those before it wait, for a row that is held or for what an earlier step holds; then all go
 * on. Whoever waits longer for the same lock goes first.
 */
export async function inTurn<Steps extends readonly (() => Promise<unknown>)[]>(
  server: TestServer,
  { table, id }: HeldRow,
  ...steps: Steps
): Promise<{ -readonly [Place in keyof Steps]: Awaited<ReturnType<Steps[Place]>> }> {
  const statement = `select 1 from ${table} where id = $1 for update`;
  return whileHeld(server, statement, [id], async (release) => {
    const running: Promise<unknown>[] = [];
    for (const step of steps) {
      running.push(step());
      await untilWaiting(server, running.length);
    }
    await release();
    return (await Promise.all(running)) as {
      -readonly [Place in keyof Steps]: Awaited<ReturnType<Steps[Place]>>;
    };
  });
}
