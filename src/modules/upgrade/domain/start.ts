import { MINIMUM_MEMBERS } from './limits.js';
import { type Minimum, tooFewRefusal } from './minimum.js';

type OwnerUnknown = 'OWNER_MOBILE_UNKNOWN' | 'OWNER_UNCONFIRMED';

export interface StartFacts {
  readonly groupState: 'LIVE' | 'CEASED';
  /** Whether the export names an owner who is on the roster. */
  readonly ownerKnown: boolean;
  /** Why nobody can be said to be that owner; null where somebody can. */
  readonly ownerUnknown: OwnerUnknown | null;
  /** Whether the account that starts is the owner's, or has the owner's mandate. */
  readonly actsForOwner: boolean;
  readonly upgradeOpen: boolean;
  /** How many people are on the roster. */
  readonly people: number;
  /** How many must join. */
  readonly minimumMembers: number;
}

export type StartObstacle =
  | 'SOURCE_GROUP_CEASED'
  | 'GROUP_HAS_NO_OWNER'
  | OwnerUnknown
  | 'NOT_GROUP_OWNER'
  | 'UPGRADE_ALREADY_OPEN'
  | 'MINIMUM_OUT_OF_REACH';

/** What stands against a start, the most lasting first; null when nothing does. */
export function startObstacle(facts: StartFacts): StartObstacle | null {
  if (facts.groupState === 'CEASED') return 'SOURCE_GROUP_CEASED';
  if (!facts.ownerKnown) return 'GROUP_HAS_NO_OWNER';
  if (!facts.actsForOwner) return facts.ownerUnknown ?? 'NOT_GROUP_OWNER';
  if (facts.upgradeOpen) return 'UPGRADE_ALREADY_OPEN';
  // The least that can be set is no mistake in the terms: a roster of one may grow before the cut-over.
  const { minimumMembers, people } = facts;
  if (minimumMembers > Math.max(people, MINIMUM_MEMBERS.min)) return 'MINIMUM_OUT_OF_REACH';
  return null;
}

/** How the people of a roster stand towards answering. */
export interface RosterStanding {
  readonly people: number;
  /** Who could answer at once. */
  readonly eligible: number;
}

/**
 * Whether the minimum would be reached if everybody who could answer at once said yes, as far as there is room for
 * them.
 */
export function reachesMinimum(
  minimum: Minimum,
  { people, eligible }: RosterStanding,
  room: number,
): boolean {
  return tooFewRefusal(minimum, { people: Math.min(eligible, room), asked: people }) === undefined;
}
