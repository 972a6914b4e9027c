import type { Sql } from '#platform/db/sql.js';
import type { BlockedReason } from '../domain/states.js';
import { HINDRANCE, MEMBER_JOIN } from './eligibility.js';

/** Where something changed: the accounts of some mobiles in an organization, its rules, or the roster of a group. */
export type Touched =
  | { readonly organizationId: string; readonly rules: true }
  | { readonly organizationId: string; readonly mobiles: readonly string[] }
  | { readonly sourceGroupId: string };

const TOUCHED = `($1::uuid is null or (c.organization_id = $1 and ($2::text[] is null or c.mobile = any($2))))
  and ($3::uuid is null or r.source_group_id = $3)`;

function paramsOf(touched: Touched): unknown[] {
  if ('rules' in touched) return [touched.organizationId, null, null];
  return 'mobiles' in touched
    ? [touched.organizationId, touched.mobiles, null]
    : [null, null, touched.sourceGroupId];
}

const OPEN_QUESTIONS = `invitation i join roster_entry r on r.id = i.roster_entry_id
  join consumer_identity c on c.id = r.identity_id`;

/**
 * The upgrades with an open question to somebody who is touched, in the order in which they are to be locked. Those
 * that do not ask at the moment are among them: only under its lock is it sure that one does not.
 */
export async function openUpgradesTouching(sql: Sql, touched: Touched): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(
    `select distinct u.id from ${OPEN_QUESTIONS} join group_upgrade u on u.id = i.group_upgrade_id
     where u.state in ('INVITING', 'COOLING_OFF', 'PAUSED') and i.state in ('BLOCKED', 'PENDING') and ${TOUCHED} order by u.id`,
    paramsOf(touched),
  );
  return rows.map((row) => row.id);
}

/** Those of these upgrades, which the caller holds, with an open question whose state is not what it would be now. */
export async function staleUpgrades(
  sql: Sql,
  upgradeIds: readonly string[],
): Promise<{ readonly id: string; readonly sourceGroupId: string }[]> {
  return sql.rows(
    `select distinct u.id, u.source_group_id as "sourceGroupId"
     from ${OPEN_QUESTIONS} join group_upgrade u on u.id = i.group_upgrade_id ${MEMBER_JOIN}
     where u.id = any($1::uuid[]) and i.state in ('BLOCKED', 'PENDING')
       and i.blocked_reason is distinct from ${HINDRANCE}`,
    [upgradeIds],
  );
}

export interface StaleInvitation {
  readonly id: string;
  readonly state: 'BLOCKED' | 'PENDING';
  readonly hindrance: BlockedReason | null;
  readonly expiresAt: Date;
}

/** Open invitations, under lock, whose state is not what it would be now. */
export async function staleInvitations(
  sql: Sql,
  upgradeId: string,
  touched: Touched,
): Promise<StaleInvitation[]> {
  return sql.rows<StaleInvitation>(
    `select i.id, i.state, ${HINDRANCE} as hindrance, i.expires_at as "expiresAt" from ${OPEN_QUESTIONS} ${MEMBER_JOIN}
     where i.group_upgrade_id = $4 and i.state in ('BLOCKED', 'PENDING') and ${TOUCHED}
       and i.blocked_reason is distinct from ${HINDRANCE}
     order by i.id for no key update of i`,
    [...paramsOf(touched), upgradeId],
  );
}

export async function mobilesOf(sql: Sql, memberIds: readonly string[]): Promise<string[]> {
  const rows = await sql.rows<{ mobile: string }>('select mobile from member where id = any($1::uuid[])', [
    memberIds,
  ]);
  return rows.map((row) => row.mobile);
}
