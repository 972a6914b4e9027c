import type { ApiContext } from '#platform/graphql/context.js';

const streamOf = (upgradeId: string): string => `groupUpgradeEvents ${upgradeId}`;

/** A position in one upgrade's log. */
export function upgradeCursor({ cursors }: ApiContext, upgradeId: string, sequence: number): string {
  return cursors.seal(streamOf(upgradeId), sequence);
}

/** The sequence of a cursor of this upgrade; 0, the beginning, without one. Throws CURSOR_INVALID for any other. */
export function sequenceAfter(
  context: ApiContext,
  upgradeId: string,
  cursor: string | null | undefined,
): number {
  return cursor ? context.cursors.open(streamOf(upgradeId), cursor) : 0;
}
