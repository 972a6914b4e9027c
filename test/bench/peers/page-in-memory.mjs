import 'reflect-metadata';
import DataLoader from 'dataloader';
import * as typeGraphql from 'type-graphql';
// As the harness has compiled them: every server has the same resolvers over the same data.
import { managers, sessions } from '../dist/bench/page/page-data.js';
import { pageSchema } from '../dist/bench/page/page-schema.js';
import { accessTokens } from './access-token.mjs';

export const schema = pageSchema(typeGraphql);

/** The context of a request, by its `authorization` header. */
export function pageContexts(tokenSecret) {
  const viewerOf = accessTokens(tokenSecret);
  return async (authorization) => {
    const { sessionId } = await viewerOf(authorization);
    const loader = new DataLoader(async (ids) => ids.map((id) => managers.get(id)));
    return { personId: sessions.get(sessionId), manager: (id) => loader.load(id) };
  };
}
