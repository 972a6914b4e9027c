export interface StartFacts {
  readonly groupState: 'LIVE' | 'CEASED';
  readonly ownerKnown: boolean;
  /** Whether the account that starts is the owner's, or has the owner's mandate. */
  readonly actsForOwner: boolean;
  readonly upgradeOpen: boolean;
}

export const startObstacles = [
  'SOURCE_GROUP_CEASED',
  'GROUP_HAS_NO_OWNER',
  'NOT_GROUP_OWNER',
  'UPGRADE_ALREADY_OPEN',
] as const;
export type StartObstacle = (typeof startObstacles)[number];

/** What stands against a start, the most lasting first; null when nothing does. */
export function startObstacle(facts: StartFacts): StartObstacle | null {
  if (facts.groupState === 'CEASED') return 'SOURCE_GROUP_CEASED';
  if (!facts.ownerKnown) return 'GROUP_HAS_NO_OWNER';
  if (!facts.actsForOwner) return 'NOT_GROUP_OWNER';
  if (facts.upgradeOpen) return 'UPGRADE_ALREADY_OPEN';
  return null;
}
