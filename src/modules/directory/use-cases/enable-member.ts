import { refuse } from '#kernel/refusals.js';
import { err } from '#kernel/result.js';
import { command } from '#modules/identity/public.js';
import { statusWhenEnabled } from '../domain/member.js';
import { changeStatus } from './change-status.js';
import { lockedMember } from './locked-member.js';

/** Gives a disabled account back: active again if somebody had activated it, else it waits for that. */
export const enableMember = command<{ memberId: string }, { memberId: string }>({
  name: 'enableMember',
  action: 'directory.write',
  async run(context, { memberId }) {
    const member = await lockedMember(context, memberId);
    if (member.status !== 'DISABLED')
      return err([refuse('ILLEGAL_STATE', 'memberId', { state: member.status })]);
    return changeStatus(context, member, statusWhenEnabled(member.personId));
  },
});
