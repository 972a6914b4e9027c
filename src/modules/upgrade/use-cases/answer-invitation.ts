import { command } from '#modules/identity/public.js';
import { holdOrganization } from '#modules/organization/public.js';
import type { Locale, Refusal } from '#kernel/refusals.js';
import { err, ok, type Result } from '#kernel/result.js';
import { textField } from '#kernel/text-field.js';
import { notFound, orNotFound } from '#platform/use-case/failures.js';
import type { CommandContext } from '#platform/use-case/use-case.js';
import { holdAccountAsked } from '../data/account-locks.js';
import { changeInvitations } from '../data/event-log.js';
import { invitationById, isInvited, lockInvitation, type LockedInvitation } from '../data/invitation-rows.js';
import { lockUpgrade, upgradeById, type UpgradeRow } from '../data/upgrade-rows.js';
import { type Answer, decideAnswer, isUndecided } from '../domain/answer.js';
import { upgradeTopic } from '../domain/topics.js';
import { beginCoolingOff } from './cooling-off.js';
import { writeReceipt } from './write-receipt.js';

type AnswerOutcome = { invitationId: string };

interface GivenAnswer {
  readonly invitationId: string;
  readonly to: Answer;
  readonly reason?: string | undefined;
  /** Of the text that the person was shown. */
  readonly noticeDigest?: string | null | undefined;
}

/**
 * Gives one person's answer, or changes it. Only the person who is asked may, by the verified mobile of the consumer
 * identity, and once it is answered the person whose account has answered; to anybody else the invitation does not
 * exist. Decided under the locks of organization, member, upgrade and invitation, by the database's clock, whether or
 * not a sweeper ran.
 */
async function answer(
  context: CommandContext,
  given: GivenAnswer,
): Promise<Result<AnswerOutcome, Refusal[]>> {
  await context.authorize();
  const { tx } = context;
  const { invitationId } = given;
  const known = orNotFound(await invitationById(tx, invitationId));
  if (!(await isInvited(tx, invitationId, context.personId()))) throw notFound();
  const { organizationId } = orNotFound(await upgradeById(tx, known.upgradeId));
  await holdOrganization(tx, organizationId);
  await holdAccountAsked(tx, invitationId);
  const upgrade = orNotFound(await lockUpgrade(tx, known.upgradeId));
  // Asks again whether it is theirs: the mobile of the identity may have been corrected while this waited.
  const invitation = orNotFound(await lockInvitation(tx, invitationId, context.personId()));
  const language = languageOf(given.noticeDigest, invitation);
  const decided = decideAnswer(given.to, {
    now: invitation.now,
    upgradeState: upgrade.state,
    organizationActive: invitation.organizationActive,
    state: invitation.state,
    expiresAt: invitation.expiresAt,
    hindrance: invitation.hindrance ?? (isOwnAccount(context, invitation) ? null : 'MOBILE_MISMATCH'),
    notice: {
      edition: invitation.notice?.edition ?? 0,
      version: invitation.notice?.version ?? 0,
      shown: language !== undefined,
    },
  });
  if (!decided.ok) return decided;
  await apply(context, upgrade, invitation, given, language);
  return ok({ invitationId });
}

/** In which language of the present text the person has read it; undefined when it was another text, or none. */
function languageOf(digest: string | null | undefined, { notice }: LockedInvitation): Locale | undefined {
  const locales: readonly Locale[] = ['en', 'zh-CN'];
  return notice ? locales.find((locale) => notice.digests[locale] === digest) : undefined;
}

/** After a mobile was corrected, its account is not the one whose answer is to be changed. */
function isOwnAccount(context: CommandContext, invitation: LockedInvitation): boolean {
  return invitation.accountPersonId === context.personId();
}

async function apply(
  context: CommandContext,
  upgrade: UpgradeRow,
  invitation: LockedInvitation,
  { to, reason }: GivenAnswer,
  language: Locale | undefined,
): Promise<void> {
  const { tx } = context;
  const { id: invitationId, now } = invitation;
  const unblock = invitation.state === 'BLOCKED';
  if (unblock)
    await changeInvitations(tx, upgrade.id, [{ invitationId, from: 'BLOCKED', to: 'PENDING' }], now);
  const from = unblock ? 'PENDING' : invitation.state;
  const memberId = (isOwnAccount(context, invitation) ? invitation.accountId : null) ?? invitation.memberId;
  const noticeEdition = invitation.notice?.edition;
  await changeInvitations(
    tx,
    upgrade.id,
    [{ invitationId, from, to, reason, memberId: memberId ?? undefined, noticeEdition }],
    now,
  );
  const sequence = upgrade.sequence + (unblock ? 2 : 1);
  const receipt = await writeReceipt(context, upgrade, invitation, {
    answer: to,
    memberId,
    sequence,
    language,
  });
  // No word of the reason: it is personal, and what is in the chain stays for good.
  context.record({
    organizationId: upgrade.organizationId,
    subject: { type: 'Invitation', id: invitationId },
    details: { groupUpgradeId: upgrade.id, answer: to, ...receipt, ...(reason ? { reasonGiven: true } : {}) },
  });
  context.signal(upgradeTopic(upgrade.id));
  const unanswered = upgrade.pending + upgrade.blocked - 1;
  if (upgrade.state === 'INVITING' && isUndecided(invitation.state) && unanswered === 0) {
    await beginCoolingOff(context, upgrade, now, 'ALL_ANSWERED');
  }
}

export const acceptInvitation = command<{ invitationId: string; noticeDigest: string }, AnswerOutcome>({
  name: 'acceptInvitation',
  action: 'invitation.answer',
  run: (context, { invitationId, noticeDigest }) =>
    answer(context, { invitationId, to: 'ACCEPTED', noticeDigest }),
});

const REASON_MAX = 500;

export const declineInvitation = command<
  { invitationId: string; reason?: string | null; noticeDigest?: string | null },
  AnswerOutcome
>({
  name: 'declineInvitation',
  action: 'invitation.answer',
  async run(context, { invitationId, reason, noticeDigest }) {
    const text = reason ? textField(reason, 'reason', { max: REASON_MAX, multiline: true }) : undefined;
    await context.authorize();
    if (text && !text.ok) return err([text.error]);
    return answer(context, { invitationId, to: 'DECLINED', reason: text?.value, noticeDigest });
  },
});

export const withdrawAcceptance = command<
  { invitationId: string; noticeDigest?: string | null },
  AnswerOutcome
>({
  name: 'withdrawAcceptance',
  action: 'invitation.answer',
  run: (context, { invitationId, noticeDigest }) =>
    answer(context, { invitationId, to: 'WITHDRAWN', noticeDigest }),
});
