import { isUuid } from '#kernel/ids.js';
import type { Page } from '#platform/db/page.js';
import { badInput } from '#platform/use-case/failures.js';

const refused = (): Error => badInput('This is not a cursor of this connection.');

/** The cursor of a list in the order of ids. */
export function idCursor({ after }: Page): string | undefined {
  if (!after) return undefined;
  const [id, ...rest] = after;
  if (typeof id !== 'string' || !isUuid(id) || rest.length > 0) throw refused();
  return id;
}

/** PostgreSQL's integer. */
const INT_MAX = 2 ** 31 - 1;

/** The cursor of a list in the order of a number, which counts from 1. */
export function numberCursor({ after }: Page): number | undefined {
  if (!after) return undefined;
  const [number, ...rest] = after;
  if (typeof number !== 'number' || number < 0 || number > INT_MAX || rest.length > 0) throw refused();
  return number;
}
