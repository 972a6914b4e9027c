import { createServer } from 'node:http';
import { ApolloServer } from '@apollo/server';
import { expressMiddleware } from '@as-integrations/express5';
import express from 'express';
import { pageContexts, schema } from './page-in-memory.mjs';
import { listen, serve } from './serve.mjs';

/** Apollo Server as it comes: with express, as its documentation sets it up. */
serve({
  async start({ tokenSecret }) {
    const contextOf = pageContexts(tokenSecret);
    const apollo = new ApolloServer({ schema });
    await apollo.start();
    const app = express();
    const context = ({ req }) => contextOf(req.headers.authorization);
    app.use('/graphql', express.json(), expressMiddleware(apollo, { context }));
    return listen(createServer(app));
  },
});
