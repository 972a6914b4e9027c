import type { Sql } from '#platform/db/sql.js';
import type { Verification } from '../domain/verification.js';

export interface VerificationRow extends Verification {
  readonly id: string;
  readonly verifiedAt: Date;
}

export async function insertVerification(tx: Sql, id: string, found: Verification): Promise<void> {
  await tx.run(
    `insert into history_verification (id, organization_id, source_group_id, enterprise_group_id, proof_version,
       source_count, source_digest, stored_count, stored_digest, missing_ordinal, shown_count, shown_digest, verified_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, assent_now())`,
    [
      id,
      found.organizationId,
      found.sourceGroupId,
      found.enterpriseGroupId,
      found.version,
      found.sourceCount,
      found.sourceDigest,
      found.storedCount,
      found.storedDigest,
      found.missingOrdinal,
      found.shownCount,
      found.shownDigest,
    ],
  );
}

export function verificationById(sql: Sql, id: string): Promise<VerificationRow | undefined> {
  return sql.row<VerificationRow>(
    `select id, organization_id as "organizationId", source_group_id as "sourceGroupId",
       enterprise_group_id as "enterpriseGroupId", proof_version as version, source_count as "sourceCount",
       source_digest as "sourceDigest", stored_count as "storedCount", stored_digest as "storedDigest",
       missing_ordinal as "missingOrdinal", shown_count as "shownCount", shown_digest as "shownDigest",
       verified_at as "verifiedAt"
     from history_verification where id = $1`,
    [id],
  );
}
