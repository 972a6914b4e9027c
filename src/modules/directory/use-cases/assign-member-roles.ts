import { refuse } from '#kernel/refusals.js';
import { err, ok } from '#kernel/result.js';
import { command, type Role } from '#modules/identity/public.js';
import { accountsChanged } from '../domain/events.js';
import { lockedMember, refuseLastAdministrator } from './locked-member.js';

/** Gives a member exactly these roles. They count while the account is active. */
export const assignMemberRoles = command<{ memberId: string; roles: readonly Role[] }, { memberId: string }>({
  name: 'assignMemberRoles',
  action: 'role.write',
  async run(context, input) {
    const member = await lockedMember(context, input.memberId);
    if (member.status === 'LEFT') return err([refuse('ILLEGAL_STATE', 'memberId', { state: member.status })]);
    const roles = [...new Set(input.roles)].toSorted();
    if (!roles.includes('ADMINISTRATOR')) {
      const refusal = await refuseLastAdministrator(context, member, 'roles');
      if (refusal) return err([refusal]);
    }
    const details = { from: member.roles, to: roles };
    member.roles = roles;
    member.version += 1;
    const { organizationId, id: memberId, mobile } = member;
    context.record({ organizationId, subject: { type: 'Member', id: memberId }, details });
    // An administrator may stand in for the owner of a group: nothing else hangs on what roles an account has.
    if (details.from.includes('ADMINISTRATOR') && !roles.includes('ADMINISTRATOR'))
      await context.emit(accountsChanged, { accounts: [{ organizationId, memberId, mobile }] });
    return ok({ memberId });
  },
});
