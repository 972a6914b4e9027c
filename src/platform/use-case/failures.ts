/**
 * What ends a call without an outcome. Each becomes a GraphQL error with its `extensions.code`;
 * what a client can be expected to meet in good use is a `Refusal` instead.
 */
export class Failure extends Error {
  constructor(
    readonly code:
      | 'UNAUTHENTICATED'
      | 'FORBIDDEN'
      | 'NOT_FOUND'
      | 'BAD_USER_INPUT'
      | 'CURSOR_INVALID'
      | 'OVERLOADED',
    message: string,
    /** Whole seconds after which the same call may succeed as it is. */
    readonly retryAfter?: number,
  ) {
    super(message);
    this.name = 'Failure';
  }
}

export const unauthenticated = (): Failure => new Failure('UNAUTHENTICATED', 'Sign in first.');
export const forbidden = (message = 'Your role does not allow this.'): Failure =>
  new Failure('FORBIDDEN', message);
/** The same for what does not exist and for what belongs to somebody else. */
export const notFound = (): Failure =>
  new Failure('NOT_FOUND', 'There is nothing with this id that you may see.');
export const badInput = (message: string): Failure => new Failure('BAD_USER_INPUT', message);

export const overloaded = (retryAfter: number): Failure =>
  new Failure('OVERLOADED', `Too many calls at once. Try again in ${retryAfter} s.`, retryAfter);

export const isForbidden = (error: unknown): boolean =>
  error instanceof Failure && error.code === 'FORBIDDEN';

/** What must exist, for the caller at least. */
export function orNotFound<T>(value: T | undefined | null): T {
  if (value === undefined || value === null) throw notFound();
  return value;
}
