import fastify from 'fastify';
import mercurius from 'mercurius';
import { pageContexts, schema } from './page-in-memory.mjs';
import { serve } from './serve.mjs';

/** Mercurius with JIT, as its documentation sets it up. */
serve({
  async start({ tokenSecret }) {
    const contextOf = pageContexts(tokenSecret);
    const app = fastify();
    await app.register(mercurius, {
      schema,
      jit: 1,
      context: ({ headers }) => contextOf(headers.authorization),
    });
    await app.listen({ port: 0, host: '127.0.0.1' });
    return app.server.address().port;
  },
});
