import type { Locale } from '#kernel/refusals.js';
import type { Transaction } from '#platform/db/transaction.js';
import type { CommandContext } from '#platform/use-case/use-case.js';
import type { LockedInvitation } from '../data/answering.js';
import { changeInvitationsOf, type InvitationChange } from '../data/event-log.js';
import { insertReceipts } from '../data/receipts.js';
import type { UpgradeRow } from '../data/upgrade-rows.js';
import { type GivenAnswer, isUndecided, NO_AS_OTHER_ENTRY } from '../domain/answer.js';
import { ownInvitationsTopic, upgradeTopic } from '../domain/topics.js';
import { beginCoolingOff } from './cooling-off.js';
import { newReceipt } from './new-receipt.js';

/** In a storm of answers, hints for each person would hold up all others: people's own views find out by polling. */
const HINTED_MAX = 20;

/** An answer that counts, with what is held of its question. */
export interface DecidedAnswer {
  readonly context: CommandContext;
  readonly upgrade: UpgradeRow;
  readonly invitation: LockedInvitation;
  readonly given: GivenAnswer;
  /** Of the present text, in which the receipt names it; undefined where the person was shown another. */
  readonly language: Locale | undefined;
  /** The question to which the person has said no, where that takes back this yes of theirs. */
  readonly outdoneBy?: string;
}

/**
 * Applies answers, each with its event, its receipt and its audit entry, in as many statements for all as for one; and
 * what follows where everybody has answered.
 */
export async function applyAnswers(tx: Transaction, answers: readonly DecidedAnswer[]): Promise<void> {
  const [first] = answers;
  if (!first) return;
  const { now } = first.invitation;
  const byUpgrade = Map.groupBy(answers, ({ upgrade }) => upgrade.id);
  const changes = mapValues(byUpgrade, (given) => given.map(changeOf));
  await Promise.all([
    changeInvitationsOf(tx, mapValues(byUpgrade, cures), now),
    changeInvitationsOf(tx, changes, now),
    insertReceipts(tx, [...byUpgrade.values()].flatMap(proofsOf)),
  ]);
  for (const [upgradeId, given] of byUpgrade) {
    for (const { context } of given) {
      context.signal(upgradeTopic(upgradeId));
      if (answers.length <= HINTED_MAX) context.signal(ownInvitationsTopic(context.personId()));
    }
    await endWhereAllAnswered(given, now);
  }
}

function mapValues<From, To>(map: ReadonlyMap<string, From>, to: (value: From) => To): Map<string, To> {
  return new Map([...map].map(([key, value]) => [key, to(value)]));
}

/** Of those whose hindrance is gone, though nothing has stored that it is. */
function cures(answers: readonly DecidedAnswer[]): InvitationChange[] {
  return answers
    .filter(({ invitation }) => invitation.state === 'BLOCKED')
    .map(({ invitation }) => ({ invitationId: invitation.id, from: 'BLOCKED', to: 'PENDING' }));
}

function changeOf({ context, invitation, given, outdoneBy }: DecidedAnswer): InvitationChange {
  return {
    invitationId: invitation.id,
    from: invitation.state === 'BLOCKED' ? 'PENDING' : invitation.state,
    to: given.to,
    reason: outdoneBy === undefined ? given.reason : NO_AS_OTHER_ENTRY,
    memberId: accountOf(context, invitation) ?? undefined,
    noticeEdition: invitation.notice?.edition,
  };
}

/** The account that answers; null where the person has none any more. */
function accountOf(context: CommandContext, invitation: LockedInvitation): string | null {
  return (isOwnAccount(context, invitation) ? invitation.accountId : null) ?? invitation.memberId;
}

/** After a mobile was corrected, its account is not the one whose answer is to be changed. */
export function isOwnAccount(context: CommandContext, invitation: LockedInvitation): boolean {
  return invitation.accountPersonId === context.personId();
}

/** The receipts of one upgrade's answers; each is entered in the audit with its digest, for the chain to cover. */
function proofsOf(answers: readonly DecidedAnswer[]): ReturnType<typeof newReceipt>[] {
  const before = cures(answers).length;
  return answers.map(({ context, upgrade, invitation, given, language, outdoneBy }, index) => {
    const receipt = newReceipt(context, upgrade, invitation, {
      answer: given.to,
      memberId: accountOf(context, invitation),
      sequence: upgrade.sequence + before + index + 1,
      language,
    });
    // No word of the reason: it is personal, and what is in the chain stays for good.
    context.record({
      organizationId: upgrade.organizationId,
      subject: { type: 'Invitation', id: invitation.id },
      details: {
        groupUpgradeId: upgrade.id,
        answer: given.to,
        receiptId: receipt.body.id,
        receiptDigest: receipt.digest,
        ...(given.reason ? { reasonGiven: true } : {}),
        ...(outdoneBy === undefined ? {} : { outdoneBy }),
      },
    });
    return receipt;
  });
}

/** With the last answer the time for answers is over; what is recorded of that is the last one's. */
async function endWhereAllAnswered(answers: readonly DecidedAnswer[], now: Date): Promise<void> {
  const firsts = answers.filter(({ invitation }) => isUndecided(invitation.state));
  const last = firsts.at(-1);
  if (last?.upgrade.state !== 'INVITING') return;
  const { context, upgrade } = last;
  if (upgrade.pending + upgrade.blocked > firsts.length) return;
  await beginCoolingOff(context, upgrade, now, 'ALL_ANSWERED');
}
