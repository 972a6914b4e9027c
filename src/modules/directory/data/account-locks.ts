import type { Sql } from '#platform/db/sql.js';
import type { MemberStatus } from '../domain/member.js';
import { holdDirectory } from './directory-lock.js';

export interface HeldAccount {
  /** E.164. */
  readonly mobile: string;
  readonly status: MemberStatus;
  /** Who has it; null before anybody has signed in with its mobile. */
  readonly personId: string | null;
}

/** Holds an account as it is until the commit. Undefined where the organization has none of this id. */
export function holdAccount(
  tx: Sql,
  organizationId: string,
  memberId: string,
): Promise<HeldAccount | undefined> {
  return tx.row<HeldAccount>(
    'select mobile, status, person_id as "personId" from member where id = $1 and organization_id = $2 for share',
    [memberId, organizationId],
  );
}

/**
 * Whoever has these mobiles in an organization, and who has none, stays as they are until the commit: the directory is
 * held, and of the accounts those that a sign-in could activate without it.
 */
export async function holdAccounts(
  tx: Sql,
  organizationId: string,
  mobiles: readonly string[],
): Promise<void> {
  await holdDirectory(tx, organizationId);
  await tx.run(
    `select 1 from member where organization_id = $1 and mobile = any($2::text[]) and status = 'NOT_ACTIVATED'
     order by id for share`,
    [organizationId, mobiles],
  );
}
