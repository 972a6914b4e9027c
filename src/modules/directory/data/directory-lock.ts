import type { Sql } from '#platform/db/sql.js';

const KEY = `hashtextextended('directory:' || $1, 0)`;

/**
 * Waits until nobody else changes this organization's directory, and holds that until the commit: what is decided
 * over several rows (the tree, the last administrator, who has which mobile) stays true while it is applied.
 * Activation by sign-in does not ask for it; it only ever adds active accounts. In the order of locks it comes after
 * the organization's and before the members'.
 */
export async function lockDirectory(sql: Sql, organizationId: string): Promise<void> {
  await sql.row(`select pg_advisory_xact_lock(${KEY})`, [organizationId]);
}

/**
 * Until the commit no account of the organization is made, ended, enabled or disabled, and none gets another mobile
 * or other roles. Others hold it beside; answers and sign-ins do not ask for it. An account that waits for its sign-in
 * may still be activated: who decides by that holds the account as well.
 */
export async function holdDirectory(sql: Sql, organizationId: string): Promise<void> {
  await sql.row(`select pg_advisory_xact_lock_shared(${KEY})`, [organizationId]);
}
