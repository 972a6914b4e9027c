import type { Sql } from '#platform/db/sql.js';
import { groupCapacity } from '../domain/capacity.js';
import type { OrganizationTier } from '../domain/organization.js';

/**
 * What an organization is granted at this moment, as an SQL expression over `organization`: the stored tier while the
 * verification lasts, whether or not anything has yet stored that it is over.
 */
export const TIER = `case when assent_now() < organization.verified_until then organization.tier else 'BASIC' end`;

/** What an organization is granted, and how many members that allows each of its groups. */
export async function capacityOf(
  sql: Sql,
  organizationId: string,
): Promise<{ readonly tier: OrganizationTier; readonly limit: number }> {
  const row = await sql.row<{ tier: OrganizationTier }>(
    `select ${TIER} as tier from organization where id = $1`,
    [organizationId],
  );
  if (!row) throw new Error(`there is no organization ${organizationId}`);
  return { tier: row.tier, limit: groupCapacity[row.tier] };
}
