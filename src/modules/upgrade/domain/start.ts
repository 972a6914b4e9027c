export interface StartFacts {
  readonly groupState: 'LIVE' | 'CEASED';
  readonly ownerKnown: boolean;
  readonly ownerMobile: string | null;
  /** The verified mobile of the account that starts. */
  readonly viewerMobile: string | undefined;
  readonly upgradeOpen: boolean;
}

export const startObstacles = [
  'SOURCE_GROUP_CEASED',
  'GROUP_HAS_NO_OWNER',
  'NOT_GROUP_OWNER',
  'UPGRADE_ALREADY_OPEN',
] as const;
export type StartObstacle = (typeof startObstacles)[number];

/** What stands against a start, the most lasting first; null when nothing does. The owner is known by mobile, never by name. */
export function startObstacle(facts: StartFacts): StartObstacle | null {
  if (facts.groupState === 'CEASED') return 'SOURCE_GROUP_CEASED';
  if (!facts.ownerKnown) return 'GROUP_HAS_NO_OWNER';
  if (facts.ownerMobile === null || facts.ownerMobile !== facts.viewerMobile) return 'NOT_GROUP_OWNER';
  if (facts.upgradeOpen) return 'UPGRADE_ALREADY_OPEN';
  return null;
}
