import type { Sql } from '#platform/db/sql.js';
import { warningPassed } from '../domain/deadlines.js';
import type { BlockedReason } from '../domain/states.js';
import type { Asked } from './account-locks.js';
import { HINDRANCE, MEMBER_JOIN } from './eligibility.js';

export interface PlannedInvitation extends Asked {
  readonly rosterEntryId: string;
}

/** Whom an upgrade of this group would ask now, in roster order, and what hinders each. */
export function planInvitations(sql: Sql, sourceGroupId: string): Promise<PlannedInvitation[]> {
  return sql.rows<PlannedInvitation>(
    `select r.id as "rosterEntryId", ${HINDRANCE} as hindrance, m.id as "accountId"
     from roster_entry r join consumer_identity c on c.id = r.identity_id ${MEMBER_JOIN}
     where r.source_group_id = $1 and r.left_at is null order by r.position, r.id`,
    [sourceGroupId],
  );
}

export interface NewInvitation {
  readonly id: string;
  readonly rosterEntryId: string;
  readonly hindrance: BlockedReason | null;
}

/** Where new invitations go: after the last position of the upgrade, and their events after its last event. */
export interface LastOf {
  readonly position: number;
  readonly sequence: number;
}

/** Inserts an upgrade's invitations with an event each. The caller holds the upgrade, and counts them in its row. */
export async function insertInvitations(
  sql: Sql,
  upgradeId: string,
  invitations: readonly NewInvitation[],
  last: LastOf,
  expiresAt: Date,
  now: Date,
): Promise<void> {
  await sql.run(
    `with x as (
       select * from rows from (jsonb_to_recordset($2::jsonb) as (id uuid, "rosterEntryId" uuid, hindrance text))
         with ordinality as x (id, roster_entry_id, hindrance, ordinal)),
     inserted as (
       insert into invitation (id, group_upgrade_id, roster_entry_id, position, state, blocked_reason, expires_at,
         warned_hours)
       select id, $1, roster_entry_id, $5 + ordinal, case when hindrance is null then 'PENDING' else 'BLOCKED' end,
         hindrance, $3, $7 from x)
     insert into group_upgrade_event (group_upgrade_id, sequence, type, at, invitation_id, to_state, reason)
     select $1, $6 + ordinal, 'INVITATION_CREATED', $4, id,
       case when hindrance is null then 'PENDING' else 'BLOCKED' end, hindrance from x`,
    [
      upgradeId,
      JSON.stringify(invitations),
      expiresAt,
      now,
      last.position,
      last.sequence,
      warningPassed(expiresAt, now),
    ],
  );
}

const NOT_ASKED = `from group_upgrade u join roster_entry r on r.source_group_id = u.source_group_id
  left join invitation i on i.group_upgrade_id = u.id and i.roster_entry_id = r.id
  where u.id = $1 and r.left_at is null and i.id is null`;

/** How many are on the roster and have not been asked: they joined after the start. */
export async function countNewcomers(sql: Sql, upgradeId: string): Promise<number> {
  return (await sql.row<{ count: number }>(`select count(*) ${NOT_ASKED}`, [upgradeId]))?.count ?? 0;
}

/** Those of these upgrades whose group somebody has joined who is not asked. */
export async function upgradesWithNewcomers(sql: Sql, upgradeIds: readonly string[]): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(
    `select distinct u.id from group_upgrade u join roster_entry r on r.source_group_id = u.source_group_id
       left join invitation i on i.group_upgrade_id = u.id and i.roster_entry_id = r.id
     where u.id = any($1::uuid[]) and r.left_at is null and i.id is null`,
    [upgradeIds],
  );
  return rows.map((row) => row.id);
}

/** Those who joined after the start, in roster order, and what hinders each; with the last position taken so far. */
export async function planNewcomers(
  sql: Sql,
  upgradeId: string,
): Promise<{ readonly newcomers: PlannedInvitation[]; readonly lastPosition: number }> {
  const newcomers = await sql.rows<PlannedInvitation>(
    `select r.id as "rosterEntryId", ${HINDRANCE} as hindrance, m.id as "accountId"
     from roster_entry r join consumer_identity c on c.id = r.identity_id ${MEMBER_JOIN}
     where r.id in (select r.id ${NOT_ASKED}) order by r.position, r.id`,
    [upgradeId],
  );
  const last = await sql.row<{ position: number }>(
    'select coalesce(max(position), 0) as position from invitation where group_upgrade_id = $1',
    [upgradeId],
  );
  return { newcomers, lastPosition: last?.position ?? 0 };
}
