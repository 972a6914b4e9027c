import type { OrganizationTier } from './organization.js';

/**
 * How many members an enterprise group may have when it takes over a source group. 2,000 internal members are WeCom's
 * limit; 200 is ours and holds where the verification has run out: a reason to have it renewed before the cut-over.
 */
export const groupCapacity: Readonly<Record<OrganizationTier, number>> = { BASIC: 200, VERIFIED: 2_000 };
