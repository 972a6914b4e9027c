import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { pino } from 'pino';
import { openReadConnection } from '#platform/db/read-connection.js';
import { type Sql, sqlOver } from '#platform/db/sql.js';
import { eventually } from '../support/eventually.js';
import { startServer, type TestServer } from '../support/server.js';
import { proxyTo } from '../support/tcp-proxy.js';

/** What the connections of the pool, and the one for reads, are called at the server. */
const POOL = 'assent';
const READS = 'assent-reads';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

/** Each test has a statement of its own: what is known of one says nothing of another. */
const statement = (name: string): string =>
  `select pg_backend_pid() as pid, current_setting('application_name') as by, pg_sleep($1) is null as slept, '${name}' as name`;

interface Reading {
  readonly pid: number;
  readonly by: string;
}

async function readBy(reads: Sql, name: string, seconds = 0): Promise<Reading> {
  const row = await reads.row<Reading>(statement(name), [seconds]);
  if (!row) throw new Error('no row');
  return row;
}

const read = (name: string, seconds = 0): Promise<Reading> =>
  readBy(server.app.database.reads, name, seconds);

/** Reads until the statement has earned its place. */
function earn(name: string, reads = server.app.database.reads): Promise<Reading & { trials: number }> {
  let trials = -1;
  return eventually(`${name} has earned its place`, async () => {
    trials += 1;
    const row = await readBy(reads, name);
    return row.by === READS && { ...row, trials };
  });
}

test('a statement that is always short leaves the pool and shares the connection for reads', async () => {
  const first = await earn('short');
  expect(first.by).toBe(READS);
  expect(first.trials).toBeGreaterThanOrEqual(5);
  const together = await Promise.all(Array.from({ length: 20 }, () => read('short')));
  expect(new Set(together.map(({ pid }) => pid))).toEqual(new Set([first.pid]));
});

test('one that is slow for once is answered all the same, from the pool, and holds nobody up for long', async () => {
  await earn('sometimes slow');
  await earn('behind');
  const [slow, behind] = await Promise.all([read('sometimes slow', 1), read('behind')]);
  expect(slow.by).toBe(POOL);
  expect(behind.by).toBe(READS);
  expect((await read('sometimes slow')).by).toBe(POOL);
  expect((await earn('sometimes slow')).by).toBe(READS);
});

test('one is short also if it waits for a connection that others have', async () => {
  const pool = new pg.Pool({ ...server.connection, ssl: false, max: 1, application_name: POOL });
  const connection = openReadConnection({
    client: server.connection,
    pool,
    log: pino({ level: 'silent' }),
  });
  try {
    const earned = eventually('it has earned its place', async () => {
      const held = await pool.connect();
      const reading = readBy(sqlOver(connection), 'waits');
      await held.query('select pg_sleep(0.03)');
      held.release();
      return (await reading).by === READS;
    });
    expect(await earned).toBe(true);
  } finally {
    await connection.close();
    await pool.end();
  }
});

test('what the database refuses is told as it is, and the connection goes on', async () => {
  const bad = `select $1::int / 0 as result, current_setting('application_name') as by`;
  await earn('goes on');
  await expect(server.app.database.reads.row(bad, [1])).rejects.toThrow('division by zero');
  expect((await read('goes on')).by).toBe(READS);
});

test('a connection that is cut off costs no answer, and is made again', async () => {
  const { pid } = await earn('cut off');
  const reading = Promise.all(Array.from({ length: 20 }, () => read('cut off')));
  await server.app.database.run('select pg_terminate_backend($1)', [pid]);
  expect(await reading).toHaveLength(20);
  const again = await earn('cut off');
  expect(again.by).toBe(READS);
  expect(again.pid).not.toBe(pid);
});

test('a connection that falls silent is given up, and what was asked on it is read from the pool', async () => {
  await using proxy = await proxyTo(server.connection);
  const { pool } = server.app.database;
  const connection = openReadConnection({ client: proxy.connection, pool, log: pino({ level: 'silent' }) });
  const reads = sqlOver(connection);
  try {
    const { pid } = await earn('silent', reads);
    proxy.silence();
    expect((await readBy(reads, 'silent')).by).toBe(POOL);
    expect((await earn('silent', reads)).pid).not.toBe(pid);
  } finally {
    await connection.close();
  }
});

test('a page of the API is read over it', async () => {
  await expect(
    server.app.database.reads.row('select 1 from member where id = $1', ['no uuid']),
  ).rejects.toThrow('invalid input syntax');
  for (let count = 0; count < 50; count += 1) await server.api.succeed('{ viewer { mobile } }');
  const api = await server.signIn('+8619812345678');
  const used = async (): Promise<number> => {
    const row = await server.app.database.row<{ count: number }>(
      `select count(*) as count from pg_stat_activity
       where application_name = $1 and datname = current_database() and query like '%from person%'`,
      [READS],
    );
    return row?.count ?? 0;
  };
  for (let count = 0; count < 2_000 && (await used()) === 0; count += 1) {
    await api.succeed('{ viewer { mobile } }');
  }
  expect(await used()).toBe(1);
});
