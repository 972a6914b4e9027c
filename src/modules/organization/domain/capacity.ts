import type { OrganizationTier } from './organization.js';

/**
 * How many members an enterprise group may have when it takes over a source group. 2,000 internal members are WeCom's
 * limit; 500, that of a consumer group, holds where the verification has run out: whoever was a group before can be
 * one then, and no more.
 */
export const groupCapacity: Readonly<Record<OrganizationTier, number>> = { BASIC: 500, VERIFIED: 2_000 };
