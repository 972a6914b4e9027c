import type { Sql } from '#platform/db/sql.js';
import type { PauseReason, UpgradeState } from '../domain/states.js';

/** Stores that an upgrade stands still, with the event that says so. Throws for one that cannot be paused. */
export async function storePause(sql: Sql, upgradeId: string, reason: PauseReason, now: Date): Promise<void> {
  const paused = await sql.run(
    `with before as (select id, state from group_upgrade where id = $1 and state in ('INVITING', 'COOLING_OFF')),
     moved as (
       update group_upgrade u set state = 'PAUSED', paused_from = b.state, pause_reason = $2, paused_at = $3,
         sequence = sequence + 1
       from before b where u.id = b.id returning u.id, u.sequence, u.paused_from)
     insert into group_upgrade_event (group_upgrade_id, sequence, type, at, from_state, to_state, reason)
     select id, sequence, 'UPGRADE_PAUSED', $3, paused_from, 'PAUSED', $2 from moved`,
    [upgradeId, reason, now],
  );
  if (paused !== 1) throw new Error('the upgrade cannot be paused');
}

/**
 * Stores that a paused upgrade goes on, with the event that says so, and moves its ends and those of its open questions
 * by the time that it stood still. Throws for one that is not paused.
 */
export async function movePaused(
  sql: Sql,
  upgradeId: string,
  now: Date,
): Promise<{ readonly state: UpgradeState; readonly expiresAt: Date }> {
  const row = await sql.row<{ state: UpgradeState; expiresAt: Date }>(
    `with before as (
       select id, paused_from, $2::timestamptz - paused_at as still from group_upgrade where id = $1 and state = 'PAUSED'),
     later as (
       update invitation i set expires_at = i.expires_at + b.still from before b
       where i.group_upgrade_id = b.id and i.state in ('BLOCKED', 'PENDING')),
     moved as (
       update group_upgrade u set state = b.paused_from, paused_from = null, pause_reason = null, paused_at = null,
         expires_at = u.expires_at + b.still, cooling_off_until = u.cooling_off_until + b.still, sequence = sequence + 1
       from before b where u.id = b.id returning u.id, u.sequence, u.state, u.expires_at),
     told as (
       insert into group_upgrade_event (group_upgrade_id, sequence, type, at, from_state, to_state)
       select id, sequence, 'UPGRADE_RESUMED', $2, 'PAUSED', state from moved)
     select state, expires_at as "expiresAt" from moved`,
    [upgradeId, now],
  );
  if (!row) throw new Error('the upgrade is not paused');
  return row;
}

/** Which upgrades of a programme, not over, stand still because it was paused. */
export async function pausedWithProgramme(sql: Sql, programmeId: string): Promise<ReadonlySet<string>> {
  const rows = await sql.rows<{ id: string }>(
    `select id from group_upgrade where programme_id = $1 and state = 'PAUSED' and pause_reason = 'PROGRAMME_PAUSED'`,
    [programmeId],
  );
  return new Set(rows.map((row) => row.id));
}
