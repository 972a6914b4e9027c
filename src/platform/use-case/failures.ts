/**
 * What ends a call without an outcome. Each becomes a GraphQL error with its `extensions.code`;
 * what a client can be expected to meet in good use is a `Refusal` instead.
 */
export class Failure extends Error {
  constructor(
    readonly code: 'UNAUTHENTICATED' | 'FORBIDDEN' | 'NOT_FOUND' | 'BAD_USER_INPUT' | 'CURSOR_TOO_OLD',
    message: string,
  ) {
    super(message);
    this.name = 'Failure';
  }
}

export const unauthenticated = (): Failure => new Failure('UNAUTHENTICATED', 'Sign in first.');
export const forbidden = (): Failure => new Failure('FORBIDDEN', 'Your role does not allow this.');
/** The same for what does not exist and for what belongs to somebody else. */
export const notFound = (): Failure =>
  new Failure('NOT_FOUND', 'There is nothing with this id that you may see.');
export const badInput = (message: string): Failure => new Failure('BAD_USER_INPUT', message);

/** What must exist, for the caller at least. */
export function orNotFound<T>(value: T | undefined | null): T {
  if (value === undefined || value === null) throw notFound();
  return value;
}
