import { query } from '#modules/identity/public.js';
import { type Page, type Slice, sliceOf } from '#platform/db/page.js';
import { countInvitationsFor, type InvitationRow, invitationsFor } from '../data/invitation-rows.js';

/** What the caller is or was asked, in all organizations, the newest first. */
export const myInvitations = query<{ page: Page }, Slice<InvitationRow>>({
  name: 'myInvitations',
  action: 'invitation.read',
  async run(context, { page }) {
    await context.authorize();
    const after = page.after?.[0];
    const key = after === undefined ? undefined : String(after);
    return sliceOf(await invitationsFor(context.sql, context.personId(), key, page.first + 1), page.first);
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
