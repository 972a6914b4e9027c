import type { Sql } from '#platform/db/sql.js';

/**
 * Whether an organization takes people with this mobile, E.164, by its rule of regions. +86 is mainland China, and no
 * number of Hong Kong (+852), Macau (+853) or Taiwan (+886) begins so.
 */
export async function takesMobile(sql: Sql, organizationId: string, mobile: string): Promise<boolean> {
  const row = await sql.row<{ taken: boolean }>(
    `select s.members_region = 'ANY' or ($2 like '+86%') = (o.region = 'MAINLAND') as taken
     from organization o join organization_setting s on s.organization_id = o.id where o.id = $1`,
    [organizationId, mobile],
  );
  return row?.taken ?? false;
}
