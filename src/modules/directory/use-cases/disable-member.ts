import { command } from '#modules/identity/public.js';
import { changeStatus } from './change-status.js';
import { lockedMember } from './locked-member.js';

/** Takes the use of an account away, at once and until it is enabled again. */
export const disableMember = command<{ memberId: string }, { memberId: string }>({
  name: 'disableMember',
  action: 'directory.write',
  async run(context, { memberId }) {
    return changeStatus(context, await lockedMember(context, memberId), 'DISABLED');
  },
});
