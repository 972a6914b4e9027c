import { command } from '#modules/identity/public.js';
import { holdOrganization } from '#modules/organization/public.js';
import type { Refusal } from '#kernel/refusals.js';
import { err, ok, type Result } from '#kernel/result.js';
import { textField } from '#kernel/text-field.js';
import { databaseNow } from '#platform/db/clock.js';
import { notFound, orNotFound } from '#platform/use-case/failures.js';
import type { CommandContext } from '#platform/use-case/use-case.js';
import { changeInvitations } from '../data/event-log.js';
import {
  invitationById,
  isInvited,
  lockAccountOf,
  lockInvitation,
  type LockedInvitation,
} from '../data/invitation-rows.js';
import { lockUpgrade, upgradeById, type UpgradeRow } from '../data/upgrade-rows.js';
import { type Answer, decideAnswer } from '../domain/answer.js';
import { upgradeTopic } from '../domain/topics.js';
import { beginCoolingOff } from './cooling-off.js';

type AnswerOutcome = { invitationId: string };

/**
 * Gives one person's answer. Only the person who is asked may, by the verified mobile of the consumer identity; to
 * anybody else the invitation does not exist. Decided under the locks of organization, member, upgrade and invitation,
 * by the database's clock, whether or not a sweeper ran.
 */
async function answer(
  context: CommandContext,
  invitationId: string,
  given: Answer,
  reason: string | undefined,
): Promise<Result<AnswerOutcome, Refusal[]>> {
  await context.authorize();
  const { tx } = context;
  const known = orNotFound(await invitationById(tx, invitationId));
  if (!(await isInvited(tx, invitationId, context.personId()))) throw notFound();
  const { organizationId } = orNotFound(await upgradeById(tx, known.upgradeId));
  await holdOrganization(tx, organizationId);
  await lockAccountOf(tx, invitationId);
  const upgrade = orNotFound(await lockUpgrade(tx, known.upgradeId));
  const invitation = orNotFound(await lockInvitation(tx, invitationId));
  // Asked again: whose the mobile of the identity is may have been corrected while this waited for the locks.
  if (!(await isInvited(tx, invitationId, context.personId()))) throw notFound();
  const now = await databaseNow(tx);
  const decided = decideAnswer(given, {
    now,
    upgradeState: upgrade.state,
    organizationActive: invitation.organizationActive,
    state: invitation.state,
    expiresAt: invitation.expiresAt,
    hindrance: invitation.hindrance,
  });
  if (!decided.ok) return decided;
  await apply(context, upgrade, invitation, given, reason, now);
  return ok({ invitationId });
}

async function apply(
  context: CommandContext,
  upgrade: UpgradeRow,
  invitation: LockedInvitation,
  to: Answer,
  reason: string | undefined,
  now: Date,
): Promise<void> {
  const { tx } = context;
  const { id: invitationId } = invitation;
  const unblock = invitation.state === 'BLOCKED';
  if (unblock)
    await changeInvitations(tx, upgrade.id, [{ invitationId, from: 'BLOCKED', to: 'PENDING' }], now);
  const from = unblock ? 'PENDING' : invitation.state;
  const memberId = to === 'WITHDRAWN' ? undefined : (invitation.accountId ?? undefined);
  await changeInvitations(tx, upgrade.id, [{ invitationId, from, to, reason, memberId }], now);
  context.record({
    organizationId: upgrade.organizationId,
    subject: { type: 'Invitation', id: invitationId },
    details: { groupUpgradeId: upgrade.id, answer: to, ...(reason ? { reason } : {}) },
  });
  context.signal(upgradeTopic(upgrade.id));
  const unanswered = upgrade.pending + upgrade.blocked - (to === 'WITHDRAWN' ? 0 : 1);
  if (upgrade.state === 'INVITING' && unanswered === 0) {
    await beginCoolingOff(context, upgrade, now, 'ALL_ANSWERED');
  }
}

export const acceptInvitation = command<{ invitationId: string }, AnswerOutcome>({
  name: 'acceptInvitation',
  action: 'invitation.answer',
  run: (context, { invitationId }) => answer(context, invitationId, 'ACCEPTED', undefined),
});

const REASON_MAX = 500;

export const declineInvitation = command<{ invitationId: string; reason?: string | null }, AnswerOutcome>({
  name: 'declineInvitation',
  action: 'invitation.answer',
  async run(context, { invitationId, reason }) {
    const text = reason ? textField(reason, 'reason', { max: REASON_MAX, multiline: true }) : undefined;
    await context.authorize();
    if (text && !text.ok) return err([text.error]);
    return answer(context, invitationId, 'DECLINED', text?.value);
  },
});

export const withdrawAcceptance = command<{ invitationId: string }, AnswerOutcome>({
  name: 'withdrawAcceptance',
  action: 'invitation.answer',
  run: (context, { invitationId }) => answer(context, invitationId, 'WITHDRAWN', undefined),
});
