import type { Sql } from '#platform/db/sql.js';
import type { PauseReason } from '../domain/states.js';

/** Lets upgrades stand still, with an event each. The caller holds them, none of them paused or over. */
export async function storePause(
  sql: Sql,
  upgradeIds: readonly string[],
  reason: PauseReason,
  now: Date,
): Promise<void> {
  const paused = await sql.run(
    `with moved as (
       update group_upgrade set state = 'PAUSED', paused_from = state, pause_reason = $2, paused_at = $3,
         sequence = sequence + 1
       where id = any($1::uuid[]) and state in ('INVITING', 'COOLING_OFF')
       returning id, sequence, paused_from)
     insert into group_upgrade_event (group_upgrade_id, sequence, type, at, from_state, to_state, reason)
     select id, sequence, 'UPGRADE_PAUSED', $3, paused_from, 'PAUSED', $2 from moved`,
    [upgradeIds, reason, now],
  );
  if (paused !== upgradeIds.length) throw new Error(`${paused} of ${upgradeIds.length} upgrades were paused`);
}

/** Keeps with upgrades, which the caller holds, whether their programme stands still. */
export async function storeProgrammePause(
  sql: Sql,
  upgradeIds: readonly string[],
  paused: boolean,
): Promise<void> {
  await sql.run('update group_upgrade set programme_paused = $2 where id = any($1::uuid[])', [
    upgradeIds,
    paused,
  ]);
}

/**
 * Lets paused upgrades go on as what they were, with an event each. Every end that had not come when they were paused
 * is put off by the time that they stood, also of those whose time was cut short. The caller holds them.
 */
export async function storeResumption(sql: Sql, upgradeIds: readonly string[], now: Date): Promise<void> {
  const resumed = await sql.run(
    `with stood as (
       select id, paused_from, pause_reason, paused_at, $2::timestamptz - paused_at as time
       from group_upgrade where id = any($1::uuid[]) and state = 'PAUSED'),
     put_off as (
       update invitation i set expires_at = i.expires_at + s.time from stood s
       where i.group_upgrade_id = s.id and i.state in ('BLOCKED', 'PENDING', 'EXPIRED') and i.expires_at > s.paused_at),
     moved as (
       update group_upgrade u set state = s.paused_from, sequence = u.sequence + 1,
         expires_at = u.expires_at + case when u.expires_at > s.paused_at then s.time else interval '0' end,
         cooling_off_until = u.cooling_off_until
           + case when u.cooling_off_until > s.paused_at then s.time else interval '0' end,
         paused_from = null, pause_reason = null, paused_at = null
       from stood s where u.id = s.id returning u.id, u.sequence, u.state, s.pause_reason)
     insert into group_upgrade_event (group_upgrade_id, sequence, type, at, from_state, to_state, reason)
     select id, sequence, 'UPGRADE_RESUMED', $2, 'PAUSED', state, pause_reason from moved`,
    [upgradeIds, now],
  );
  if (resumed !== upgradeIds.length) throw new Error(`${resumed} of ${upgradeIds.length} upgrades went on`);
}
