import { waitingMessages } from '#modules/delivery/public.js';
import { newId } from '#kernel/ids.js';
import type { Sql } from '#platform/db/sql.js';
import { ASKING } from '../domain/messages.js';
import type { Candidate, Planned } from '../domain/reminders.js';
import { MEMBER_JOIN } from './eligibility.js';
import { ANSWERED_ELSEWHERE } from './other-entries.js';

/** Somebody who is asked by a question that has no answer. */
export interface PendingPerson extends Candidate, Planned {
  readonly round: number;
  readonly managerId: string | null;
  /** Whether they have answered as another entry of the roster: they are told nothing more, as long as that stands. */
  readonly answeredElsewhere: boolean;
  /** Whether a message that asks them for their answer is still to be sent. */
  readonly messageWaits: boolean;
}

export interface PendingFilter {
  readonly invitationIds?: readonly string[] | undefined;
  readonly departmentId?: string | undefined;
  /** Asked at this time or before. */
  readonly askedBefore?: Date | undefined;
}

interface PersonRow {
  readonly invitationId: string;
  readonly round: number;
  readonly memberId: string;
  readonly managerId: string | null;
  readonly answeredElsewhere: boolean;
}

/**
 * Those who can answer what has no answer, with all that reminding them depends on, in roster order. Five statements that
 * are put together here: in one, the planner takes fresh rows for few and compares each with each.
 */
export async function pendingPeople(
  sql: Sql,
  upgradeId: string,
  now: Date,
  { invitationIds, departmentId, askedBefore }: PendingFilter = {},
): Promise<PendingPerson[]> {
  const people = await sql.rows<PersonRow>(
    `with recursive below as (
       select id from department where id = $4
       union all select d.id from department d join below b on d.parent_id = b.id)
     select i.id as "invitationId", i.round, m.id as "memberId", b.id as "managerId",
       ${ANSWERED_ELSEWHERE} as "answeredElsewhere"
     from invitation i join roster_entry r on r.id = i.roster_entry_id
       join consumer_identity c on c.id = r.identity_id ${MEMBER_JOIN}
       left join member b on b.id = m.manager_id and b.status = 'ACTIVATED'
     where i.group_upgrade_id = $1 and i.state = 'PENDING' and i.expires_at > $2 and m.status = 'ACTIVATED'
       and ($3::uuid[] is null or i.id = any($3))
       and ($4::uuid is null or exists (select from member_department md
         where md.member_id = m.id and md.department_id in (select id from below)))
     order by i.position`,
    [upgradeId, now, invitationIds ?? null, departmentId ?? null],
  );
  const asked = await askedAt(sql, upgradeId);
  const reminders = await remindersOf(sql, upgradeId);
  const today = await remindersSince(sql, people, new Date(now.getTime() - DAY_MS));
  const waiting = await awaitingMessages(sql, people);
  return people.flatMap((person) => {
    const since = asked.get(person.invitationId);
    if (!since || (askedBefore && since > askedBefore)) return [];
    const round = (reminders.get(person.invitationId) ?? []).filter((one) => one.round === person.round);
    const reminded = round.filter((one) => one.kind === 'REMINDER');
    const done = reminded.filter((one) => one.at >= since).map((one) => one.planHours ?? 0);
    return {
      ...person,
      askedAt: since,
      remindedInRound: reminded.length,
      remindedInDay: today.get(person.memberId) ?? 0,
      doneHours: Math.max(0, ...done) || null,
      messageWaits: waiting.has(`${person.invitationId} ${person.memberId}`),
      escalated: round.some((one) => one.kind === 'ESCALATION'),
    };
  });
}

const DAY_MS = 86_400_000;

/** When each invitation of an upgrade was last put to its person. */
async function askedAt(sql: Sql, upgradeId: string): Promise<ReadonlyMap<string, Date>> {
  const rows = await sql.rows<{ id: string; at: Date }>(
    `select invitation_id as id, max(at) as at from group_upgrade_event
     where group_upgrade_id = $1 and to_state = 'PENDING' and invitation_id is not null group by invitation_id`,
    [upgradeId],
  );
  return new Map(rows.map(({ id, at }) => [id, at]));
}

interface ReminderRow {
  readonly invitationId: string;
  readonly round: number;
  readonly kind: 'REMINDER' | 'ESCALATION';
  readonly at: Date;
  readonly planHours: number | null;
}

/** An upgrade's reminders by invitation: at most seven in a round of each. */
async function remindersOf(sql: Sql, upgradeId: string): Promise<ReadonlyMap<string, ReminderRow[]>> {
  const rows = await sql.rows<ReminderRow>(
    `select invitation_id as "invitationId", round, kind, at, plan_hours as "planHours"
     from invitation_reminder where group_upgrade_id = $1`,
    [upgradeId],
  );
  return Map.groupBy(rows, (row) => row.invitationId);
}

/** How often each of these people was reminded of anything. */
async function remindersSince(
  sql: Sql,
  people: readonly PersonRow[],
  since: Date,
): Promise<ReadonlyMap<string, number>> {
  const rows = await sql.rows<{ memberId: string; count: number }>(
    `select member_id as "memberId", count(*) from invitation_reminder
     where kind = 'REMINDER' and member_id = any($1::uuid[]) and at > $2 group by member_id`,
    [people.map(({ memberId }) => memberId), since],
  );
  return new Map(rows.map(({ memberId, count }) => [memberId, count]));
}

/** Whom messages are still to reach that ask for these answers: invitation and account of each. */
async function awaitingMessages(sql: Sql, people: readonly PersonRow[]): Promise<ReadonlySet<string>> {
  const ids = people.map(({ invitationId }) => invitationId);
  const waiting = await waitingMessages(sql, 'Invitation', ids, ASKING);
  return new Set(waiting.map(({ topicId, memberId }) => `${topicId} ${memberId}`));
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
