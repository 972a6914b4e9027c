import type { Sql } from '#platform/db/sql.js';
import { canTurn } from '#kernel/transitions.js';
import {
  type InvitationState,
  invitationStates,
  invitationTransitions,
  type UpgradeState,
} from '../domain/states.js';

export type EventType =
  | 'UPGRADE_STARTED'
  | 'INVITATION_CREATED'
  | 'INVITATION_CHANGED'
  | 'EXPIRY_WARNED'
  | 'DEADLINE_EXTENDED'
  | 'NOTICE_CHANGED'
  | 'ROUND_STARTED'
  | 'MEMBERS_REMINDED'
  | 'UPGRADE_PAUSED'
  | 'UPGRADE_RESUMED'
  | 'COOLING_OFF_STARTED'
  | 'COOLING_OFF_STOPPED'
  | 'HISTORY_PROVED'
  | 'CUT_OVER_PROPOSED'
  | 'UPGRADE_COMPLETED'
  | 'UPGRADE_CANCELLED';

export interface EventRow {
  readonly upgradeId: string;
  readonly sequence: number;
  readonly type: EventType;
  readonly at: Date;
  readonly invitationId: string | null;
  readonly fromState: InvitationState | UpgradeState | null;
  readonly toState: InvitationState | UpgradeState | null;
  readonly reason: string | null;
}

/** One invitation's step from a state to the next. */
export interface InvitationChange {
  readonly invitationId: string;
  readonly from: InvitationState;
  readonly to: InvitationState;
  /** Why it is blocked, revoked or excluded, or what the person gave as the reason of their answer. */
  readonly reason?: string | undefined;
  readonly memberId?: string | undefined;
  /** Of the text that an answer is about. */
  readonly noticeEdition?: number | undefined;
}

/** Applies steps of one upgrade's invitations. The caller holds the upgrade's lock. */
export function changeInvitations(
  sql: Sql,
  upgradeId: string,
  changes: readonly InvitationChange[],
  now: Date,
): Promise<void> {
  return changeInvitationsOf(sql, new Map([[upgradeId, changes]]), now);
}

/**
 * Applies steps of invitations, by upgrade: their rows, one event each, and the counters, in one statement whatever
 * their number. Who is asked anew has answered nothing: whose answer it was, and to which text, goes with it. The
 * caller holds the upgrades' locks, from which `sequence` comes; so each log has no gap and no branch.
 */
export async function changeInvitationsOf(
  sql: Sql,
  changesOf: ReadonlyMap<string, readonly InvitationChange[]>,
  now: Date,
): Promise<void> {
  const steps = [...changesOf].flatMap(([upgradeId, changes]) => stepsOf(upgradeId, changes));
  if (steps.length === 0) return;
  const sums = [...changesOf].map(([upgradeId, changes]) => sumOf(upgradeId, changes));
  const counters = invitationStates.map((state) => state.toLowerCase());
  const applied = await sql.row<{ updated: number; appended: number }>(
    `with x as (
       select * from jsonb_to_recordset($1::jsonb) as x (upgrade_id uuid, place int, id uuid, from_state text,
         to_state text, reason text, member_id uuid, notice_edition int)),
     updated as (
       update invitation i set
         state = x.to_state,
         blocked_reason = case when x.to_state = 'BLOCKED' then x.reason end,
         exclusion_reason = case when x.to_state = 'EXCLUDED' then x.reason end,
         revoked_reason = case when x.to_state = 'REVOKED' then x.reason end,
         decline_reason = case when x.to_state = 'DECLINED' then x.reason
           when x.to_state in ('EXCLUDED', 'REVOKED') then i.decline_reason end,
         member_id = case when x.to_state not in ('PENDING', 'BLOCKED') then coalesce(x.member_id, i.member_id) end,
         answered_by = case when x.to_state not in ('PENDING', 'BLOCKED')
           then coalesce(i.answered_by, (select a.person_id from member a where a.id = x.member_id)) end,
         notice_edition = case when x.to_state not in ('PENDING', 'BLOCKED')
           then coalesce(x.notice_edition, i.notice_edition) end,
         answered_at = case when x.to_state in ('ACCEPTED', 'DECLINED', 'WITHDRAWN') then $3 else i.answered_at end
       from x where i.id = x.id and i.group_upgrade_id = x.upgrade_id and i.state = x.from_state returning i.id),
     counted as (
       update group_upgrade u set sequence = u.sequence + d.changes,
         ${counters.map((name) => `${name} = u.${name} + d.${name}`).join(', ')}
       from jsonb_to_recordset($2::jsonb) as d (upgrade_id uuid, changes int,
         ${counters.map((name) => `${name} int`).join(', ')})
       where u.id = d.upgrade_id returning u.id, u.sequence - d.changes as before),
     appended as (
       insert into group_upgrade_event (group_upgrade_id, sequence, type, at, invitation_id, from_state, to_state, reason)
       select c.id, c.before + x.place, 'INVITATION_CHANGED', $3, x.id, x.from_state, x.to_state, x.reason
       from x join counted c on c.id = x.upgrade_id returning 1)
     select (select count(*) from updated) as updated, (select count(*) from appended) as appended`,
    [JSON.stringify(steps), JSON.stringify(sums), now],
  );
  if (applied?.updated !== steps.length || applied.appended !== steps.length)
    throw new Error(`${applied?.updated} of ${steps.length} invitations were in the state expected`);
}

