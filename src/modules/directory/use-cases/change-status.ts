import { type Refusal, refuse } from '#kernel/refusals.js';
import { err, ok, type Result } from '#kernel/result.js';
import type { CommandContext } from '#platform/use-case/use-case.js';
import type { Member } from '../data/entities.js';
import { accountsChanged } from '../domain/events.js';
import { canBecome, type MemberStatus } from '../domain/member.js';
import { demandDispossession, refuseLastAdministrator } from './locked-member.js';

/** Turns a member's status, where its life cycle has that step and an administrator remains. */
export async function changeStatus(
  context: CommandContext,
  member: Member,
  status: MemberStatus,
): Promise<Result<{ memberId: string }, readonly Refusal[]>> {
  await demandDispossession(context, member);
  if (!canBecome(member.status, status))
    return err([refuse('ILLEGAL_STATE', 'memberId', { state: member.status })]);
  const refusal = await refuseLastAdministrator(context, member, 'memberId');
  if (refusal) return err([refusal]);
  const { organizationId, id: memberId, mobile } = member;
  const details = { from: member.status, to: status };
  member.status = status;
  if (status === 'LEFT') Object.assign(member, { roles: [], mainDepartmentId: null, managerId: null });
  member.version += 1;
  context.record({ organizationId, subject: { type: 'Member', id: memberId }, details });
  await context.emit(accountsChanged, { accounts: [{ organizationId, memberId, mobile }] });
  return ok({ memberId });
}
