import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { serverBehindProxy, type ServerBehindProxy } from '../support/behind-proxy.js';
import { eventually } from '../support/eventually.js';
import type { TestServer } from '../support/server.js';
import type { DatabaseProxy } from '../support/tcp-proxy.js';

const ALL_WELL = {
  status: 200,
  body: { status: 'ok', checks: { database: 'ok', migrations: 'ok', hints: 'ok' } },
};

let behind: ServerBehindProxy;
let proxy: DatabaseProxy;
let server: TestServer;
beforeAll(async () => {
  behind = await serverBehindProxy();
  ({ proxy, server } = behind);
});
afterAll(async () => behind[Symbol.asyncDispose]());

async function readiness(): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${server.api.url}/readyz`);
  return { status: response.status, body: await response.json() };
}

const eventuallyWell = (): Promise<unknown> =>
  eventually('all is well', async () => JSON.stringify(await readiness()) === JSON.stringify(ALL_WELL));

test('names the database, the migrations and the hints, and takes a way that was cut or says nothing for no database', async () => {
  await eventuallyWell();
  await proxy.cut();
  const gone = { database: 'unreachable', migrations: 'unknown' };
  expect(await readiness()).toMatchObject({ status: 503, body: { status: 'unready', checks: gone } });
  await eventually('hints are missed', async () =>
    JSON.stringify(await readiness()).includes('"hints":"polling"'),
  );
  await proxy.restore();
  await eventuallyWell();
  proxy.silence();
  expect(await readiness()).toMatchObject({ status: 503, body: { checks: gone } });
  await eventuallyWell();
});

test('is not there while a migration of this release has not run', async () => {
  await eventuallyWell();
  const { database } = server.app;
  const newest = await database.row<{ name: string }>(
    'select name from migration order by name desc limit 1',
  );
  await database.run('delete from migration where name = $1', [newest?.name]);
  expect(await readiness()).toMatchObject({
    status: 503,
    body: { status: 'unready', checks: { database: 'ok', migrations: 'pending' } },
  });
  await database.run('insert into migration (name) values ($1)', [newest?.name]);
  await eventuallyWell();
});

test('stays while every connection of the pool is at work', async () => {
  await eventuallyWell();
  const { pool } = server.app.database;
  const held = await Promise.all(
    Array.from({ length: pool.options.max - pool.totalCount + pool.idleCount }, () => pool.connect()),
  );
  expect(await readiness()).toEqual(ALL_WELL);
  for (const client of held) client.release();
});
