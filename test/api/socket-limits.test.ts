import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Api } from '../support/api.js';
import { eventually } from '../support/eventually.js';
import { RawSocket } from '../support/raw-socket.js';
import { startServer, type TestServer } from '../support/server.js';
import { changeRegistration, company, newMobile } from '../support/world.js';

const LIVE = 'subscription ($id: ID!) { registrationProgress(id: $id) { version } }';

const connect = ({ url, token }: Api): Promise<RawSocket> => RawSocket.connect(url, token);

/** A socket with a subscription that goes on. */
async function watching(api: Api): Promise<RawSocket> {
  const { id } = await changeRegistration(api, 'createRegistration', { ...company });
  const socket = await connect(api);
  socket.subscribe('live', LIVE, { id });
  await socket.nextFor('live');
  return socket;
}

/** Opens sockets until one is let in. */
function untilLetIn(open: () => Promise<RawSocket>): Promise<RawSocket> {
  return eventually('a socket is let in', () => open().catch(() => undefined));
}

describe('a node takes as many sockets as configured', () => {
  let server: TestServer;
  let api: Api;
  beforeAll(async () => {
    server = await startServer({
      env: { SOCKETS_PER_ADDRESS: '4', SOCKETS_PER_USER: '2', SUBSCRIPTIONS_PER_SOCKET: '2' },
    });
    api = await server.signIn(newMobile());
  });
  afterAll(() => server.stop());

  test('from one address, and one more when one has gone', async () => {
    const sockets = [];
    while (sockets.length < 4) sockets.push(await RawSocket.connect(server.api.url));
    await expect(RawSocket.open(server.api.url)).rejects.toThrow('429');
    await sockets.pop()?.close();
    sockets.push(await untilLetIn(() => RawSocket.connect(server.api.url)));
    for (const socket of sockets) await socket.close();
  });

  test('of one person, whatever the session, and does not count others', async () => {
    const other = await server.signIn(newMobile());
    const sockets = [await untilLetIn(() => connect(api)), await untilLetIn(() => connect(api))];
    const refused = await untilLetIn(() => RawSocket.open(api.url));
    refused.init(api.token);
    expect(await refused.closed).toEqual({ code: 1013, reason: 'Too many sockets' });
    sockets.push(await untilLetIn(() => connect(other)));
    await sockets.shift()?.close();
    sockets.push(await untilLetIn(() => connect(api)));
    for (const socket of sockets) await socket.close();
  });

  test('with as many operations on each', async () => {
    const socket = await untilLetIn(() => watching(api));
    const { id } = await changeRegistration(api, 'createRegistration', { ...company });
    socket.subscribe('second', LIVE, { id });
    await socket.nextFor('second');
    expect((await socket.run('{ __typename }')).errors).toMatchObject([
      { message: expect.stringContaining('At most 2'), extensions: { code: 'QUERY_TOO_COMPLEX' } },
    ]);
    await socket.close();
  });
});

describe('a socket', () => {
  let server: TestServer;
  let api: Api;
  beforeAll(async () => {
    server = await startServer({ env: { SOCKET_IDLE_SECONDS: '1', KEEP_ALIVE_SECONDS: '1' } });
    api = await server.signIn(newMobile());
  });
  afterAll(() => server.stop());

  test('is closed when it has had nothing to do for a while, and not while it watches', async () => {
    const busy = await watching(api);
    const idle = await connect(api);
    expect(await idle.closed).toEqual({ code: 1000, reason: 'Idle' });
    expect(await busy.run('{ __typename }')).toMatchObject({ data: { __typename: 'Query' } });
    busy.send({ type: 'complete', id: 'live' });
    expect(await busy.closed).toEqual({ code: 1000, reason: 'Idle' });
  });

  test('is cut off when its peer answers no ping, and not when it does', async () => {
    const alive = await watching(api);
    const { id } = await changeRegistration(api, 'createRegistration', { ...company });
    const dead = await RawSocket.connect(api.url, api.token, { autoPong: false });
    dead.subscribe('live', LIVE, { id });
    await dead.nextFor('live');
    expect((await dead.closed).code).toBe(1006);
    expect(await alive.run('{ __typename }')).toMatchObject({ data: { __typename: 'Query' } });
    await alive.close();
  });
});
