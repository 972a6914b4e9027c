import { type LinkTokens, markSeen } from '#modules/delivery/public.js';
import { type Action, command } from '#modules/identity/public.js';
import { refuse } from '#kernel/refusals.js';
import { err, ok } from '#kernel/result.js';
import { notFound, orNotFound } from '#platform/use-case/failures.js';
import type { Command } from '#platform/use-case/use-case.js';
import { lockLink, markInvitationsSeen, useLink } from '../data/invitation-links.js';
import { isInvited } from '../data/invitation-rows.js';
import { upgradeTopic } from '../domain/topics.js';

const TOKEN = /^[\w-]{43}$/;

/**
 * Comes to an invitation by the link of a message. A link works once, as long as the question lasts that it was sent
 * with, and for the person alone whom the invitation asks and to whom it was sent; to anybody else, who has their
 * account now for instance, it does not exist.
 */
export const openInvitation = (
  tokens: LinkTokens,
): Command<Action, { token: string }, { invitationId: string }> =>
  command({
    name: 'openInvitation',
    action: 'invitation.read',
    async run(context, { token }) {
      await context.authorize();
      if (!TOKEN.test(token)) throw notFound();
      const { tx } = context;
      const personId = context.personId();
      const digest = tokens.digestOf(token);
      const link = orNotFound(await lockLink(tx, digest));
      const { invitationId, upgradeId, organizationId, deliveryId, channel } = link;
      if (link.personId !== null && link.personId !== personId) throw notFound();
      if (!(await isInvited(tx, invitationId, personId))) throw notFound();
      if (link.used) return err([refuse('LINK_USED', 'token')]);
      if (link.over) return err([refuse('LINK_EXPIRED', 'token')]);
      await useLink(tx, digest);
      await markInvitationsSeen(tx, [invitationId], personId, channel);
      await markSeen(tx, { type: 'Invitation', id: invitationId }, personId, deliveryId);
      context.record({
        organizationId,
        subject: { type: 'Invitation', id: invitationId },
        details: { groupUpgradeId: upgradeId, channel, deliveryId },
      });
      context.signal(upgradeTopic(upgradeId));
      return ok({ invitationId });
    },
  });
