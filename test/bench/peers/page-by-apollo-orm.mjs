import { createServer } from 'node:http';
import { ApolloServer } from '@apollo/server';
import { expressMiddleware } from '@as-integrations/express5';
import { EntitySchema, MikroORM } from '@mikro-orm/postgresql';
import express from 'express';
import { accessTokens } from './access-token.mjs';
import { globalId, keyOf, localId, RIGHTS } from './database-rights.mjs';
import { listen, serve } from './serve.mjs';

const Member = new EntitySchema({
  name: 'Member',
  tableName: 'member',
  properties: {
    id: { type: 'uuid', primary: true },
    organizationId: { type: 'uuid', fieldName: 'organization_id' },
    userId: { type: 'text', fieldName: 'user_id' },
    name: { type: 'text' },
    email: { type: 'text', nullable: true },
    position: { type: 'text', nullable: true },
    status: { type: 'text' },
    manager: { kind: 'm:1', entity: () => Member, fieldName: 'manager_id', nullable: true },
  },
});

const typeDefs = `
  type Query { organization(id: ID!): Organization! }
  type Organization { members(first: Int!, after: String): MemberConnection! }
  type MemberConnection { edges: [MemberEdge!]! }
  type MemberEdge { node: Member! }
  type Member { id: ID! userId: String! name: String! email: String position: String status: MemberStatus!
    manager: Member }
  enum MemberStatus { NOT_ACTIVATED ACTIVATED DISABLED LEFT }
`;

/** Entities of a unit of work for each request, their managers populated in one statement more. */
const resolvers = {
  Query: {
    organization: async (_root, { id }, { em, viewer }) => {
      const rows = await em.execute(RIGHTS.replace('$1', '?').replace('$2', '?'), [
        localId(id),
        viewer.sessionId,
      ]);
      if (rows.length === 0) throw new Error('no member');
      return { id: localId(id) };
    },
  },
  Organization: {
    members: async ({ id }, { first, after }, { em }) => {
      const where = { organizationId: id, status: { $ne: 'LEFT' }, id: { $gt: keyOf(after) } };
      const options = { limit: first, orderBy: { id: 'asc' }, populate: ['manager'], strategy: 'select-in' };
      return { edges: (await em.find(Member, where, options)).map((node) => ({ node })) };
    },
  },
  Member: { id: ({ id }) => globalId('Member', id) },
};

/** Apollo Server as its documentation sets it up with express, over MikroORM entities. */
serve({
  async start({ connection, tokenSecret, poolSize }) {
    const { database, ...server } = connection;
    const orm = await MikroORM.init({
      ...server,
      dbName: database,
      entities: [Member],
      pool: { max: poolSize },
    });
    const viewerOf = accessTokens(tokenSecret);
    const apollo = new ApolloServer({ typeDefs, resolvers });
    await apollo.start();
    const context = async ({ req }) => ({
      em: orm.em.fork(),
      viewer: await viewerOf(req.headers.authorization),
    });
    const app = express();
    app.use('/graphql', express.json(), expressMiddleware(apollo, { context }));
    return listen(createServer(app));
  },
});
