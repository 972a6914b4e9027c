import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import pg from 'pg';
import { ACCESS_TOKEN_SECONDS, Tokens } from '#platform/auth/tokens.js';
import { Api } from '../support/api.js';
import { cloneTemplate, dropDatabase } from '../support/database-template.js';
import { eventually } from '../support/eventually.js';
import { startServer, type TestServer, TOKEN_SECRET } from '../support/server.js';
import { ServerProcess } from '../support/server-process.js';
import { newMobile } from '../support/world.js';

const HOUR_MS = 3_600_000;
const SKEW = pathToFileURL(join(import.meta.dirname, '../chaos/skew.mjs')).href;
const WHO = '{ viewer { isReviewer } }';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

/** A node over the same database, or another one, on a machine whose clock is wrong by so much. */
function skewedNode(milliseconds: number, over = server.connection): ServerProcess {
  const { host, port, user, password, database } = over;
  return new ServerProcess({
    DATABASE_URL: `postgres://${user}:${password}@${encodeURIComponent(host)}:${port}/${database}`,
    TOKEN_SECRET,
    NODE_OPTIONS: `--import ${SKEW}`,
    CHAOS_SKEW_MS: String(milliseconds),
  });
}

test('a node whose clock is an hour ahead takes tokens that have not run out', async () => {
  await using ahead = skewedNode(HOUR_MS);
  const { token } = await server.signIn(newMobile());
  const there = new Api(await ahead.url(), token);
  expect(await there.succeed(WHO)).toEqual({ viewer: { isReviewer: false } });
});

test('a node whose clock is an hour behind takes none that has', async () => {
  await using behind = skewedNode(-HOUR_MS);
  const { token = '' } = await server.signIn(newMobile());
  const { sub = '', sid } = decodeJwt<{ sid: string }>(token);
  const ranOut = { now: () => new Date(Date.now() - (ACCESS_TOKEN_SECONDS + 10) * 1_000) };
  const old = await new Tokens(TOKEN_SECRET, ranOut).issueAccess(sub, sid);
  const there = new Api(await behind.url(), old.token);
  expect(await there.errorCodes(WHO)).toEqual(['UNAUTHENTICATED']);
  expect(await there.as(token).errorCodes(WHO)).toEqual([]);
});

test('what is scheduled comes in the next minute or hour of the database, whoever schedules it', async () => {
  // Over a database of its own, so that no node with a better clock schedules anything before it.
  const connection = await cloneTemplate();
  const client = new pg.Client(connection);
  await client.connect();
  await using ahead = skewedNode(HOUR_MS, connection);
  await ahead.url();
  const waiting = await eventually('it is scheduled', async () => {
    const { rows } = await client.query<{ late: boolean }>(
      `select run_at > date_trunc('hour', now()) + interval '1 hour' as late from graphile_worker.jobs
       where key like 'schedule:%'`,
    );
    return rows.length > 0 && rows;
  });
  expect(waiting.filter(({ late }) => late)).toEqual([]);
  await client.end();
  await ahead[Symbol.asyncDispose]();
  await dropDatabase(connection);
});
