import type { Sql } from '#platform/db/sql.js';
import { type Timed, type WarningHours, warningPassed } from '../domain/deadlines.js';

export interface Deadline {
  readonly invitationId: string;
  readonly expiresAt: Date;
}

/** Sets when these questions end. Warnings of the new end are still to come, but those whose moment is over. */
export async function setDeadlines(sql: Sql, deadlines: readonly Deadline[], now: Date): Promise<void> {
  if (deadlines.length === 0) return;
  await sql.run(
    `update invitation i set expires_at = x.expires_at, warned_hours = x.warned_hours
     from unnest($1::uuid[], $2::timestamptz[], $3::int[]) as x (id, expires_at, warned_hours) where i.id = x.id`,
    [
      deadlines.map(({ invitationId }) => invitationId),
      deadlines.map(({ expiresAt }) => expiresAt),
      deadlines.map(({ expiresAt }) => warningPassed(expiresAt, now)),
    ],
  );
}

/** Stores the warnings that are published. */
export async function storeWarnings(
  sql: Sql,
  warnings: readonly { readonly invitationId: string; readonly hours: number }[],
): Promise<void> {
  await sql.run(
    `update invitation i set warned_hours = x.hours
     from unnest($1::uuid[], $2::int[]) as x (id, hours) where i.id = x.id`,
    [warnings.map(({ invitationId }) => invitationId), warnings.map(({ hours }) => hours)],
  );
}

/** Puts the end of the whole upgrade off; an end that is later stays. */
export async function putOffEnd(sql: Sql, upgradeId: string, atLeast: Date): Promise<void> {
  await sql.run('update group_upgrade set expires_at = greatest(expires_at, $2) where id = $1', [
    upgradeId,
    atLeast,
  ]);
}

export interface Times {
  readonly id: string;
  /** When the upgrade ends. */
  readonly end: Date;
  /** The ends and warnings of what is pending in it: each combination once. */
  readonly pending: readonly Timed[];
  /** The ends of what is blocked in it. */
  readonly blocked: readonly Date[];
}

/** What time brings to these upgrades. */
export async function timesOf(sql: Sql, upgradeIds: readonly string[]): Promise<Times[]> {
  const rows = await sql.rows<{
    id: string;
    end: Date;
    state: 'PENDING' | 'BLOCKED' | null;
    expiresAt: Date;
    warnedHours: WarningHours | null;
  }>(
    `select u.id, u.expires_at as "end", i.state, i.expires_at as "expiresAt", i.warned_hours as "warnedHours"
     from group_upgrade u left join lateral (
       select distinct state, expires_at, warned_hours from invitation
       where group_upgrade_id = u.id and state in ('PENDING', 'BLOCKED')) i on true
     where u.id = any($1::uuid[])`,
    [upgradeIds],
  );
  const times = new Map<string, { id: string; end: Date; pending: Timed[]; blocked: Date[] }>();
  for (const { id, end, state, expiresAt, warnedHours } of rows) {
    const one = times.get(id) ?? { id, end, pending: [], blocked: [] };
    if (state === 'PENDING') one.pending.push({ expiresAt, warnedHours });
    if (state === 'BLOCKED') one.blocked.push(expiresAt);
    times.set(id, one);
  }
  return [...times.values()];
}
