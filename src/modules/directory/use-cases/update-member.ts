import { type Refusal, refuse } from '#kernel/refusals.js';
import { err, ok } from '#kernel/result.js';
import { command, maskMobile } from '#modules/identity/public.js';
import { databaseNow } from '#platform/db/clock.js';
import type { CommandContext } from '#platform/use-case/use-case.js';
import type { Member } from '../data/entities.js';
import { placeMember } from '../data/member-places.js';
import { accountsChanged } from '../domain/events.js';
import { Problems } from './given.js';
import { demandDispossession, lockedMember, refuseLastAdministrator } from './locked-member.js';
import {
  checkManager,
  memberConstraints,
  type MemberInput,
  memberPlaces,
  type MemberValues,
  memberValues,
  type PlaceInput,
} from './member-input.js';

export interface UpdateMember extends MemberInput {
  readonly memberId: string;
  readonly expectedVersion?: number | null | undefined;
  readonly departments?: readonly PlaceInput[] | null | undefined;
  readonly managerId?: string | null | undefined;
}

/**
 * Changes what is given and leaves the rest. With another mobile the account is nobody's until that mobile is proved
 * by signing in: whoever used it loses it at once.
 */
export const updateMember = command<UpdateMember, { memberId: string }>({
  name: 'updateMember',
  action: 'directory.write',
  constraints: memberConstraints,
  async run(context, input) {
    const member = await lockedMember(context, input.memberId);
    const { organizationId } = member;
    if (member.status === 'LEFT') return err([refuse('ILLEGAL_STATE', 'memberId', { state: member.status })]);
    if (input.expectedVersion != null && input.expectedVersion !== member.version) {
      return err([refuse('VERSION_CONFLICT', 'expectedVersion')]);
    }
    const problems = new Problems();
    const values = memberValues(input, problems);
    if (input.managerId === member.id) problems.refusals.push(refuse('INVALID_MANAGER', 'managerId'));
    if (problems.refusals.length > 0) return err(problems.refusals);

    if (values.mobile !== undefined && values.mobile !== member.mobile) {
      const refusal = await changeMobile(context, member, values.mobile);
      if (refusal) return err([refusal]);
    }
    if (input.departments) {
      const places = await memberPlaces(context.tx, organizationId, input.departments);
      if (!places.ok) return places;
      await placeMember(context.tx, member.id, places.value);
      member.mainDepartmentId = places.value[0]?.departmentId ?? null;
    }
    if (input.managerId) await checkManager(context.tx, organizationId, input.managerId);
    if (input.managerId !== undefined) member.managerId = input.managerId;
    apply(member, values);
    await context.tx.em.flush();
    const changed = Object.keys(input).filter((key) => key !== 'memberId');
    context.record({ organizationId, subject: { type: 'Member', id: member.id }, details: { changed } });
    return ok({ memberId: member.id });
  },
});

async function changeMobile(
  context: CommandContext,
  member: Member,
  mobile: string,
): Promise<Refusal | undefined> {
  await demandDispossession(context, member);
  const refusal = await refuseLastAdministrator(context, member, 'mobile');
  if (refusal) return refusal;
  const subject = { type: 'Member', id: member.id };
  const mobileBefore = member.mobile;
  const details = { mobileBefore: maskMobile(mobileBefore), mobile: maskMobile(mobile) };
  context.record({ organizationId: member.organizationId, subject, details });
  member.mobile = mobile;
  member.mobileSince = await databaseNow(context.tx);
  member.personId = null;
  member.activatedAt = null;
  if (member.status === 'ACTIVATED') member.status = 'NOT_ACTIVATED';
  const { organizationId, id: memberId } = member;
  const accounts = [mobileBefore, mobile].map((of) => ({ organizationId, memberId, mobile: of }));
  await context.emit(accountsChanged, { accounts });
  return undefined;
}

function apply(member: Member, values: MemberValues): void {
  if (values.name !== undefined) member.name = values.name;
  if (values.alias !== undefined) member.alias = values.alias;
  if (values.email !== undefined) member.email = values.email;
  if (values.position !== undefined) member.position = values.position;
  if (values.gender !== undefined) member.gender = values.gender;
  if (values.userId !== undefined && values.userId !== member.userId) {
    member.userId = values.userId;
    member.userIdGenerated = false;
  }
  member.version += 1;
}
