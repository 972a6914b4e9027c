import { createServer } from 'node:http';
import { createYoga } from 'graphql-yoga';
import { pageContexts, schema } from './page-in-memory.mjs';
import { listen, serve } from './serve.mjs';

/** GraphQL Yoga as its documentation sets it up. */
serve({
  start({ tokenSecret }) {
    const contextOf = pageContexts(tokenSecret);
    const yoga = createYoga({
      schema,
      context: ({ request }) => contextOf(request.headers.get('authorization')),
    });
    return listen(createServer((request, response) => void yoga(request, response)));
  },
});
