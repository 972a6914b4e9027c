import { query } from '#modules/identity/public.js';
import { isAskedAs } from '../data/invitation-rows.js';

/** Whether the caller is or was asked as this entry of a roster. */
export const askedAsEntry = query<{ rosterEntryId: string }, boolean>({
  name: 'askedAsEntry',
  action: 'invitation.read',
  async run(context, { rosterEntryId }) {
    await context.authorize();
    return isAskedAs(context.sql, rosterEntryId, context.personId());
  },
});
