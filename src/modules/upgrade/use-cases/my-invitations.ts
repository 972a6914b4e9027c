import { query } from '#modules/identity/public.js';
import { type Slice, sliceOf } from '#platform/db/page.js';
import {
  countInvitationsFor,
  type InvitationFilter,
  type InvitationRow,
  invitationsFor,
} from '../data/invitation-rows.js';

/** What the caller is or was asked, in all organizations unless one is named, the newest first. */
export const myInvitations = query<
  { first: number; after: string | undefined; filter: InvitationFilter },
  Slice<InvitationRow>
>({
  name: 'myInvitations',
  action: 'invitation.read',
  async run(context, { first, after, filter }) {
    await context.authorize();
    const page = { after, limit: first + 1 };
    return sliceOf(await invitationsFor(context.sql, context.personId(), filter, page), first);
  },
});

export const myInvitationCount = query<{ filter: InvitationFilter }, number>({
  name: 'myInvitationCount',
  action: 'invitation.read',
  async run(context, { filter }) {
    await context.authorize();
    return countInvitationsFor(context.sql, context.personId(), filter);
  },
});
