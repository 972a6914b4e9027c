import { once } from 'node:events';
import { PassThrough, type Writable } from 'node:stream';
import { expect, test } from '@jest/globals';
import * as ws from 'ws';
import { beforePayload, writeNext } from '#platform/graphql/socket-frames.js';

/** The half of `ws` that reads; its types leave it out. */
const { Receiver } = ws as unknown as { readonly Receiver: new () => Writable };

/** What a WebSocket client makes of the bytes. */
async function received(bytes: Buffer): Promise<unknown> {
  const receiver = new Receiver();
  const message = once(receiver, 'message');
  receiver.end(bytes);
  const [data] = (await message) as [Buffer];
  return JSON.parse(data.toString());
}

test.each([0, 1, 70, 71, 72, 73, 1_000, 65_480, 65_481, 65_482, 70_000])(
  'a message with a text of %d bytes is one frame that every client reads',
  async (length) => {
    const socket = new PassThrough({ highWaterMark: 1_000_000 });
    const payload = { data: { text: 'x'.repeat(length) } };
    writeNext(socket, beforePayload('a'), Buffer.from(JSON.stringify(payload)));
    expect(await received(socket.read() as Buffer)).toEqual({ id: 'a', type: 'next', payload });
  },
);

test('sockets that share an id or not each get their own message, and the next one after it', async () => {
  const ids = ['a', 'a', 'b', 'a', '3f2504e0-4f89-41d3-9a0c-0305e82c3301'];
  for (const text of ['first', 'second']) {
    const payload = { data: { text } };
    const bytes = Buffer.from(JSON.stringify(payload));
    for (const id of ids) {
      const socket = new PassThrough();
      writeNext(socket, beforePayload(id), bytes);
      expect(await received(socket.read() as Buffer)).toEqual({ id, type: 'next', payload });
    }
  }
});

test('an id is whatever the client made it, and a text in any script', async () => {
  const socket = new PassThrough();
  const payload = { data: { name: '升级群 – ünïcode' } };
  writeNext(socket, beforePayload('a"b\\c 群'), Buffer.from(JSON.stringify(payload)));
  expect(await received(socket.read() as Buffer)).toEqual({ id: 'a"b\\c 群', type: 'next', payload });
});