/** What the changes of one upgrade add up to, for its counters. */
function sumOf(upgradeId: string, changes: readonly InvitationChange[]): Record<string, string | number> {
  const sum: Record<string, string | number> = { upgrade_id: upgradeId, changes: changes.length };
  for (const state of invitationStates) {
    const to = changes.filter((change) => change.to === state).length;
    const from = changes.filter((change) => change.from === state).length;
    sum[state.toLowerCase()] = to - from;
  }
  return sum;
}

function stepsOf(upgradeId: string, changes: readonly InvitationChange[]): object[] {
  return changes.map(({ invitationId, from, to, reason, memberId, noticeEdition }, index) => {
    if (!canTurn(invitationTransitions, from, to))
      throw new Error(`an invitation cannot turn from ${from} to ${to}`);
    return {
      upgrade_id: upgradeId,
      place: index + 1,
      id: invitationId,
      from_state: from,
      to_state: to,
      reason,
      member_id: memberId,
      notice_edition: noticeEdition,
    };
  });
}

/** Moves the upgrade itself to its next state, with the event that says so. */
export async function changeUpgrade(
  sql: Sql,
  upgradeId: string,
  change: {
    readonly type: EventType;
    readonly from: UpgradeState;
    readonly to: UpgradeState;
    readonly coolingOffUntil?: Date;
    readonly reason?: string | undefined;
  },
  now: Date,
): Promise<void> {
  const { type, from, to } = change;
  const ended = to === 'COMPLETED' || to === 'CANCELLED';
  const updated = await sql.run(
    `with moved as (
       update group_upgrade set state = $3, sequence = sequence + 1,
         cooling_off_until = case when $3 <> 'INVITING' then coalesce($4, cooling_off_until) end,
         ended_at = case when $5 then $6::timestamptz end, paused_from = null, pause_reason = null, paused_at = null
       where id = $1 and state = $2 returning id, sequence)
     insert into group_upgrade_event (group_upgrade_id, sequence, type, at, from_state, to_state, reason)
     select id, sequence, $7, $6, $2, $3, $8 from moved`,
    [upgradeId, from, to, change.coolingOffUntil ?? null, ended, now, type, change.reason ?? null],
  );
  if (updated !== 1) throw new Error(`the upgrade was not ${from}`);
}

/** Appends what happened that changes no state. The caller holds the upgrade's lock. */
export async function appendEvents(
  sql: Sql,
  upgradeId: string,
  events: readonly {
    readonly type: EventType;
    readonly invitationId?: string;
    readonly reason?: string;
  }[],
  now: Date,
): Promise<void> {
  if (events.length === 0) return;
  await sql.run(
    `with moved as (update group_upgrade set sequence = sequence + $3 where id = $1 returning sequence)
     insert into group_upgrade_event (group_upgrade_id, sequence, type, at, invitation_id, reason)
     select $1, m.sequence - $3 + x.ordinal, x.type, $4, x.id, x.reason
     from moved m, rows from (jsonb_to_recordset($2::jsonb)
       as (type text, "invitationId" uuid, reason text)) with ordinality as x (type, id, reason, ordinal)`,
    [upgradeId, JSON.stringify(events), events.length, now],
  );
}

/** Stores that every message of the history was read again and is as it was imported, with the event that says so. */
export async function storeProof(sql: Sql, upgradeId: string, digest: string, now: Date): Promise<void> {
  await sql.run(
    `with proved as (
       update group_upgrade set proved_digest = $2, sequence = sequence + 1 where id = $1 returning id, sequence)
     insert into group_upgrade_event (group_upgrade_id, sequence, type, at, reason)
     select id, sequence, 'HISTORY_PROVED', $3, $2 from proved`,
    [upgradeId, digest, now],
  );
}

/** Events after a position, oldest first. */
export function eventsAfter(sql: Sql, upgradeId: string, after: number, limit: number): Promise<EventRow[]> {
  return sql.rows<EventRow>(
    `select group_upgrade_id as "upgradeId", sequence, type, at, invitation_id as "invitationId",
       from_state as "fromState", to_state as "toState", reason
     from group_upgrade_event where group_upgrade_id = $1 and sequence > $2 order by sequence limit $3`,
    [upgradeId, after, limit],
  );
}
