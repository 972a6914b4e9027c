import { once } from 'node:events';
import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import type { Connection } from '#platform/db/database.js';

/** Stands between a server and its PostgreSQL, so that a test can take the database away and bring it back. */
export interface TcpProxy extends AsyncDisposable {
  /** The way to the same database through the proxy. */
  readonly connection: Connection;
  /** Resets every connection and refuses new ones, as a host that went down does. */
  cut(): Promise<void>;
  /** Takes connections again, at the same port. */
  restore(): Promise<void>;
}

/** A proxy on a free TCP port before a PostgreSQL that listens on a Unix socket. */
export async function proxyTo(real: Connection): Promise<TcpProxy> {
  const clients = new Set<Socket>();
  const pipe = (client: Socket): void => {
    const server = connect(join(real.host, `.s.PGSQL.${real.port}`));
    clients.add(client);
    client.once('close', () => clients.delete(client));
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      one.on('error', () => undefined);
      one.once('close', () => other.destroy());
      one.pipe(other);
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
    for (const client of clients) client.resetAndDestroy();
    await closed;
    server = undefined;
  };
  const port = await listen(0);
  return {
    connection: { ...real, host: '127.0.0.1', port, ssl: false },
    cut,
    async restore() {
      await listen(port);
    },
    [Symbol.asyncDispose]: cut,
  };
}
