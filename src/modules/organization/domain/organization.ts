import type { Transitions } from '#kernel/transitions.js';

/** Where a company is registered: it decides which document proves it and which rules of transfer hold. */
export const organizationRegions = ['MAINLAND', 'INTERNATIONAL'] as const;
export type OrganizationRegion = (typeof organizationRegions)[number];

/** How many people work there, in the steps of WeCom's own registration form. */
export const organizationScales = [
  'UP_TO_50',
  'UP_TO_100',
  'UP_TO_200',
  'UP_TO_500',
  'UP_TO_1000',
  'UP_TO_5000',
  'UP_TO_10000',
  'OVER_10000',
] as const;
export type OrganizationScale = (typeof organizationScales)[number];

/** What the server grants; quotas go by it. */
export const organizationTiers = ['BASIC', 'VERIFIED'] as const;
export type OrganizationTier = (typeof organizationTiers)[number];

export const organizationStates = ['ACTIVE', 'SUSPENDED', 'CLOSED'] as const;
export type OrganizationState = (typeof organizationStates)[number];

export const organizationTransitions: Transitions<OrganizationState> = {
  ACTIVE: ['SUSPENDED', 'CLOSED'],
  SUSPENDED: ['ACTIVE', 'CLOSED'],
  CLOSED: [],
};

/** Verification holds for a year: the same day and time of the next year, 28 February for a 29th. UTC. */
export function verifiedUntil(verifiedAt: Date): Date {
  const end = new Date(verifiedAt);
  end.setUTCFullYear(end.getUTCFullYear() + 1);
  if (end.getUTCMonth() !== verifiedAt.getUTCMonth()) end.setUTCDate(0);
  return end;
}

/** Whoever was reviewed is verified until that runs out; without it, basic. */
export function tierAt(now: Date, verification: Date): OrganizationTier {
  return now < verification ? 'VERIFIED' : 'BASIC';
}
