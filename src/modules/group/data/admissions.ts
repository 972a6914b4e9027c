import { newId } from '#kernel/ids.js';
import type { Sql } from '#platform/db/sql.js';
import type { EnterpriseGroupState } from '../domain/states.js';
import { recordAuthors } from './enterprise-groups.js';
import { staysOut } from './outsiders.js';

export interface Places {
  readonly state: EnterpriseGroupState;
  readonly taken: number;
  /** Whether the person is among them. */
  readonly isMember: boolean;
  /** Whether they have said no, and have not asked to be admitted since. */
  readonly staysOut: boolean;
}

/** Locks a group, so that two admissions count each other. */
export async function lockPlaces(
  tx: Sql,
  enterpriseGroupId: string,
  personId: string,
): Promise<Places | undefined> {
  const group = await tx.row<{ state: EnterpriseGroupState }>(
    'select state from enterprise_group where id = $1 for no key update',
    [enterpriseGroupId],
  );
  // A statement of its own: it sees what was committed while this one waited for the lock.
  const members = await tx.row<Omit<Places, 'state'>>(
    `select count(*) as taken, coalesce(bool_or(person_id = $2), false) as "isMember",
       ${staysOut('$1', '$2')} as "staysOut"
     from enterprise_group_member where enterprise_group_id = $1`,
    [enterpriseGroupId, personId],
  );
  return group && members && { ...group, ...members };
}

/** Lets a person in with their account; of the history they see all, or nothing of what there is so far. */
export async function insertLateComer(
  tx: Sql,
  enterpriseGroupId: string,
  comer: { readonly personId: string; readonly memberId: string; readonly seesAll: boolean },
): Promise<string> {
  const id = newId();
  await tx.run(
    `insert into enterprise_group_member (id, enterprise_group_id, person_id, member_id, role, joined_at, history_from)
     select $1, h.id, $3, $4, 'MEMBER', assent_now(), case when not $5 then c.message_count + 1 end
     from enterprise_group h join conversation c on c.id = h.conversation_id where h.id = $2`,
    [id, enterpriseGroupId, comer.personId, comer.memberId, comer.seesAll],
  );
  await recordAuthors(tx, enterpriseGroupId, [comer.personId]);
  return id;
}
