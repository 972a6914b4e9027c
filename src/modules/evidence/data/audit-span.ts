import type { Sql } from '#platform/db/sql.js';
import { OWN_ENTRIES } from './audit-subjects.js';

/**
 * From the first to the last entry about an upgrade, also what was decided before its start (mandates, who is who) and
 * after its end (admissions); undefined where there is none.
 */
export async function auditSpan(
  sql: Sql,
  groupUpgradeId: string,
): Promise<{ readonly first: number; readonly last: number } | undefined> {
  const row = await sql.row<{ first: number | null; last: number | null }>(
    `with ${OWN_ENTRIES} select min(sequence) as first, max(sequence) as last from own`,
    [groupUpgradeId],
  );
  return row?.first == null || row.last == null ? undefined : { first: row.first, last: row.last };
}

/** Which entries between two, both included, are about the upgrade. */
export async function ownSequences(
  sql: Sql,
  groupUpgradeId: string,
  from: number,
  to: number,
): Promise<ReadonlySet<number>> {
  const rows = await sql.rows<{ sequence: number }>(
    `with ${OWN_ENTRIES} select sequence from own where sequence between $2 and $3`,
    [groupUpgradeId, from, to],
  );
  return new Set(rows.map((row) => row.sequence));
}
