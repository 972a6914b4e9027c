import { query } from '#modules/identity/public.js';
import { notFound, orNotFound } from '#platform/use-case/failures.js';
import { invitationById, type InvitationRow, isInvited } from '../data/invitation-rows.js';
import { readerKey, upgradeReaderLoader } from '../data/upgrade-readers.js';
import { upgradeById } from '../data/upgrade-rows.js';

/** One invitation, to the person whom it asks and to those who read its upgrade. */
export const invitation = query<{ invitationId: string }, InvitationRow>({
  name: 'invitation',
  action: 'invitation.read',
  async run(context, { invitationId }) {
    await context.authorize();
    const { sql } = context;
    const row = orNotFound(await invitationById(sql, invitationId));
    const personId = context.personId();
    if (await isInvited(sql, row.id, personId)) return row;
    const { organizationId } = orNotFound(await upgradeById(sql, row.upgradeId));
    const readers = await upgradeReaderLoader.batch(sql, [readerKey(personId, organizationId)]);
    if (readers.size === 0) throw notFound();
    return row;
  },
});
