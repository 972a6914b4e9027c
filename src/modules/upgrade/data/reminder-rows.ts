import { newId } from '#kernel/ids.js';
import type { Sql } from '#platform/db/sql.js';
import type { Candidate, Planned } from '../domain/reminders.js';
import { MEMBER_JOIN } from './eligibility.js';

/** Somebody who is asked and has not answered. */
export interface PendingPerson extends Candidate, Planned {
  readonly round: number;
  readonly managerId: string | null;
}

export interface PendingFilter {
  readonly invitationIds?: readonly string[] | undefined;
  readonly departmentId?: string | undefined;
  /** Asked at this time or before. */
  readonly askedBefore?: Date | undefined;
}

/** Those who can answer and have not, with all that reminding them depends on. In roster order. */
export function pendingPeople(
  sql: Sql,
  upgradeId: string,
  now: Date,
  { invitationIds, departmentId, askedBefore }: PendingFilter = {},
): Promise<PendingPerson[]> {
  return sql.rows<PendingPerson>(
    `with recursive below as (
       select id from department where id = $4
       union all select d.id from department d join below b on d.parent_id = b.id),
     asked as (
       select invitation_id, max(at) as at from group_upgrade_event
       where group_upgrade_id = $1 and to_state = 'PENDING' group by invitation_id)
     select i.id as "invitationId", i.round, m.id as "memberId", b.id as "managerId", a.at as "askedAt",
       (select count(*) from invitation_reminder x
        where x.invitation_id = i.id and x.round = i.round and x.kind = 'REMINDER') as "remindedInRound",
       (select count(*) from invitation_reminder x
        where x.member_id = m.id and x.kind = 'REMINDER' and x.at > $2::timestamptz - interval '24 hours')
         as "remindedInDay",
       (select max(x.plan_hours) from invitation_reminder x
        where x.invitation_id = i.id and x.round = i.round and x.kind = 'REMINDER' and x.at >= a.at) as "doneHours",
       exists (select from invitation_reminder x
        where x.invitation_id = i.id and x.round = i.round and x.kind = 'ESCALATION') as escalated
     from invitation i join asked a on a.invitation_id = i.id join roster_entry r on r.id = i.roster_entry_id
       join consumer_identity c on c.id = r.identity_id ${MEMBER_JOIN}
       left join member b on b.id = m.manager_id and b.status = 'ACTIVATED'
     where i.group_upgrade_id = $1 and i.state = 'PENDING' and i.expires_at > $2 and m.status = 'ACTIVATED'
       and ($3::uuid[] is null or i.id = any($3))
       and ($4::uuid is null or exists (select from member_department md
         where md.member_id = m.id and md.department_id in (select id from below)))
       and ($5::timestamptz is null or a.at <= $5)
     order by i.position`,
    [upgradeId, now, invitationIds ?? null, departmentId ?? null, askedBefore ?? null],
  );
}

/** How many of these invitations the upgrade has. */
export async function countOfUpgrade(sql: Sql, upgradeId: string, ids: readonly string[]): Promise<number> {
  const row = await sql.row<{ count: number }>(
    'select count(*) from invitation where group_upgrade_id = $1 and id = any($2::uuid[])',
    [upgradeId, ids],
  );
  return row?.count ?? 0;
}

export async function isDepartmentOf(
  sql: Sql,
  organizationId: string,
  departmentId: string,
): Promise<boolean> {
  const row = await sql.row('select 1 from department where id = $1 and organization_id = $2', [
    departmentId,
    organizationId,
  ]);
  return row !== undefined;
}

/**
 * Reminders of one organization follow one another, for their quotas count over all its upgrades. Taken before the
 * upgrade's lock.
 */
export async function lockReminders(sql: Sql, organizationId: string): Promise<void> {
  await sql.run(`select pg_advisory_xact_lock(hashtextextended('reminders:' || $1, 0))`, [organizationId]);
}

export interface NewReminder {
  readonly invitationId: string;
  readonly round: number;
  /** Who is told. */
  readonly memberId: string;
  readonly kind: 'REMINDER' | 'ESCALATION';
  readonly planHours: number | null;
}

/** Stores who was reminded, in one statement, with the one event that says how many. The caller holds the upgrade. */
export async function insertReminders(
  sql: Sql,
  upgradeId: string,
  reminders: readonly NewReminder[],
  reminded: number,
  now: Date,
): Promise<void> {
  await sql.run(
    `insert into invitation_reminder (id, invitation_id, group_upgrade_id, round, member_id, at, kind, plan_hours)
     select id, "invitationId", $1, round, "memberId", $3, kind, "planHours"
     from jsonb_to_recordset($2::jsonb)
       as x (id uuid, "invitationId" uuid, round int, "memberId" uuid, kind text, "planHours" int)`,
    [upgradeId, JSON.stringify(reminders.map((one) => ({ id: newId(), ...one }))), now],
  );
  if (reminded === 0) return;
  await sql.run(
    `with counted as (
       update group_upgrade set sequence = sequence + 1 where id = $1 returning id, sequence)
     insert into group_upgrade_event (group_upgrade_id, sequence, type, at, reason)
     select id, sequence, 'MEMBERS_REMINDED', $2, $3 from counted`,
    [upgradeId, now, String(reminded)],
  );
}

/** The upgrades of an organization that ask now. */
export async function askingUpgradesOf(sql: Sql, organizationId: string): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(
    `select id from group_upgrade where organization_id = $1 and state in ('INVITING', 'PAUSED') order by id`,
    [organizationId],
  );
  return rows.map((row) => row.id);
}
