import { once } from 'node:events';
import { connect } from 'node:net';
import { PassThrough } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { createLogger } from '#platform/telemetry/logger.js';
import { metric } from '../support/metrics.js';
import { RawSocket } from '../support/raw-socket.js';
import { startServer, type TestServer } from '../support/server.js';
import { company, newMobile } from '../support/world.js';

/** Of these the first goes through the routes and Apollo, for nobody knows its text yet. */
const SENDINGS = 3;
const CREATE =
  'mutation ($input: CreateRegistrationInput!) { createRegistration(input: $input) { userErrors { code } } }';

describe('what is answered before the routes', () => {
  test('is counted and logged as what comes through them', async () => {
    const stream = new PassThrough();
    const lines: string[] = [];
    stream.on('data', (chunk) => lines.push(...String(chunk).trim().split('\n')));
    await using server = await startServer({ log: createLogger('info', false, stream) });
    for (let count = 0; count < SENDINGS; count += 1) await server.api.succeed('{ __typename }');
    const counted = await metric(
      server,
      'http_request_duration_seconds_count\\{method="POST",route="/graphql",status="200"\\}',
    );
    expect(counted).toBe(SENDINGS);
    expect(await metric(server, 'assent_lane_answers')).toBe(SENDINGS - 1);
    await server.stop();
    const logged = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    const requests = logged.filter(({ msg, method }) => msg === 'request' && method === 'POST');
    expect(requests).toHaveLength(SENDINGS);
    for (const request of requests) {
      expect(Object.keys(request)).toEqual(Object.keys(requests[0] ?? {}));
      expect(request).toMatchObject({ url: '/graphql', status: 200, requestId: expect.any(String) });
    }
    expect(new Set(requests.map(({ requestId }) => requestId)).size).toBe(SENDINGS);
  });

  test('comes from whom the nearest of our proxies names', async () => {
    await using server = await startServer({ env: { TRUSTED_PROXIES: '1' } });
    const api = (await server.signIn(newMobile())).with({ 'x-forwarded-for': '192.0.2.1, 198.51.100.7' });
    for (let count = 0; count < SENDINGS; count += 1) await api.succeed(CREATE, { input: company });
    const rows = await server.app.database.rows(
      `select distinct address from audit_entry where command = 'createRegistration'`,
    );
    expect(rows).toEqual([{ address: '198.51.100.7' }]);
  });

  test('is the last of its connection while the server drains', async () => {
    await using server = await startServer({ env: { DRAIN_SECONDS: '2' } });
    await using sockets = await openSockets(server, 20);
    const before = await known(server);
    expect(before.headers.get('connection')).toBe('keep-alive');
    const stopped = server.stop();
    await sockets.firstClosed;
    const { headers, byLane } = await known(server);
    expect({ connection: headers.get('connection'), byLane }).toEqual({ connection: 'close', byLane: 1 });
    await stopped;
  });

  test('does not care for who goes away in the middle', async () => {
    await using server = await startServer();
    await known(server);
    const { port } = new URL(server.api.url);
    const socket = connect(Number(port), '127.0.0.1');
    const head =
      'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 99\r\n';
    // Told to go on, it knows that its head has been read.
    socket.write(`${head}expect: 100-continue\r\n\r\n{"query":`);
    await once(socket, 'data');
    socket.destroy();
    expect((await known(server)).byLane).toBe(1);
    await server.stop();
  });
});

/** Sends what is known by its text. Tells what it was answered with, and by whom. */
async function known(server: TestServer): Promise<{ headers: Headers; byLane: number }> {
  await server.api.succeed('{ __typename }');
  const before = await metric(server, 'assent_lane_answers');
  const { headers } = await server.api.send('{ __typename }');
  return { headers, byLane: (await metric(server, 'assent_lane_answers')) - before };
}

/** So many that a drain has to take its time over them. */
async function openSockets(
  server: TestServer,
  count: number,
): Promise<AsyncDisposable & { readonly firstClosed: Promise<unknown> }> {
  const sockets = await Promise.all(Array.from({ length: count }, () => RawSocket.connect(server.api.url)));
  return {
    firstClosed: Promise.race(sockets.map(({ closed }) => closed)),
    async [Symbol.asyncDispose]() {
      await Promise.all(sockets.map(({ closed }) => closed));
    },
  };
}
