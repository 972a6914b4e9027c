import { type Refusal, refuse } from '#kernel/refusals.js';
import { forbidden, orNotFound } from '#platform/use-case/failures.js';
import type { CommandContext } from '#platform/use-case/use-case.js';
import { lockDirectory } from '../data/directory-lock.js';
import { Member } from '../data/entities.js';
import { lockMember, organizationOfMember, otherAdministrators, rolesOf } from '../data/member-queries.js';
import { isActiveAdministrator, mayDispossessOfficers } from '../domain/member.js';

/** The member, with the caller's action authorized in its organization, under the directory's and its own lock. */
export async function lockedMember(context: CommandContext, memberId: string): Promise<Member> {
  const organizationId = orNotFound(await organizationOfMember(context.tx, memberId));
  await context.authorize({ organizationId });
  await lockDirectory(context.tx, organizationId);
  await lockMember(context.tx, memberId);
  return orNotFound(await context.tx.em.findOne(Member, { id: memberId }));
}

/** FORBIDDEN unless the caller may take the account away from whoever uses it. */
export async function demandDispossession(context: CommandContext, member: Member): Promise<void> {
  if (member.roles.length === 0) return;
  const own = await rolesOf(context.tx, context.personId(), member.organizationId);
  if (!mayDispossessOfficers(own ?? [])) throw forbidden();
}

/** A refusal when the organization would have no active administrator without this member. */
export async function refuseLastAdministrator(
  context: CommandContext,
  member: Member,
  field: string,
): Promise<Refusal | undefined> {
  if (!isActiveAdministrator(member)) return undefined;
  const others = await otherAdministrators(context.tx, member.organizationId, member.id);
  return others === 0 ? refuse('LAST_ADMINISTRATOR', field) : undefined;
}
