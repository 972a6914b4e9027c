/** What a client is told of a request that failed before it came to GraphQL, or beside it. */
export function toldOfFailure(
  error: Error & { readonly statusCode?: number },
  requestId: string,
): { readonly status: number; readonly body: object } {
  const status = error.statusCode ?? 500;
  const message = status >= 500 ? 'Something went wrong on our side.' : error.message;
  const code = status === 413 ? 'PAYLOAD_TOO_LARGE' : status >= 500 ? 'INTERNAL_SERVER_ERROR' : 'BAD_REQUEST';
  return { status, body: { errors: [{ message, extensions: { code, requestId } }] } };
}
