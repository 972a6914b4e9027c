import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import { untilWaiting, whileHeld } from '../support/locks.js';
import { RawSocket } from '../support/raw-socket.js';
import { startServer, type TestServer } from '../support/server.js';
import { newMobile } from '../support/world.js';

const WHO = '{ viewer { mobile } }';

/** Lets `work` begin what waits for a lock that is then held until `released` is called. */
const whilePeopleAreLocked = <T>(
  server: TestServer,
  work: (release: () => Promise<void>) => Promise<T>,
): Promise<T> => whileHeld(server, 'lock table person in access exclusive mode', [], work);

describe('a server that drains', () => {
  test('answers the queries and mutations that are under way on a socket before it closes it', async () => {
    await using server = await startServer();
    const { token } = await server.signIn(newMobile());
    const asking = await RawSocket.connect(server.api.url, token);
    const idle = await RawSocket.connect(server.api.url, token);
    await whilePeopleAreLocked(server, async (release) => {
      const answer = asking.run(WHO);
      await untilWaiting(server, 1);
      void server.stop();
      // All are closed at once, unless they have to be waited for.
      expect((await idle.closed).code).toBe(1001);
      await release();
      expect(await answer).toMatchObject({ data: { viewer: { mobile: expect.any(String) } }, errors: [] });
    });
    expect((await asking.closed).code).toBe(1001);
  });

  test('answers what still comes over a connection that was open, and closes it then', async () => {
    await using server = await startServer();
    const body = JSON.stringify({ query: '{ __typename }' });
    const start = 'POST /graphql HTTP/1.1\r\nhost: assent\r\ncontent-type: application/json\r\n';
    const rest = `content-length: ${body.length}\r\n\r\n${body}`;
    const connection = await opened(server);
    // With the first request comes the beginning of a second.
    connection.write(start + rest + start);
    expect(await answerOn(connection)).toMatch(/^HTTP\/1\.1 200 /);
    void server.stop();
    await eventually('no new connection is taken', () => opened(server).then(isRefused, () => true));
    connection.write(rest);
    const answer = await answerOn(connection);
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(answer).toMatch(/\r\nconnection: close\r\n/i);
    expect(answer).toContain('{"data":{"__typename":"Query"}}');
  });
});

async function opened({ api }: TestServer): Promise<Socket> {
  const socket = connect(Number(new URL(api.url).port), '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

function isRefused(socket: Socket): false {
  socket.destroy();
  return false;
}

/** The next answer, head and body. */
async function answerOn(connection: Socket): Promise<string> {
  for (let said = ''; ;) {
    const [chunk] = (await once(connection, 'data')) as [Buffer];
    said += chunk.toString();
    const [head = '', body] = said.split('\r\n\r\n');
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1]);
    if (body !== undefined && body.length >= length) return said;
  }
}
