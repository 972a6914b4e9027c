import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type NetConnectOpts, type Socket } from 'node:net';

/** How long a frame's length says it is, and where its payload begins; undefined while not enough of it is there. */
function frameAt(bytes: Buffer): { readonly payload: number; readonly end: number } | undefined {
  if (bytes.length < 2) return undefined;
  const short = bytes.readUInt8(1) & 0x7f;
  const payload = short === 127 ? 10 : short === 126 ? 4 : 2;
  if (bytes.length < payload) return undefined;
  const length =
    short === 127 ? Number(bytes.readBigUInt64BE(2)) : short === 126 ? bytes.readUInt16BE(2) : short;
  return bytes.length < payload + length ? undefined : { payload, end: payload + length };
}

/** How much of what a server has sent over a WebSocket ends behind its first event; undefined before that has come. */
function endOfFirstEvent(sent: Buffer): number | undefined {
  const handshake = sent.indexOf('\r\n\r\n');
  if (handshake < 0) return undefined;
  for (let at = handshake + 4; ;) {
    const frame = frameAt(sent.subarray(at));
    if (!frame) return undefined;
    if (sent.subarray(at + frame.payload, at + frame.end).includes('"type":"next"')) return at + frame.end;
    at += frame.end;
  }
}

/**
 * A proxy before servers of WebSockets that cuts every connection, without a word, behind the first event that comes
 * over it. Each connection goes to the next of the servers, in turn.
 */
export async function frameCutter(
  targets: readonly NetConnectOpts[],
): Promise<AsyncDisposable & { readonly port: number; readonly cuts: number }> {
  let connections = 0;
  let cuts = 0;
  const open = new Set<Socket>();
  const pass = (client: Socket): void => {
    const server = connect(targets[connections % targets.length] ?? { port: 0 });
    connections += 1;
    let sent = Buffer.alloc(0);
    let passed = 0;
    server.on('data', (data) => {
      sent = Buffer.concat([sent, data]);
      const end = endOfFirstEvent(sent);
      client.write(sent.subarray(passed, end));
      passed = end ?? sent.length;
      if (end === undefined) return;
      cuts += 1;
      client.end();
      server.destroy();
    });
    client.on('data', (data) => server.write(data));
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      open.add(one);
      one.on('error', () => undefined);
      one.once('close', () => {
        open.delete(one);
        other.end();
      });
    }
  };
  const proxy = createServer(pass).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return {
    port: (proxy.address() as AddressInfo).port,
    get cuts() {
      return cuts;
    },
    async [Symbol.asyncDispose]() {
      const closed = once(proxy, 'close');
      proxy.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}
