import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import { ACCESS_TOKEN_SECONDS, Tokens } from '#platform/auth/tokens.js';
import type { Api } from '../support/api.js';
import { RawSocket } from '../support/raw-socket.js';
import { metric } from '../support/metrics.js';
import { startServer, type TestServer, TOKEN_SECRET } from '../support/server.js';
import { changeRegistration, company, newMobile } from '../support/world.js';

const PROGRESS = 'subscription ($id: ID!) { registrationProgress(id: $id) { version } }';
const SIGN_OUT = 'mutation { signOut(input: {}) { userErrors { code } } }';

interface World {
  readonly api: Api;
  readonly registrationId: string;
}

async function draft(server: TestServer): Promise<World> {
  const api = await server.signIn(newMobile());
  const { id } = await changeRegistration(api, 'createRegistration', { ...company });
  return { api, registrationId: id };
}

const rename = (world: World, shortName: string): Promise<unknown> =>
  changeRegistration(world.api, 'updateRegistration', { registrationId: world.registrationId, shortName });

async function eventually<T>(look: () => Promise<T>, good: (value: T) => boolean): Promise<T> {
  for (const deadline = Date.now() + 5_000; ;) {
    const value = await look();
    if (good(value) || Date.now() > deadline) return value;
  }
}

describe('a socket', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  test('outlives a syntax error, an unknown field and a refused operation, and so do its subscriptions', async () => {
    const world = await draft(server);
    const socket = await RawSocket.connect(server.api.url, world.api.token);
    socket.subscribe('live', PROGRESS, { id: world.registrationId });
    expect(await socket.nextFor('live')).toMatchObject({
      payload: { data: { registrationProgress: { version: 1 } } },
    });
    socket.subscribe('syntax', 'subscription {');
    expect(await socket.nextFor('syntax')).toMatchObject({
      type: 'error',
      payload: [{ extensions: { code: 'GRAPHQL_PARSE_FAILED' } }],
    });
    socket.subscribe('unknown', '{ nothing }');
    expect(await socket.nextFor('unknown')).toMatchObject({
      type: 'error',
      payload: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
    });
    socket.subscribe('absent', PROGRESS, { id: 'nobody' });
    expect(await socket.nextFor('absent')).toMatchObject({
      payload: { errors: [{ extensions: { code: 'NOT_FOUND' } }] },
    });
    await rename(world, '远洋');
    expect(await socket.nextFor('live')).toMatchObject({
      payload: { data: { registrationProgress: { version: 2 } } },
    });
    await socket.close();
  });

  test("does not deliver somebody else's registration, to a stranger or to nobody", async () => {
    const { registrationId } = await draft(server);
    const stranger = await server.signIn(newMobile());
    for (const [token, code] of [
      [stranger.token, 'NOT_FOUND'],
      [undefined, 'UNAUTHENTICATED'],
    ] as const) {
      const socket = await RawSocket.connect(server.api.url, token);
      expect((await socket.run(PROGRESS, { id: registrationId })).errors).toMatchObject([
        { extensions: { code } },
      ]);
      await socket.close();
    }
  });

  test('is closed with 4403 when its token runs out', async () => {
    const almostOut = { now: () => new Date(Date.now() - (ACCESS_TOKEN_SECONDS - 2) * 1_000) };
    const { token = '' } = await server.signIn(newMobile());
    const { sub = '', sid } = decodeJwt<{ sid: string }>(token);
    const short = await new Tokens(TOKEN_SECRET, almostOut).issueAccess(sub, sid);
    const socket = await RawSocket.connect(server.api.url, short.token);
    expect((await socket.closed).code).toBe(4403);
  });

  test('is closed with 4403 when its session is signed out, and only that of this session', async () => {
    const one = await server.signIn(newMobile());
    const other = await server.signIn(newMobile());
    const [socket, bystander] = [
      await RawSocket.connect(server.api.url, one.token),
      await RawSocket.connect(server.api.url, other.token),
    ];
    await one.succeed(SIGN_OUT);
    expect((await socket.closed).code).toBe(4403);
    expect(await bystander.run('{ __typename }')).toMatchObject({ data: { __typename: 'Query' } });
    await bystander.close();
  });

  test('lets go of its subscriptions when it is cut off without a word', async () => {
    const world = await draft(server);
    const before = await metric(server, 'assent_watchers');
    const socket = await RawSocket.connect(server.api.url, world.api.token);
    socket.subscribe('live', PROGRESS, { id: world.registrationId });
    await socket.nextFor('live');
    expect(await metric(server, 'assent_watchers')).toBeGreaterThan(before);
    socket.socket.terminate();
    expect(
      await eventually(
        () => metric(server, 'assent_watchers'),
        (now) => now === before,
      ),
    ).toBe(before);
  });

  test('takes 50 operations at once; the next one is refused, and runs when one is done', async () => {
    const world = await draft(server);
    const socket = await RawSocket.connect(server.api.url, world.api.token);
    for (let count = 0; count < 50; count += 1) {
      socket.subscribe(`s${count}`, PROGRESS, { id: world.registrationId });
      await socket.nextFor(`s${count}`);
    }
    expect((await socket.run('{ __typename }')).errors).toMatchObject([
      { extensions: { code: 'QUERY_TOO_COMPLEX' } },
    ]);
    socket.send({ type: 'complete', id: 's7' });
    expect(
      await eventually(
        () => socket.run('{ __typename }'),
        ({ errors }) => errors.length === 0,
      ),
    ).toMatchObject({
      data: { __typename: 'Query' },
    });
    await socket.close();
  });

  test('is closed with 4409 when it uses an id twice', async () => {
    const world = await draft(server);
    const socket = await RawSocket.connect(server.api.url, world.api.token);
    socket.subscribe('one', PROGRESS, { id: world.registrationId });
    await socket.nextFor('one');
    socket.subscribe('one', '{ __typename }');
    expect((await socket.closed).code).toBe(4409);
  });

  test('is closed with 1009 by a message of more than 64 KB, and takes one just below', async () => {
    const socket = await RawSocket.connect(server.api.url);
    expect((await socket.run(`{ __typename } #${'x'.repeat(64_000)}`)).errors).toEqual([]);
    socket.subscribe('big', `{ __typename } #${'x'.repeat(65_536)}`);
    expect((await socket.closed).code).toBe(1009);
  });

  test('is closed with 4400 by what is no message of the protocol', async () => {
    const socket = await RawSocket.connect(server.api.url);
    socket.send('no JSON');
    expect((await socket.closed).code).toBe(4400);
  });

  test('without the protocol graphql-transport-ws is closed with 4406', async () => {
    const socket = await RawSocket.open(server.api.url, { subprotocol: '' });
    expect((await socket.closed).code).toBe(4406);
  });

  test('from a page of another origin is refused, from our own or a configured one taken', async () => {
    await using picky = await startServer({ env: { ALLOWED_ORIGINS: 'https://app.example' } });
    const open = (origin: string): Promise<RawSocket> =>
      RawSocket.connect(picky.api.url, undefined, { origin });
    await expect(open('https://evil.example')).rejects.toThrow('403');
    await expect(open('null')).rejects.toThrow('403');
    await (await open('https://app.example')).close();
    await (await open(picky.api.url)).close();
  });

  test('on another path than /graphql is refused with 404', async () => {
    await expect(RawSocket.open(`${server.api.url}/elsewhere`)).rejects.toThrow('404');
  });
});

