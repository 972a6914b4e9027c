import type { Loader } from '#platform/db/loader.js';
import type { Sql } from '#platform/db/sql.js';
import type { OrganizationSettings } from '../domain/settings.js';

const COLUMNS = `time_zone as "timeZone", quiet_from as "quietFrom", quiet_until as "quietUntil",
  retention_days as "retentionDays", confidentiality, members_region as "membersRegion",
  clock_while_suspended as "clockWhileSuspended", late_history as "lateHistory",
  second_administrator as "secondAdministrator", version`;
const SELECT = `select ${COLUMNS} from organization_setting where organization_id = $1`;

/** An organization's settings; each has them from its first moment. */
export function settingsOf(sql: Sql, organizationId: string): Promise<OrganizationSettings> {
  return one(sql, SELECT, organizationId);
}

/** For `context.load`: settings by organization. It asks for no rights; who loads has asked. */
export const settingsLoader: Loader<OrganizationSettings> = {
  name: 'organizationSettings',
  async batch(sql, ids) {
    const rows = await sql.rows<OrganizationSettings & { id: string }>(
      `select organization_id as id, ${COLUMNS} from organization_setting where organization_id = any($1::uuid[])`,
      [ids],
    );
    return new Map(rows.map(({ id, ...settings }) => [id, settings]));
  },
};

/**
 * Holds the settings as they are until the commit; after the organization and before every other lock. Who decides by
 * them on something that whoever changes them could not find yet asks for this.
 */
export async function holdSettings(tx: Sql, organizationId: string): Promise<void> {
  await tx.run('select 1 from organization_setting where organization_id = $1 for share', [organizationId]);
}

/** The settings under lock: whoever else changes them waits until the commit. */
export function lockSettings(tx: Sql, organizationId: string): Promise<OrganizationSettings> {
  return one(tx, `${SELECT} for no key update`, organizationId);
}

async function one(sql: Sql, statement: string, organizationId: string): Promise<OrganizationSettings> {
  const row = await sql.row<OrganizationSettings>(statement, [organizationId]);
  if (!row) throw new Error(`the organization ${organizationId} has no settings`);
  return row;
}

/** Stores the next version of the settings. The caller holds them. */
export async function saveSettings(
  tx: Sql,
  organizationId: string,
  settings: Omit<OrganizationSettings, 'version'>,
): Promise<void> {
  await tx.run(
    `update organization_setting set time_zone = $2, quiet_from = $3, quiet_until = $4, retention_days = $5,
       confidentiality = $6, members_region = $7, clock_while_suspended = $8, late_history = $9,
       second_administrator = $10, version = version + 1
     where organization_id = $1`,
    [
      organizationId,
      settings.timeZone,
      settings.quietFrom,
      settings.quietUntil,
      settings.retentionDays,
      settings.confidentiality,
      settings.membersRegion,
      settings.clockWhileSuspended,
      settings.lateHistory,
      settings.secondAdministrator,
    ],
  );
}

export async function createSettings(sql: Sql, organizationId: string, timeZone: string): Promise<void> {
  await sql.run('insert into organization_setting (organization_id, time_zone) values ($1, $2)', [
    organizationId,
    timeZone,
  ]);
}
