import type { Sql } from '#platform/db/sql.js';
import { type Timed, warningPassed } from '../domain/deadlines.js';

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

/** When an upgrade ends, and the ends and warnings of what is pending in it: each combination once. */
export async function pendingTimes(
  sql: Sql,
  upgradeId: string,
): Promise<{ readonly end: Date; readonly pending: readonly Timed[] }> {
  const row = await sql.row<{ end: Date }>('select expires_at as "end" from group_upgrade where id = $1', [
    upgradeId,
  ]);
  if (!row) throw new Error(`there is no upgrade ${upgradeId}`);
  const pending = await sql.rows<Timed>(
    `select distinct expires_at as "expiresAt", warned_hours as "warnedHours" from invitation
     where group_upgrade_id = $1 and state = 'PENDING'`,
    [upgradeId],
  );
  return { end: row.end, pending };
}
