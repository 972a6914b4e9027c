/** The database cannot be reached or is starting or stopping: nothing was done, and the same call may be repeated. */
export class DatabaseUnavailableError extends Error {
  override readonly name = 'DatabaseUnavailableError';
}

interface PgError {
  readonly code?: string;
  readonly constraint?: string;
  readonly message: string;
}

const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
/** Messages of `pg` and `pg-pool` for errors that carry no code. */
const UNREACHABLE_MESSAGE =
  /Connection terminated|timeout exceeded when trying to connect|timeout expired|Client has encountered a connection error|Cannot use a pool after/;

/** By its shape: an error that Node's own modules throw is no `instanceof` another realm's Error. */
function find(error: unknown): PgError | undefined {
  return typeof error === 'object' && error !== null && 'message' in error ? (error as PgError) : undefined;
}

/** Class 08 is "connection exception", 57P01 to 57P03 a server that stops or starts, 53300 too many connections. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof DatabaseUnavailableError) return true;
  const pg = find(error);
  if (!pg) return false;
  const code = pg.code ?? '';
  return (
    UNREACHABLE.has(code) || /^(08...|57P0[123]|53300)$/.test(code) || UNREACHABLE_MESSAGE.test(pg.message)
  );
}

/** All connections of the pool were in others' hands for too long. The database itself may be well. */
export function isCrowded(error: unknown): boolean {
  return find(error)?.message === 'timeout exceeded when trying to connect';
}

/** What a transaction has relied on has changed while it waited: it is to be run again, as after 40001. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken';
  readonly code = '40001';
}

/** 40001 serialization failure, 40P01 deadlock: the transaction had no effect and is worth running again. */
export function isTransient(error: unknown): boolean {
  return ['40001', '40P01'].includes(find(error)?.code ?? '');
}

/** 55P03: a lock was not free within `lock_timeout`. */
export function isLockTimeout(error: unknown): boolean {
  return find(error)?.code === '55P03';
}

/** The name of the violated constraint, of an integrity violation (class 23). */
export function violatedConstraint(error: unknown): string | undefined {
  const pg = find(error);
  return pg?.code?.startsWith('23') ? pg.constraint : undefined;
}
