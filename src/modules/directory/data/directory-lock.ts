import type { Sql } from '#platform/db/sql.js';

/**
 * Waits until nobody else changes this organization's directory, and holds that until the commit: what is decided
 * over several rows (the tree, the last administrator, who has which mobile) stays true while it is applied.
 * Activation by sign-in does not ask for it; it only ever adds active accounts.
 */
export async function lockDirectory(sql: Sql, organizationId: string): Promise<void> {
  await sql.row(`select pg_advisory_xact_lock(hashtextextended('directory:' || $1, 0))`, [organizationId]);
}
