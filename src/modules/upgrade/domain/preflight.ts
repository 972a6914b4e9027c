import type { StartObstacle } from './start.js';
import type { BlockedReason } from './states.js';

/** What stands against a start beside the start's own obstacles: what may be over in a moment. */
export type PreflightObstacle = StartObstacle | 'ORGANIZATION_SUSPENDED' | 'GROUP_BUSY';

/** What a start does with one entry of the roster. */
export interface PreflightEntry {
  /** In the order of the roster, from 1. */
  readonly position: number;
  readonly rosterEntryId: string;
  readonly hindrance: BlockedReason | null;
  /** The account with the entry's mobile. */
  readonly memberId: string | null;
}

export const preflightChangeKinds = [
  'BECAME_ELIGIBLE',
  'BECAME_BLOCKED',
  'REASON_CHANGED',
  'JOINED',
  'LEFT',
] as const;
export type PreflightChangeKind = (typeof preflightChangeKinds)[number];

/** What is not as it was, of one entry. */
export interface PreflightChange {
  readonly kind: PreflightChangeKind;
  readonly rosterEntryId: string;
  /** What hindered the entry in the earlier preflight; null also where it did not stand in it. */
  readonly before: BlockedReason | null;
  /** The same in the later one. */
  readonly after: BlockedReason | null;
}

/** What has changed between two preflights of a group: in the order of the later one, and then who has left. */
export function comparePreflights(
  earlier: readonly PreflightEntry[],
  later: readonly PreflightEntry[],
): PreflightChange[] {
  const was = new Map(earlier.map((entry) => [entry.rosterEntryId, entry]));
  const is = new Set(later.map((entry) => entry.rosterEntryId));
  const changes = later.flatMap(({ rosterEntryId, hindrance: after }): PreflightChange[] => {
    const known = was.get(rosterEntryId);
    const before = known?.hindrance ?? null;
    const kind = known ? kindOf(before, after) : 'JOINED';
    return kind ? [{ kind, rosterEntryId, before, after }] : [];
  });
  const left = earlier
    .filter((entry) => !is.has(entry.rosterEntryId))
    .map(({ rosterEntryId, hindrance }) => ({
      kind: 'LEFT' as const,
      rosterEntryId,
      before: hindrance,
      after: null,
    }));
  return [...changes, ...left];
}

function kindOf(before: BlockedReason | null, after: BlockedReason | null): PreflightChangeKind | undefined {
  if (before === after) return undefined;
  if (after === null) return 'BECAME_ELIGIBLE';
  return before === null ? 'BECAME_BLOCKED' : 'REASON_CHANGED';
}
