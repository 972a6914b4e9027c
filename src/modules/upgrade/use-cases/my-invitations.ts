import { query } from '#modules/identity/public.js';
import { type Slice, sliceOf } from '#platform/db/page.js';
import { countInvitationsFor, type InvitationRow, invitationsFor } from '../data/invitation-rows.js';

/** What the caller is or was asked, in all organizations, the newest first. */
export const myInvitations = query<{ first: number; after: string | undefined }, Slice<InvitationRow>>({
  name: 'myInvitations',
  action: 'invitation.read',
  async run(context, { first, after }) {
    await context.authorize();
    return sliceOf(await invitationsFor(context.sql, context.personId(), after, first + 1), first);
  },
});

export const myInvitationCount = query<Record<never, never>, number>({
  name: 'myInvitationCount',
  action: 'invitation.read',
  async run(context) {
    await context.authorize();
    return countInvitationsFor(context.sql, context.personId());
  },
});
