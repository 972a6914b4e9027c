import { type ApolloServer, HeaderMap } from '@apollo/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { ApiAnswer, ApiRequest } from '../http/plain-posts.js';
import type { HttpParts } from '../http/server.js';
import type { ApiContext } from './context.js';
import { tellError } from './errors.js';
import type { Lane, PlainCall } from './lane.js';
import type { Pipeline } from './pipeline.js';

export interface OverHttpParts {
  readonly apollo: ApolloServer<ApiContext>;
  readonly pipeline: Pipeline;
  readonly lane: Lane;
  readonly log: Logger;
  /** What a request's resolvers work with. Throws where it names somebody who is not signed in. */
  readonly contextOf: (request: Pick<ApiRequest, 'id' | 'ip' | 'headers'>) => Promise<ApiContext>;
}

/** GraphQL over HTTP: plain calls by the lane, with or without a way through the routes, and all others by Apollo. */
export function overHttp(parts: OverHttpParts): Pick<HttpParts, 'plain' | 'graphql'> {
  const { lane } = parts;
  return {
    plain(request) {
      const call = lane.plainCall(request);
      return call && byLane(parts, call, request);
    },
    async graphql(request, reply) {
      const call = lane.plainCall(request);
      if (!call) return byApollo(parts, request, reply);
      const { status, contentType, body } = await byLane(parts, call, request);
      await reply.status(status).header('content-type', contentType).send(body);
    },
  };
}

async function byLane(
  { lane, log, contextOf }: OverHttpParts,
  call: PlainCall,
  request: Pick<ApiRequest, 'id' | 'ip' | 'headers'>,
): Promise<ApiAnswer> {
  let context: ApiContext;
  try {
    context = await contextOf(request);
  } catch (error) {
    return refusal(error, log, request.id);
  }
  return lane.answer(call, context);
}

/** Nobody is let in: whoever it is, it is told before anything else of the request is looked at. */
function refusal(error: unknown, log: Logger, requestId: string): ApiAnswer {
  const told = tellError(error, { log, requestId, suggestions: false });
  const status = statusOf(told.extensions?.['code']);
  return { status, contentType: 'application/json; charset=utf-8', body: JSON.stringify({ errors: [told] }) };
}

function statusOf(code: unknown): number {
  return code === 'UNAUTHENTICATED' ? 401 : code === 'SERVICE_UNAVAILABLE' ? 503 : 500;
}

async function byApollo(
  { apollo, pipeline, lane, log, contextOf }: OverHttpParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const context = await contextOf(request).catch((error: unknown) => {
    const { status, contentType, body } = refusal(error, log, request.id);
    void reply.status(status).header('content-type', contentType).send(body);
  });
  if (!context) return;
  const source = (request.body as { query?: unknown } | undefined)?.query;
  if (typeof source === 'string') pipeline.prepare(source);
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const answer = await apollo.executeHTTPGraphQLRequest({
    context: async () => context,
    httpGraphQLRequest: {
      method: request.method.toUpperCase(),
      headers,
      body: request.body,
      search: new URL(request.url, 'http://localhost').search,
    },
  });
  for (const [name, value] of answer.headers) void reply.header(name, value);
  reply.statusCode = answer.status ?? 200;
  // An error that is Apollo's own is told without a look at what the client accepts.
  if (reply.statusCode === 200) lane.learn(request.headers.accept, answer.headers.get('content-type'));
  if (answer.body.kind === 'complete') {
    await reply.send(answer.body.string);
    return;
  }
  throw new Error('incremental delivery is not enabled');
}
