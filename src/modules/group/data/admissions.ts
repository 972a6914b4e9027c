import type { Sql } from '#platform/db/sql.js';
import type { EnterpriseGroupState } from '../domain/states.js';
import { recordAuthors } from './enterprise-groups.js';

export interface Places {
  readonly state: EnterpriseGroupState;
  readonly taken: number;
  /** Whether the account is among them. */
  readonly isMember: boolean;
}

/** Locks a group, so that two admissions count each other. */
export async function lockPlaces(
  tx: Sql,
  enterpriseGroupId: string,
  memberId: string,
): Promise<Places | undefined> {
  const group = await tx.row<{ state: EnterpriseGroupState }>(
    'select state from enterprise_group where id = $1 for no key update',
    [enterpriseGroupId],
  );
  // A statement of its own: it sees what was committed while this one waited for the lock.
  const members = await tx.row<Omit<Places, 'state'>>(
    `select count(*) as taken, coalesce(bool_or(member_id = $2), false) as "isMember"
     from enterprise_group_member where enterprise_group_id = $1`,
    [enterpriseGroupId, memberId],
  );
  return group && members && { ...group, ...members };
}

/** Lets an account into a group; of the history it sees all, or nothing of what there is so far. */
export async function insertLateComer(
  tx: Sql,
  enterpriseGroupId: string,
  memberId: string,
  seesAll: boolean,
): Promise<void> {
  await tx.run(
    `insert into enterprise_group_member (enterprise_group_id, member_id, role, joined_at, history_from)
     select h.id, $2, 'MEMBER', assent_now(), case when not $3 then c.message_count + 1 end
     from enterprise_group h join conversation c on c.id = h.conversation_id where h.id = $1`,
    [enterpriseGroupId, memberId, seesAll],
  );
  await recordAuthors(tx, enterpriseGroupId, [memberId]);
}
