import type { Sql } from '#platform/db/sql.js';
import type { BlockedReason } from '../domain/states.js';
import { HINDRANCE, MEMBER_JOIN } from './eligibility.js';

/** Whoever has this mobile in an organization. */
export interface AccountKey {
  readonly organizationId: string;
  /** E.164. */
  readonly mobile: string;
}

const OPEN_QUESTIONS = `invitation i join roster_entry r on r.id = i.roster_entry_id
  join consumer_identity c on c.id = r.identity_id`;

/** As parameters of `unnest(uuid[], text[])`. */
const columns = (accounts: readonly AccountKey[]): unknown[] => [
  accounts.map(({ organizationId }) => organizationId),
  accounts.map(({ mobile }) => mobile),
];

/**
 * The upgrades with an open question to somebody with one of these accounts. Those that do not ask at the moment are
 * among them: only under its lock is it sure that one does not.
 */
export async function openUpgradesTouching(sql: Sql, accounts: readonly AccountKey[]): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(
    `select distinct u.id from ${OPEN_QUESTIONS} join group_upgrade u on u.id = i.group_upgrade_id
     where u.state in ('INVITING', 'COOLING_OFF', 'PAUSED') and i.state in ('BLOCKED', 'PENDING')
       and (c.organization_id, c.mobile) in (select * from unnest($1::uuid[], $2::text[]))`,
    columns(accounts),
  );
  return rows.map((row) => row.id);
}

export interface StaleInvitation {
  readonly id: string;
  readonly upgradeId: string;
  readonly state: 'BLOCKED' | 'PENDING';
  readonly hindrance: BlockedReason | null;
  readonly expiresAt: Date;
}

/**
 * Open invitations of these upgrades, which the caller holds, whose state is not what it would be now, under lock in
 * the order of their ids: all, or those to whom one of these accounts belongs.
 */
export async function staleInvitations(
  sql: Sql,
  upgradeIds: readonly string[],
  accounts?: readonly AccountKey[],
): Promise<StaleInvitation[]> {
  const touched = accounts
    ? 'and (c.organization_id, c.mobile) in (select * from unnest($2::uuid[], $3::text[]))'
    : '';
  return sql.rows<StaleInvitation>(
    `select i.id, i.group_upgrade_id as "upgradeId", i.state, ${HINDRANCE} as hindrance, i.expires_at as "expiresAt"
     from ${OPEN_QUESTIONS} ${MEMBER_JOIN}
     where i.group_upgrade_id = any($1::uuid[]) and i.state in ('BLOCKED', 'PENDING') ${touched}
       and i.blocked_reason is distinct from ${HINDRANCE}
     order by i.id for no key update of i`,
    accounts ? [upgradeIds, ...columns(accounts)] : [upgradeIds],
  );
}
