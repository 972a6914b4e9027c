import { query } from '#modules/identity/public.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { invitationById, type InvitationRow, isInvited } from '../data/invitation-rows.js';

/** One invitation, to the person whom it asks. Administrators see invitations through their upgrade. */
export const invitation = query<{ invitationId: string }, InvitationRow>({
  name: 'invitation',
  action: 'invitation.read',
  async run(context, { invitationId }) {
    await context.authorize();
    const row = orNotFound(await invitationById(context.sql, invitationId));
    return orNotFound((await isInvited(context.sql, row.id, context.personId())) ? row : undefined);
  },
});
