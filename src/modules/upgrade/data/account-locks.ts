import { holdDirectory } from '#modules/directory/public.js';
import { Overtaken } from '#platform/db/pg-errors.js';
import type { Sql } from '#platform/db/sql.js';
import type { BlockedReason } from '../domain/states.js';

/**
 * Locks of accounts, after those of organization and directory and before those of source groups and upgrades: whoever
 * changes an account holds it already when open upgrades follow.
 */

/** Whether to wait for who has a lock, or to leave out what they have. */
export interface Patience {
  readonly wait: boolean;
}

/**
 * Holds the accounts that would answer as they are, in the order of their ids. Returns the accounts that somebody else has, by
 * invitation.
 */
export async function holdAccountsAsked(
  sql: Sql,
  invitationIds: readonly string[],
  { wait }: Patience,
): Promise<ReadonlyMap<string, string>> {
  const rows = await sql.rows<{ invitationId: string; memberId: string }>(
    `with wanted as (
       select i.id as invitation_id, m.id as member_id from invitation i
         join roster_entry r on r.id = i.roster_entry_id join consumer_identity c on c.id = r.identity_id
         join member m on m.organization_id = c.organization_id and m.mobile = c.mobile and m.status <> 'LEFT'
       where i.id = any($1::uuid[])),
     held as (
       select id from member where id in (select member_id from wanted) order by id
       for share ${wait ? '' : 'skip locked'})
     select invitation_id as "invitationId", member_id as "memberId" from wanted
     where member_id not in (select id from held)`,
    [invitationIds],
  );
  return new Map(rows.map(({ invitationId, memberId }) => [invitationId, memberId]));
}

/**
 * Holds the accounts that have accepted as they are, in the order of their ids: what the cut-over finds of them is
 * true until it is done, and whoever takes one of them away meanwhile waits without holding what it needs.
 */
export async function holdAcceptedAccounts(sql: Sql, upgradeId: string): Promise<void> {
  await sql.run(
    `select 1 from member where id in (
       select member_id from invitation where group_upgrade_id = $1 and state = 'ACCEPTED')
     order by id for share`,
    [upgradeId],
  );
}

/** The accounts of a roster that wait for a sign-in and are held, by id. */
export type HeldAccounts = ReadonlySet<string>;

/**
 * Holds the accounts of everybody on a source group's roster as they are, and that the others have none. Who is asked
 * in a new question can be found by a change of their account only once the question is committed: so a change is
 * either over when the question is made, or waits for it. The directory is held, and of the accounts those that a
 * sign-in could activate without it; so neither answers nor other sign-ins wait.
 */
export async function holdRoster(
  sql: Sql,
  group: { readonly organizationId: string; readonly sourceGroupId: string },
): Promise<HeldAccounts> {
  await holdDirectory(sql, group.organizationId);
  const rows = await sql.rows<{ id: string }>(
    `select m.id from roster_entry r join consumer_identity c on c.id = r.identity_id
       join member m on m.organization_id = c.organization_id and m.mobile = c.mobile and m.status = 'NOT_ACTIVATED'
     where r.source_group_id = $1 order by m.id for share of m`,
    [group.sourceGroupId],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Whom a new question asks, as `HINDRANCE` and `MEMBER_JOIN` find them. */
export interface Asked {
  readonly hindrance: BlockedReason | null;
  readonly accountId: string | null;
}

/**
 * Ends this try of a transaction where somebody is to be asked whose account is not held: the roster or a mobile has
 * changed while it waited for the later locks.
 */
export function demandHeld(held: HeldAccounts, asked: readonly Asked[]): void {
  const waiting = asked.filter(({ hindrance }) => hindrance === 'ACCOUNT_NOT_ACTIVATED');
  if (waiting.some(({ accountId }) => accountId === null || !held.has(accountId)))
    throw new Overtaken('an account is asked that is not held');
}
