import { randomUUID } from 'node:crypto';
import { type FormattedExecutionResult, GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { isCrowded, isTransient, isUnavailable } from '../db/pg-errors.js';
import { Failure, overloaded } from '../use-case/failures.js';

export interface ErrorReport {
  readonly log: Logger;
  readonly requestId: string;
  /** Whether the messages may tell of the schema ("Did you mean …"). */
  readonly suggestions: boolean;
}

/** Codes of errors that graphql-js, Apollo or our limits made about the request itself: safe to show as they are. */
const ABOUT_THE_REQUEST = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'QUERY_TOO_COMPLEX',
  'UNAUTHENTICATED',
]);

/**
 * What a client is told of an error, on every transport: the code, an `errorId` to quote, the request id, and a
 * message only where it is ours. Everything unexpected is logged in full and masked.
 */
export function tellError(error: unknown, report: ErrorReport): GraphQLFormattedError {
  const graphql = error instanceof GraphQLError ? error : undefined;
  const cause = thrownIn(graphql?.originalError) ?? (graphql ? undefined : error);
  const { code, message, ...more } = classify(graphql, cause, report.suggestions);
  const errorId = randomUUID();
  const fields = { errorId, requestId: report.requestId, code, err: cause ?? error };
  if (code === 'INTERNAL_SERVER_ERROR') report.log.error(fields, 'unexpected error');
  else if (code === 'SERVICE_UNAVAILABLE') report.log.warn(fields, 'service unavailable');
  else report.log.debug(fields, 'request refused');
  return {
    message,
    ...(graphql?.locations ? { locations: graphql.locations } : {}),
    ...(graphql?.path ? { path: graphql.path } : {}),
    extensions: { code, errorId, requestId: report.requestId, ...more },
  };
}

/** The result as a client may see it; nothing, meaning "as it is", when it holds no errors. */
export function maskResult(
  {
    data,
    errors,
  }: { data?: FormattedExecutionResult['data'] | undefined; errors?: readonly GraphQLError[] | undefined },
  report: ErrorReport,
): FormattedExecutionResult | undefined {
  if (!errors?.length) return undefined;
  return { ...(data === undefined ? {} : { data }), errors: errors.map((error) => tellError(error, report)) };
}

/** What was thrown; graphql wraps what is no `instanceof` its own realm's Error. */
function thrownIn(original: unknown): unknown {
  return typeof original === 'object' && original !== null && 'thrownValue' in original
    ? original.thrownValue
    : original;
}

/** When it is worth asking again: a database that is not there, and one in which others were faster or are many. */
const UNAVAILABLE_SECONDS = 5;
const CONTENDED_SECONDS = 1;

function classify(
  graphql: GraphQLError | undefined,
  cause: unknown,
  suggestions: boolean,
): { code: string; message: string; retryable?: true; retryAfter?: number } {
  if (cause instanceof Failure) {
    const { code, message, retryAfter } = cause;
    return { code, message, ...(retryAfter === undefined ? {} : { retryable: true, retryAfter }) };
  }
  if (isCrowded(cause)) return classify(undefined, overloaded(CONTENDED_SECONDS), suggestions);
  // What is transient has been tried again by the runner, each time in vain.
  const lost = isUnavailable(cause);
  if (lost || isTransient(cause)) {
    return {
      code: 'SERVICE_UNAVAILABLE',
      message: 'The service cannot answer now. Try again shortly.',
      retryable: true,
      retryAfter: lost ? UNAVAILABLE_SECONDS : CONTENDED_SECONDS,
    };
  }
  const code = graphql?.extensions['code'];
  // A scalar's refusal of a value arrives as a GraphQLError around another GraphQLError.
  const ours = cause === undefined || cause instanceof GraphQLError;
  if (graphql && ours && typeof code === 'string' && ABOUT_THE_REQUEST.has(code)) {
    return { code, message: suggestions ? graphql.message : withoutSuggestions(graphql.message) };
  }
  if (graphql && ours && graphql.path === undefined) {
    return {
      code: 'BAD_USER_INPUT',
      message: suggestions ? graphql.message : withoutSuggestions(graphql.message),
    };
  }
  return { code: 'INTERNAL_SERVER_ERROR', message: 'Something went wrong on our side.' };
}

function withoutSuggestions(message: string): string {
  return message.replace(/ ?Did you mean [^?]*\?/g, '');
}
