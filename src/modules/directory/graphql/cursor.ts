import { isUuid } from '#kernel/ids.js';
import type { Page } from '#platform/db/page.js';
import { badInput } from '#platform/use-case/failures.js';
import { DEPTH_MAX } from '../domain/department.js';
import type { DepartmentKey } from '../use-cases/directory-lists.js';

/** Where a list of departments goes on. Throws BAD_USER_INPUT for a cursor of something else. */
export function departmentCursor({ after }: Page): DepartmentKey | undefined {
  if (after === undefined) return undefined;
  const [depth, id, ...rest] = after;
  if (
    typeof depth === 'number' &&
    depth >= 0 &&
    depth <= DEPTH_MAX &&
    typeof id === 'string' &&
    isUuid(id) &&
    rest.length === 0
  ) {
    return { depth, id };
  }
  throw badInput('This is not a cursor of this connection.');
}
