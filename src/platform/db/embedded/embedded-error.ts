/**
 * Why the embedded PostgreSQL cannot be started. The message tells a person what to do; the code is for programs.
 *
 * - `UNSUPPORTED_PLATFORM`: there are no binaries for this system, or they were not installed
 * - `BINARIES_UNUSABLE`: there are binaries, but the account PostgreSQL runs as cannot execute them
 * - `DATA_NOT_ACCESSIBLE`: the data folder belongs to another account
 * - `DATA_IN_USE`: a running server has the data folder
 * - `VERSION_MISMATCH`: the data was written by another major version of PostgreSQL
 * - `START_FAILED`: PostgreSQL or initdb gave up; the message ends with its last log lines
 */
export type EmbeddedPostgresErrorCode =
  | 'UNSUPPORTED_PLATFORM'
  | 'BINARIES_UNUSABLE'
  | 'DATA_NOT_ACCESSIBLE'
  | 'DATA_IN_USE'
  | 'VERSION_MISMATCH'
  | 'START_FAILED';

export class EmbeddedPostgresError extends Error {
  readonly code: EmbeddedPostgresErrorCode;

  constructor(code: EmbeddedPostgresErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EmbeddedPostgresError';
    this.code = code;
  }
}

/** The `code` of a system or PostgreSQL error ('ENOENT', '3D000'), or `undefined` if it has none. */
export function codeOf(error: unknown): string | undefined {
  return stringIn(error, 'code');
}

export function messageOf(error: unknown): string {
  return stringIn(error, 'message') ?? String(error);
}

/** Not by `instanceof`: a test's `Error` is not the one that Node's own modules throw. */
function stringIn(error: unknown, key: 'code' | 'message'): string | undefined {
  const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, key) : undefined;
  return typeof value === 'string' ? value : undefined;
}
