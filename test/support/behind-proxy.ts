import { startServer, type TestServer, type TestServerOptions } from './server.js';
import { type DatabaseProxy, proxyTo } from './tcp-proxy.js';

export interface ServerBehindProxy extends AsyncDisposable {
  readonly server: TestServer;
  /** Between the server and its database. */
  readonly proxy: DatabaseProxy;
}

/** A server the way to whose database a test can take away. */
export async function serverBehindProxy(
  options: Omit<TestServerOptions, 'through'> = {},
): Promise<ServerBehindProxy> {
  let proxy: DatabaseProxy | undefined;
  const server = await startServer({
    ...options,
    through: async (real) => (proxy = await proxyTo(real)).connection,
  });
  if (!proxy) throw new Error('the server has not asked for its way');
  const between = proxy;
  return {
    server,
    proxy: between,
    async [Symbol.asyncDispose]() {
      await server.stop();
      await between[Symbol.asyncDispose]();
    },
  };
}
