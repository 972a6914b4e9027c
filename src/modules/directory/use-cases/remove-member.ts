import { command } from '#modules/identity/public.js';
import { changeStatus } from './change-status.js';
import { lockedMember } from './locked-member.js';

/** Ends an account for good. It stays on record, without roles, departments and reports; its mobile and user id are free. */
export const removeMember = command<{ memberId: string }, { memberId: string }>({
  name: 'removeMember',
  action: 'directory.write',
  async run(context, { memberId }) {
    const member = await lockedMember(context, memberId);
    const left = await changeStatus(context, member, 'LEFT');
    if (!left.ok) return left;
    await context.tx.run('delete from member_department where member_id = $1', [memberId]);
    await context.tx.run('update member set manager_id = null, version = version + 1 where manager_id = $1', [
      memberId,
    ]);
    return left;
  },
});
