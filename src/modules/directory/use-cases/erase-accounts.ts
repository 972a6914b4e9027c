import type { ErasedPerson } from '#modules/identity/public.js';
import { forgetInRows } from '#modules/operation/public.js';
import type { Sql } from '#platform/db/sql.js';
import type { EffectContext } from '#platform/use-case/use-case.js';
import { lockDirectory } from '../data/directory-lock.js';
import { otherAdministrators } from '../data/member-queries.js';
import { isActiveAdministrator, type MemberStatus } from '../domain/member.js';
import { accountsChanged } from '../domain/events.js';

export interface PersonAccount {
  readonly id: string;
  readonly organizationId: string;
  readonly userId: string;
  readonly mobile: string;
  readonly status: MemberStatus;
  readonly roles: readonly string[];
}

/** Operations that tell of user ids and mobiles. */
const IMPORTS = ['IMPORT_MEMBERS', 'IMPORT_SOURCE_GROUP_MOBILES'];

/** The accounts that a person has or has left, and those that wait for their mobile. */
const OF_PERSON = `person_id = $1 or (person_id is null and mobile = $2 and status <> 'LEFT')`;

/** Holds all accounts of a person, after the directories that they stand in. */
export async function lockAccountsOf(tx: Sql, { personId, mobile }: ErasedPerson): Promise<PersonAccount[]> {
  const organizations = await tx.rows<{ id: string }>(
    `select distinct organization_id as id from member where ${OF_PERSON} order by 1`,
    [personId, mobile],
  );
  for (const { id } of organizations) await lockDirectory(tx, id);
  return tx.rows<PersonAccount>(
    `select id, organization_id as "organizationId", user_id as "userId", mobile, status, roles from member where ${OF_PERSON}
     order by id for no key update`,
    [personId, mobile],
  );
}

/** Whether an organization would be left without an active administrator. Exact for accounts that are held. */
export async function isLastAdministrator(tx: Sql, accounts: readonly PersonAccount[]): Promise<boolean> {
  for (const account of accounts.filter(isActiveAdministrator)) {
    if ((await otherAdministrators(tx, account.organizationId, account.id)) === 0) return true;
  }
  return false;
}

/** Ends accounts that are held and leaves nothing in them that tells whose they were. */
export async function eraseAccounts(
  context: EffectContext,
  { personId }: ErasedPerson,
  accounts: readonly PersonAccount[],
): Promise<void> {
  const { tx } = context;
  const ids = accounts.map((account) => account.id);
  await tx.run('delete from member_department where member_id = any($1::uuid[])', [ids]);
  await tx.run(
    'update member set manager_id = null, version = version + 1 where manager_id = any($1::uuid[])',
    [ids],
  );
  await tx.run(
    `update member set status = 'LEFT', person_id = null, roles = '{}', main_department_id = null, manager_id = null,
       user_id = 'u' || right(replace(id::text, '-', ''), 16), user_id_generated = true,
       name = 'erased-' || right(id::text, 6), mobile = 'erased:' || id, alias = null, email = null, position = null,
       gender = null, address = null, telephone = null, version = version + 1
     where id = any($1::uuid[])`,
    [ids],
  );
  for (const { id: memberId, organizationId, userId, mobile, status } of accounts) {
    for (const told of [userId, mobile]) await forgetInRows(tx, organizationId, IMPORTS, told);
    const subject = { type: 'Member', id: memberId };
    context.record({ organizationId, actorId: personId, subject, details: { from: status, erased: true } });
  }
  const ended = accounts.filter(({ status }) => status !== 'LEFT');
  await context.emit(accountsChanged, { accounts: ended.map(({ id, ...of }) => ({ ...of, memberId: id })) });
}
