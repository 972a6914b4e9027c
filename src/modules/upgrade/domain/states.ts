import type { Transitions } from '#kernel/transitions.js';

export type UpgradeState = 'INVITING' | 'COOLING_OFF' | 'PAUSED' | 'COMPLETED' | 'CANCELLED';

/**
 * The life of an upgrade. A cooling-off that is stopped goes back to INVITING. COMPLETED is the cut-over: there is no
 * way back from it.
 */
export const upgradeTransitions: Transitions<UpgradeState> = {
  INVITING: ['COOLING_OFF', 'PAUSED', 'CANCELLED'],
  COOLING_OFF: ['INVITING', 'COMPLETED', 'PAUSED', 'CANCELLED'],
  PAUSED: ['INVITING', 'COOLING_OFF', 'CANCELLED'],
  COMPLETED: [],
  CANCELLED: [],
};

export const invitationStates = [
  'BLOCKED',
  'PENDING',
  'ACCEPTED',
  'DECLINED',
  'EXPIRED',
  'REVOKED',
  'WITHDRAWN',
  'INCLUDED',
  'EXCLUDED',
] as const;
export type InvitationState = (typeof invitationStates)[number];

/**
 * The life of an invitation. Answers can be changed until the cut-over; whoever is left out can be asked again in a
 * new round, and whoever has said yes to an earlier text is asked anew. What it is at the cut-over turns into INCLUDED
 * or EXCLUDED, and both are for good.
 */
export const invitationTransitions: Transitions<InvitationState> = {
  // Blocked for another reason is a step of its own.
  BLOCKED: ['BLOCKED', 'PENDING', 'REVOKED', 'EXCLUDED'],
  PENDING: ['BLOCKED', 'ACCEPTED', 'DECLINED', 'EXPIRED', 'REVOKED', 'EXCLUDED'],
  ACCEPTED: ['PENDING', 'DECLINED', 'WITHDRAWN', 'REVOKED', 'INCLUDED', 'EXCLUDED'],
  DECLINED: ['PENDING', 'BLOCKED', 'ACCEPTED', 'REVOKED', 'EXCLUDED'],
  EXPIRED: ['PENDING', 'BLOCKED', 'REVOKED', 'EXCLUDED'],
  // By an administrator who may ask again on purpose, or with the upgrade, and then for good.
  REVOKED: ['PENDING', 'BLOCKED', 'EXCLUDED'],
  WITHDRAWN: ['PENDING', 'BLOCKED', 'ACCEPTED', 'DECLINED', 'REVOKED', 'EXCLUDED'],
  INCLUDED: [],
  EXCLUDED: [],
};

/** Why a roster entry cannot answer now; each can be cured. */
export const blockedReasons = [
  'UNKNOWN_MOBILE',
  'NO_ACCOUNT',
  'ACCOUNT_NOT_ACTIVATED',
  'ACCOUNT_DISABLED',
  'LEFT_SOURCE_GROUP',
  'REGION_RESTRICTED',
] as const;
export type BlockedReason = (typeof blockedReasons)[number];

/** Why an invitation was revoked. */
export type RevokedReason = 'CANCELLED' | 'REMOVED_BY_ADMIN';

/** Why an upgrade stands still. */
export type PauseReason =
  | 'REQUESTED'
  | 'OWNER_GONE'
  | 'OWNER_CHANGED'
  | 'ORGANIZATION_SUSPENDED'
  | 'PROGRAMME_PAUSED';

/** Why somebody is not in the enterprise group. */
export const exclusionReasons = [
  'DECLINED',
  'EXPIRED',
  'WITHDRAWN',
  'NO_ACCOUNT',
  'ACCOUNT_NOT_ACTIVATED',
  'ACCOUNT_DISABLED',
  'MOBILE_MISMATCH',
  'UNKNOWN_MOBILE',
  'LEFT_SOURCE_GROUP',
  'LEFT_ORGANIZATION',
  'OVER_CAPACITY',
  'REGION_RESTRICTED',
  'REMOVED_BY_ADMIN',
] as const;
export type ExclusionReason = (typeof exclusionReasons)[number];

/** What would let a blocked entry answer. */
export const cures = [
  'PROVIDE_MOBILE',
  'CREATE_MEMBER',
  'MEMBER_SIGNS_IN',
  'ENABLE_MEMBER',
  'REJOIN_SOURCE_GROUP',
  'RELAX_REGION_RULE',
] as const;
export type Cure = (typeof cures)[number];

export const cureOf: Readonly<Record<BlockedReason, Cure>> = {
  UNKNOWN_MOBILE: 'PROVIDE_MOBILE',
  NO_ACCOUNT: 'CREATE_MEMBER',
  ACCOUNT_NOT_ACTIVATED: 'MEMBER_SIGNS_IN',
  ACCOUNT_DISABLED: 'ENABLE_MEMBER',
  LEFT_SOURCE_GROUP: 'REJOIN_SOURCE_GROUP',
  REGION_RESTRICTED: 'RELAX_REGION_RULE',
};
