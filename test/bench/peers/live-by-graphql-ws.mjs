import { createServer } from 'node:http';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { accessTokens } from './access-token.mjs';
import { liveSchema } from './live-schema.mjs';
import { listen, serve } from './serve.mjs';

const { schema, publish } = liveSchema();

/** graphql-ws as its documentation sets it up. */
serve({
  async start({ tokenSecret, state }) {
    const viewerOf = accessTokens(tokenSecret);
    publish(state);
    const server = createServer();
    useServer(
      {
        schema,
        onConnect: async ({ connectionParams, extra }) => {
          extra.viewer = await viewerOf(connectionParams.authorization);
        },
        context: ({ extra }) => ({ viewer: extra.viewer }),
      },
      new WebSocketServer({ server, path: '/graphql' }),
    );
    return listen(server);
  },
  publish,
});
