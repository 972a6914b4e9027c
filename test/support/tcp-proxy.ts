import { once } from 'node:events';
import {
  createServer,
  connect,
  type AddressInfo,
  type NetConnectOpts,
  type Server,
  type Socket,
} from 'node:net';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import type { Connection } from '#platform/db/database.js';

/** Stands between two parts, so that a test can take the way between them away and bring it back. */
export interface TcpProxy extends AsyncDisposable {
  readonly port: number;
  /** Resets every connection and refuses new ones, as a host that went down does. */
  cut(): Promise<void>;
  /** Takes connections again, at the same port. */
  restore(): Promise<void>;
  /** Lets nothing through on the connections there are, and closes none: as if the other host were gone without a word. */
  silence(): void;
  /** Lets whatever comes from now on wait for so long, in each direction. */
  delay(milliseconds: number): void;
}

/** A proxy on a free TCP port before what listens at `target`, which may move between one connection and the next. */
export async function tcpProxy(target: NetConnectOpts | (() => NetConnectOpts)): Promise<TcpProxy> {
  const pairs = new Map<Socket, Socket>();
  let delayMs = 0;
  const late = (): Transform =>
    new Transform({
      transform(chunk, _encoding, done) {
        if (delayMs === 0) done(null, chunk);
        else setTimeout(done, delayMs, null, chunk);
      },
    });
  const pipe = (client: Socket): void => {
    const server = connect(typeof target === 'function' ? target() : target);
    pairs.set(client, server);
    client.once('close', () => pairs.delete(client));
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      one.on('error', () => undefined);
      one.once('close', () => other.destroy());
      one.pipe(late()).pipe(other);
    }
  };
  let server: Server | undefined;
  const listen = async (port: number): Promise<number> => {
    server = createServer(pipe).listen(port, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const cut = async (): Promise<void> => {
    const closed = server && once(server, 'close');
    server?.close();
    for (const client of pairs.keys()) client.resetAndDestroy();
    await closed;
    server = undefined;
  };
  const port = await listen(0);
  return {
    port,
    cut,
    async restore() {
      await listen(port);
    },
    silence() {
      for (const [client, other] of pairs) {
        client.unpipe().pause();
        other.unpipe().pause();
      }
    },
    delay(milliseconds) {
      delayMs = milliseconds;
    },
    [Symbol.asyncDispose]: cut,
  };
}

/** A proxy before a database. */
export interface DatabaseProxy extends TcpProxy {
  /** The way to the same database through it. */
  readonly connection: Connection;
}

/** A proxy before a PostgreSQL that listens on a Unix socket. */
export async function proxyTo(real: Connection): Promise<DatabaseProxy> {
  const proxy = await tcpProxy({ path: join(real.host, `.s.PGSQL.${real.port}`) });
  return { ...proxy, connection: { ...real, host: '127.0.0.1', port: proxy.port, ssl: false } };
}
