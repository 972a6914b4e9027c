import type { Sql } from '#platform/db/sql.js';
import type { OrganizationSettings } from '../domain/settings.js';

/** An organization's settings; each has them from its first moment. */
export async function settingsOf(sql: Sql, organizationId: string): Promise<OrganizationSettings> {
  const row = await sql.row<OrganizationSettings>(
    `select time_zone as "timeZone", quiet_from as "quietFrom", quiet_until as "quietUntil",
       retention_days as "retentionDays", confidentiality, members_region as "membersRegion",
       clock_while_suspended as "clockWhileSuspended", late_history as "lateHistory",
       second_administrator as "secondAdministrator", version
     from organization_setting where organization_id = $1`,
    [organizationId],
  );
  if (!row) throw new Error(`the organization ${organizationId} has no settings`);
  return row;
}

export async function createSettings(sql: Sql, organizationId: string, timeZone: string): Promise<void> {
  await sql.run('insert into organization_setting (organization_id, time_zone) values ($1, $2)', [
    organizationId,
    timeZone,
  ]);
}
