import type { Sql } from '#platform/db/sql.js';
import type { EvidenceSource } from './upgrade-facts.js';

/** Entries about the upgrade and its invitations. `$1` is the chain, `$2` the upgrade. */
const ABOUT_UPGRADE = `(subject_type = 'GroupUpgrade' and subject_id = $2::text
    or subject_type = 'Invitation'
      and subject_id in (select id::text from invitation where group_upgrade_id = $2::uuid))`;

/** From the first to the last entry about an upgrade; undefined where there is none. */
export async function auditSpan(
  sql: Sql,
  chainId: string,
  groupUpgradeId: string,
): Promise<{ readonly first: number; readonly last: number } | undefined> {
  const row = await sql.row<{ first: number | null; last: number | null }>(
    `select min(sequence) as first, max(sequence) as last from audit_entry where chain_id = $1 and ${ABOUT_UPGRADE}`,
    [chainId, groupUpgradeId],
  );
  return row?.first == null || row.last == null ? undefined : { first: row.first, last: row.last };
}

/** Which entries between two, both included, are about the upgrade or one of its two groups. */
export async function ownSequences(
  sql: Sql,
  chainId: string,
  source: EvidenceSource,
  from: number,
  to: number,
): Promise<ReadonlySet<number>> {
  const rows = await sql.rows<{ sequence: number }>(
    `select sequence from audit_entry where chain_id = $1 and sequence between $5 and $6 and (${ABOUT_UPGRADE}
       or subject_type = 'SourceGroup' and subject_id = $3 or subject_type = 'EnterpriseGroup' and subject_id = $4)`,
    [chainId, source.groupUpgradeId, source.sourceGroupId, source.enterpriseGroupId, from, to],
  );
  return new Set(rows.map((row) => row.sequence));
}
