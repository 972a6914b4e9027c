import fastify from 'fastify';
import mercurius from 'mercurius';
import { accessTokens } from './access-token.mjs';
import { liveSchema } from './live-schema.mjs';
import { serve } from './serve.mjs';

const { schema, publish } = liveSchema();

/** Mercurius with JIT, as its documentation sets it up. */
serve({
  async start({ tokenSecret, state }) {
    const viewerOf = accessTokens(tokenSecret);
    publish(state);
    const app = fastify();
    await app.register(mercurius, {
      schema,
      jit: 1,
      subscription: {
        onConnect: async ({ payload }) => ({ viewer: await viewerOf(payload.authorization) }),
      },
    });
    await app.listen({ port: 0, host: '127.0.0.1' });
    return app.server.address().port;
  },
  publish,
});