describe('a server that drains', () => {
  test('closes its sockets with 1001 and refuses new ones; /readyz answers 503 meanwhile, and /livez 200', async () => {
    await using server = await startServer();
    const polite = await RawSocket.connect(server.api.url);
    const silent = await upgradeByHand(server.api.url);
    const stopped = server.stop();
    expect((await polite.closed).code).toBe(1001);
    // The silent peer does not answer the close frame, so the drain goes on for up to two seconds.
    const ready = await fetch(`${server.api.url}/readyz`);
    expect({ status: ready.status, body: await ready.json() }).toMatchObject({
      status: 503,
      body: { status: 'draining' },
    });
    expect((await fetch(`${server.api.url}/livez`)).status).toBe(200);
    await expect(RawSocket.open(server.api.url)).rejects.toThrow('503');
    await stopped;
    silent.destroy();
    await expect(fetch(`${server.api.url}/livez`)).rejects.toThrow('fetch failed');
  });

  test('sends its sockets elsewhere one after the other, over the time it was given', async () => {
    await using server = await startServer({ env: { DRAIN_SECONDS: '2' } });
    const sockets = await Promise.all(Array.from({ length: 20 }, () => RawSocket.connect(server.api.url)));
    const isOpen = ({ socket }: RawSocket): boolean => socket.readyState === socket.OPEN;
    const stopped = server.stop();
    expect((await Promise.race(sockets.map(({ closed }) => closed))).code).toBe(1001);
    const left = sockets.filter(isOpen);
    expect(left.length).toBeGreaterThan(10);
    // Who is still here is served until their turn comes, and nobody comes anew.
    expect(await left.at(-1)?.run('{ __typename }')).toMatchObject({ data: { __typename: 'Query' } });
    await expect(RawSocket.open(server.api.url)).rejects.toThrow('503');
    const closed = await Promise.all(sockets.map((socket) => socket.closed));
    expect(new Set(closed.map(({ code }) => code))).toEqual(new Set([1001]));
    await stopped;
  });

  test.each([
    ['nothing', ''],
    ['half of its headers', 'POST /graphql HTTP/1.1\r\nHost: here\r\n'],
    [
      'half of its body',
      'POST /graphql HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{"qu',
    ],
  ])('waits for nobody who has sent %s and is silent since', async (_, bytes) => {
    await using server = await startServer();
    const silent = connect({ host: '127.0.0.1', port: server.app.port, allowHalfOpen: true });
    const closed = once(silent, 'close');
    silent.on('error', () => undefined).resume();
    await new Promise((resolve) => silent.write(bytes, resolve));
    // Connections are taken in order, so that it is there when the next one is answered.
    await fetch(`${server.api.url}/livez`);
    await server.stop();
    silent.end();
    await closed;
    expect(silent.bytesRead).toBe(0);
  });

  test('finishes the requests in flight', async () => {
    await using server = await startServer();
    const api = await server.signIn(newMobile());
    const { answer, stopped } = await server.app.database.transaction(async (tx) => {
      await tx.run('lock table person in access exclusive mode');
      const inFlight = api.send('{ viewer { mobile } }');
      await waitUntilBlocked(server);
      return { answer: inFlight, stopped: server.stop() };
    });
    expect(await answer).toMatchObject({ status: 200, data: { viewer: { mobile: expect.any(String) } } });
    await stopped;
  });
});

/** Resolves when a statement of the server waits for a lock. */
async function waitUntilBlocked(server: TestServer): Promise<void> {
  const blocked = (): Promise<number> =>
    server.app.database
      .row<{ count: number }>(
        `select count(*) as count from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
      )
      .then((row) => row?.count ?? 0);
  await eventually(blocked, (count) => count > 0);
}

/** A WebSocket that never answers anything, not even a close frame. */
async function upgradeByHand(url: string): Promise<{ destroy(): void }> {
  const request = httpRequest(`${url}/graphql`, {
    headers: {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': Buffer.alloc(16).toString('base64'),
      'sec-websocket-protocol': 'graphql-transport-ws',
    },
  });
  request.end();
  const [, socket] = (await once(request, 'upgrade')) as [unknown, { destroy(): void }];
  return socket;
}
