import type { Sql } from '#platform/db/sql.js';
import type { Loader } from '#platform/db/loader.js';
import type { PauseReason, UpgradeState } from '../domain/states.js';

export interface UpgradeRow {
  readonly id: string;
  readonly organizationId: string;
  readonly sourceGroupId: string;
  readonly enterpriseGroupId: string;
  /** The programme that has started it, if one has. */
  readonly programmeId: string | null;
  /** Whether that programme stands still, and every upgrade of it with it. */
  readonly programmePaused: boolean;
  readonly state: UpgradeState;
  readonly minimumMembers: number;
  /** How many of the people who are asked must join, in per cent; null: the number alone counts. */
  readonly minimumPercent: number | null;
  readonly coolingOffHours: number;
  /** Whether a second person was wanted for the cut-over when it was started. */
  readonly secondAdministrator: boolean;
  readonly expiresAt: Date;
  readonly coolingOffUntil: Date | null;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  /** What the history's digest was found to be when every stored message was read again; null before. */
  readonly provedDigest: string | null;
  readonly round: number;
  /** All three only while it is paused. */
  readonly pausedFrom: 'INVITING' | 'COOLING_OFF' | null;
  readonly pauseReason: PauseReason | null;
  readonly pausedAt: Date | null;
  readonly sequence: number;
  readonly blocked: number;
  readonly pending: number;
  readonly accepted: number;
  readonly declined: number;
  readonly expired: number;
  readonly revoked: number;
  readonly withdrawn: number;
  readonly included: number;
  readonly excluded: number;
}

export const COLUMNS = `id, organization_id as "organizationId", source_group_id as "sourceGroupId",
  enterprise_group_id as "enterpriseGroupId", programme_id as "programmeId",
  programme_paused as "programmePaused", state, minimum_members as "minimumMembers", minimum_percent as "minimumPercent",
  cooling_off_hours as "coolingOffHours", second_administrator as "secondAdministrator",
  expires_at as "expiresAt", cooling_off_until as "coolingOffUntil",
  started_at as "startedAt", ended_at as "endedAt",
  proved_digest as "provedDigest", round, paused_from as "pausedFrom", pause_reason as "pauseReason",
  paused_at as "pausedAt", sequence, blocked, pending, accepted, declined, expired, revoked,
  withdrawn, included, excluded`;

export function upgradeById(sql: Sql, id: string): Promise<UpgradeRow | undefined> {
  return sql.row<UpgradeRow>(`select ${COLUMNS} from group_upgrade where id = $1`, [id]);
}

/** The states of an upgrade that is not over. */
export const OPEN_STATES = ['INVITING', 'COOLING_OFF', 'PAUSED'] as const satisfies readonly UpgradeState[];

/**
 * Takes the lock under which everything about this upgrade is decided. In the order of locks it comes after the
 * organization's, the accounts', the source group's and the programme's, and before the invitations'.
 */
export function lockUpgrade(sql: Sql, id: string): Promise<UpgradeRow | undefined> {
  return sql.row<UpgradeRow>(`select ${COLUMNS} from group_upgrade where id = $1 for no key update`, [id]);
}

/** The upgrade of a source group that is not over yet. */
export function openUpgradeOf(sql: Sql, sourceGroupId: string): Promise<UpgradeRow | undefined> {
  return sql.row<UpgradeRow>(
    `select ${COLUMNS} from group_upgrade
     where source_group_id = $1 and state in ('INVITING', 'COOLING_OFF', 'PAUSED')`,
    [sourceGroupId],
  );
}

/** An organization's upgrades that are not over. */
export async function openUpgradeIdsOf(sql: Sql, organizationId: string): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(
    `select id from group_upgrade
     where organization_id = $1 and state in ('INVITING', 'COOLING_OFF', 'PAUSED')`,
    [organizationId],
  );
  return rows.map((row) => row.id);
}

/** These upgrades, as far as they are in one of the states, under lock. Taken in the order of ids, as everybody takes them. */
export function lockUpgrades(
  sql: Sql,
  ids: readonly string[],
  states: readonly UpgradeState[],
): Promise<UpgradeRow[]> {
  return sql.rows<UpgradeRow>(
    `select ${COLUMNS} from group_upgrade where id = any($1::uuid[]) and state = any($2)
     order by id for no key update`,
    [ids, states],
  );
}

/** The upgrades of these source groups that are not over, under lock, in the order of their ids. */
export function lockOpenUpgradesOfGroups(sql: Sql, sourceGroupIds: readonly string[]): Promise<UpgradeRow[]> {
  return sql.rows<UpgradeRow>(
    `select ${COLUMNS} from group_upgrade
     where source_group_id = any($1::uuid[]) and state in ('INVITING', 'COOLING_OFF', 'PAUSED')
     order by id for no key update`,
    [sourceGroupIds],
  );
}

/** These upgrades in whatever state, under lock; without `wait`, as far as nobody else has theirs. */
export function lockUpgradesById(
  sql: Sql,
  ids: readonly string[],
  { wait }: { readonly wait: boolean },
): Promise<UpgradeRow[]> {
  return sql.rows<UpgradeRow>(
    `select ${COLUMNS} from group_upgrade where id = any($1::uuid[])
     order by id for no key update ${wait ? '' : 'skip locked'}`,
    [ids],
  );
}

/** The upgrades of a programme that are not over, under lock, in the order of their ids. */
export function lockOpenUpgradesOf(sql: Sql, programmeId: string): Promise<UpgradeRow[]> {
  return sql.rows<UpgradeRow>(
    `select ${COLUMNS} from group_upgrade
     where programme_id = $1 and state in ('INVITING', 'COOLING_OFF', 'PAUSED') order by id for no key update`,
    [programmeId],
  );
}

/** The newest first. */
export function upgradesOf(
  sql: Sql,
  organizationId: string,
  after: string | undefined,
  limit: number,
): Promise<UpgradeRow[]> {
  return sql.rows<UpgradeRow>(
    `select ${COLUMNS} from group_upgrade
     where organization_id = $1 and ($2::uuid is null or id < $2) order by id desc limit $3`,
    [organizationId, after ?? null, limit],
  );
}

export async function countUpgrades(sql: Sql, organizationId: string): Promise<number> {
  const row = await sql.row<{ count: number }>(
    'select count(*) from group_upgrade where organization_id = $1',
    [organizationId],
  );
  return row?.count ?? 0;
}

export const upgradeLoader: Loader<UpgradeRow> = {
  name: 'upgrade',
  async batch(sql, ids) {
    const rows = await sql.rows<UpgradeRow>(
      `select ${COLUMNS} from group_upgrade where id = any($1::uuid[])`,
      [ids],
    );
    return new Map(rows.map((row) => [row.id, row]));
  },
};
