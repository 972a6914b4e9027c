import { markSeen } from '#modules/delivery/public.js';
import { command } from '#modules/identity/public.js';
import { ok } from '#kernel/result.js';
import { notFound, orNotFound } from '#platform/use-case/failures.js';
import { markInvitationsSeen } from '../data/invitation-links.js';
import { invitationById, isInvited } from '../data/invitation-rows.js';
import { upgradeById } from '../data/upgrade-rows.js';
import { upgradeTopic } from '../domain/topics.js';

/** Says that the caller has their invitation open in the product. */
export const markInvitationSeen = command<{ invitationId: string }, { invitationId: string }>({
  name: 'markInvitationSeen',
  action: 'invitation.read',
  async run(context, { invitationId }) {
    await context.authorize();
    const { tx } = context;
    const personId = context.personId();
    const { upgradeId } = orNotFound(await invitationById(tx, invitationId));
    if (!(await isInvited(tx, invitationId, personId))) throw notFound();
    const { organizationId } = orNotFound(await upgradeById(tx, upgradeId));
    await markInvitationsSeen(tx, [invitationId], personId, 'IN_APP');
    await markSeen(tx, { type: 'Invitation', id: invitationId }, personId, null);
    context.record({
      organizationId,
      subject: { type: 'Invitation', id: invitationId },
      details: { groupUpgradeId: upgradeId, channel: 'IN_APP' },
    });
    context.signal(upgradeTopic(upgradeId));
    return ok({ invitationId });
  },
});
