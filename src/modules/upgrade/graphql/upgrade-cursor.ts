import { badInput } from '#platform/use-case/failures.js';
import { cursorOf, openCursor } from '#platform/graphql/relay.js';

/** A position in one upgrade's log. */
export function upgradeCursor(upgradeId: string, sequence: number): string {
  return cursorOf([upgradeId, sequence]);
}

/** The sequence of a cursor of this upgrade; 0, the beginning, without one. Throws BAD_USER_INPUT for any other. */
export function sequenceAfter(upgradeId: string, cursor: string | null | undefined): number {
  if (!cursor) return 0;
  const [id, sequence] = openCursor(cursor);
  if (id !== upgradeId || typeof sequence !== 'number' || sequence < 0)
    throw badInput('This is not a cursor of this upgrade.');
  return sequence;
}
