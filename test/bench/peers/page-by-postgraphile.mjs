import { createServer } from 'node:http';
import pg from 'pg';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { accessTokens } from './access-token.mjs';
import { RIGHTS } from './database-rights.mjs';
import { listen, serve } from './serve.mjs';

/** The page as PostGraphile makes it of the tables; the organization's id comes in a header, for the rights check. */
serve({
  async start({ connection, tokenSecret, poolSize }) {
    const viewerOf = accessTokens(tokenSecret);
    const pool = new pg.Pool({ ...connection, max: poolSize });
    const instance = postgraphile({
      extends: [PostGraphileAmberPreset],
      pgServices: [makePgService({ pool, schemas: ['public'] })],
      grafserv: { graphqlPath: '/graphql', graphiql: false, websockets: false },
      grafast: {
        explain: false,
        async context({ node }) {
          const { headers } = node.req;
          const { sessionId } = await viewerOf(headers.authorization);
          const values = [sessionId, headers['x-organization']];
          const { rows } = await pool.query({ name: 'rights', text: RIGHTS, values });
          if (rows.length === 0) throw new Error('no member');
          return {};
        },
      },
    });
    const server = createServer();
    await instance.createServ(grafserv).addTo(server);
    return listen(server);
  },
});
