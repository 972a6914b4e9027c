import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { localId } from '#platform/graphql/relay.js';
import { serverBehindProxy, type ServerBehindProxy } from '../support/behind-proxy.js';
import { eventually } from '../support/eventually.js';
import type { TestServer } from '../support/server.js';
import type { DatabaseProxy } from '../support/tcp-proxy.js';
import { changeRegistration, company, newMobile } from '../support/world.js';

const RENAME = `mutation ($input: UpdateRegistrationInput!) {
  updateRegistration(input: $input) { registration { version } userErrors { code } } }`;

let behind: ServerBehindProxy;
let proxy: DatabaseProxy;
let server: TestServer;
let straight: pg.Client;
beforeAll(async () => {
  behind = await serverBehindProxy({ env: { DATABASE_POOL: '4' } });
  ({ proxy, server } = behind);
  straight = new pg.Client(server.connection);
  await straight.connect();
});
afterAll(async () => {
  await straight.end();
  await behind[Symbol.asyncDispose]();
});

test('a way to the database that dies without a word in the middle of a transaction holds nobody up for long', async () => {
  const api = await server.signIn(newMobile());
  const { id } = await changeRegistration(api, 'createRegistration', { ...company });
  const input = { registrationId: id, shortName: '远洋', idempotencyKey: 'silent-1' };
  await straight.query('begin');
  await straight.query('select 1 from registration where id = $1 for update', [localId('Registration', id)]);
  const caught = api.send(RENAME, { input });
  await eventually('the transaction waits for the row', async () => {
    const { rowCount } = await straight.query(
      `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return rowCount === 1;
  });
  proxy.silence();
  // The transaction has the row from now on, and its answer to that reaches nobody.
  await straight.query('commit');

  expect((await caught).errors).toMatchObject([
    { extensions: { code: 'SERVICE_UNAVAILABLE', retryable: true } },
  ]);
  const again = await eventually('the same call is done', async () => {
    const answer = await api.send<{ updateRegistration: unknown }>(RENAME, { input });
    return answer.errors.length === 0 && answer.data?.updateRegistration;
  });
  expect(again).toEqual({ registration: { version: 2 }, userErrors: [] });
});

test('a statement that waits long for a lock is left to wait', async () => {
  const api = await server.signIn(newMobile());
  const { id } = await changeRegistration(api, 'createRegistration', { ...company });
  await straight.query('begin');
  await straight.query('select 1 from registration where id = $1 for update', [localId('Registration', id)]);
  const waiting = api.send(RENAME, { input: { registrationId: id, shortName: '远洋' } });
  const looks = (): Promise<object[]> =>
    server.app.database.rows(
      `select pid from pg_stat_activity where datname = current_database() and application_name = 'assent-watch'`,
    );
  await eventually('the silent connection is looked into', async () => (await looks()).length > 0);
  await eventually('the look is over', async () => (await looks()).length === 0);
  await straight.query('commit');
  expect(await waiting).toMatchObject({
    errors: [],
    data: { updateRegistration: { registration: { version: 2 } } },
  });
});

test('who finds all connections in the hands of others is told to come again', async () => {
  const { pool } = server.app.database;
  const held: pg.PoolClient[] = [];
  while (pool.totalCount < 4 || pool.idleCount > 0) held.push(await pool.connect());
  // What a job has of them and gives back goes to these, who have waited for longer.
  const ahead = Array.from({ length: 4 }, async () => {
    const client = await pool.connect().catch(() => undefined);
    if (client) held.push(client);
  });
  const request = (): ReturnType<typeof server.api.send> =>
    server.api.send(
      'mutation ($input: RequestSignInCodeInput!) { requestSignInCode(input: $input) { maskedMobile } }',
      { input: { mobile: newMobile() } },
    );
  expect((await request()).errors).toMatchObject([
    { extensions: { code: 'OVERLOADED', retryable: true, retryAfter: 1 } },
  ]);
  await Promise.all(ahead);
  const next = request();
  for (const client of held) client.release();
  expect((await next).errors).toEqual([]);
});
