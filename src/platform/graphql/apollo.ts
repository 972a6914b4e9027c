import { ApolloServer, type ApolloServerOptions, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import type { ApiContext } from './context.js';
import { tellError } from './errors.js';
import { LIMITS } from './limits.js';
import type { Pipeline } from './pipeline.js';

export interface ApolloParts {
  readonly pipeline: Pipeline;
  readonly log: Logger;
  /** Whether anonymous callers are told of the schema in messages. */
  readonly openSchema: boolean;
}

/**
 * Apollo Server over our pipeline: its CSRF prevention and HTTP semantics stay, its documents come prepared, and
 * what it tells of errors is ours. Cache control is disabled, for it would wrap every resolver of the schema, and so
 * is the landing page, which loads itself from another host.
 */
export function createApollo(parts: ApolloParts): ApolloServer<ApiContext> {
  return new ApolloServer<ApiContext>({
    schema: parts.pipeline.schema,
    introspection: true,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    parseOptions: { maxTokens: LIMITS.tokens },
    stopOnTerminationSignals: false,
    persistedQueries: false,
    documentStore: preparedDocuments(parts.pipeline),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      admission(parts),
    ],
  });
}

const HASH_LENGTH = 64;

/** Apollo's key ends with the hash of the document's text; what it parsed itself it need not keep. */
function preparedDocuments(
  pipeline: Pipeline,
): NonNullable<ApolloServerOptions<ApiContext>['documentStore']> {
  return {
    get: async (key) => pipeline.prepared(key.slice(-HASH_LENGTH)),
    set: async () => undefined,
    delete: async () => undefined,
  };
}

function admission(parts: ApolloParts): ApolloServerPlugin<ApiContext> {
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ document, operation, request, contextValue }) => {
        if (!operation) return;
        const refused = parts.pipeline.admit({
          document,
          operation,
          variables: request.variables ?? {},
          viewer: contextValue.viewer,
        });
        if (refused) throw asBadRequest(refused);
      },
      willSendResponse: async ({ response, errors, contextValue }) => {
        if (response.body.kind !== 'single' || !errors?.length) return;
        const report = {
          log: parts.log,
          requestId: contextValue.origin.requestId,
          suggestions: parts.openSchema || contextValue.viewer !== undefined,
        };
        response.body.singleResult.errors = errors.map((error) => tellError(error, report));
      },
    }),
  };
}

/** What is refused before it runs is the request's fault; without this Apollo would answer 500. */
function asBadRequest(refused: GraphQLError): GraphQLError {
  return Object.assign(refused, { extensions: { ...refused.extensions, http: { status: 400 } } });
}
