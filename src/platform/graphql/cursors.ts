import { isUuid } from '#kernel/ids.js';
import type { Page } from '../db/page.js';
import { badInput } from '../use-case/failures.js';

const refused = (): Error => badInput('This is not a cursor of this connection.');

/** The cursor of a list in the order of ids. Throws BAD_USER_INPUT for a cursor of something else. */
export function idCursor({ after }: Page): string | undefined {
  if (!after) return undefined;
  const [id, ...rest] = after;
  if (typeof id !== 'string' || !isUuid(id) || rest.length > 0) throw refused();
  return id;
}

/** PostgreSQL's integer. */
const INT_MAX = 2 ** 31 - 1;

/** The cursor of a list in the order of a number, which counts from 1. Throws BAD_USER_INPUT for one of something else. */
export function numberCursor({ after }: Page): number | undefined {
  if (!after) return undefined;
  const [number, ...rest] = after;
  if (typeof number !== 'number' || number < 0 || number > INT_MAX || rest.length > 0) throw refused();
  return number;
}
