import { holdOrganizations } from '#modules/organization/public.js';
import { type Locale, type Refusal, refuse } from '#kernel/refusals.js';
import { err, ok, type Result } from '#kernel/result.js';
import type { Transaction } from '#platform/db/transaction.js';
import { notFound } from '#platform/use-case/failures.js';
import type { Batch, BatchCall, CommandContext, Settled } from '#platform/use-case/use-case.js';
import { holdAccountsAsked, type Patience } from '../data/account-locks.js';
import {
  type Answering,
  lockedInvitations,
  type LockedInvitation,
  lockInvitations,
  type Question,
  questionsOf,
} from '../data/answering.js';
import { lockUpgradesById, type UpgradeRow } from '../data/upgrade-rows.js';
import { type Answer, decideAnswer, type GivenAnswer } from '../domain/answer.js';
import { applyAnswers, type DecidedAnswer, isOwnAccount } from './apply-answers.js';

export type AnswerOutcome = { invitationId: string };

/**
 * All answers that come in, whichever way. Each gives one person's answer, or changes it. Only the person who is asked
 * may, by the verified mobile of the consumer identity, and once it is answered the person whose account has answered;
 * to anybody else the invitation does not exist. Decided under the locks of organizations, members, upgrades and
 * invitations, by the database's clock, whether or not a sweeper ran. Of a person who stands on the roster twice the
 * newest word counts: a no takes back, at once, what they have said yes to as another entry.
 */
export const answers: Batch<GivenAnswer, AnswerOutcome> = {
  name: 'answers',
  subject: ({ invitationId }) => invitationId,
  async run(tx, calls, patience) {
    for (const { context } of calls) await context.authorize();
    const held = await hold(tx, calls.map(answeringOf), patience);
    const settled = calls.map((call) => settle(call, held));
    await applyAnswers(
      tx,
      settled.flatMap((one) => ('decided' in one ? [one.decided, ...one.outdone] : [])),
    );
    return settled.map((one) => ('decided' in one ? ok({ invitationId: one.decided.invitation.id }) : one));
  },
};

function answeringOf({ context, given: { invitationId, to } }: BatchCall<GivenAnswer>): Answering {
  return { invitationId, personId: context.personId(), isNo: to !== 'ACCEPTED' };
}

/** What is held of the questions that are answered. */
interface Held {
  readonly upgrades: ReadonlyMap<string, UpgradeRow>;
  readonly invitations: ReadonlyMap<string, LockedInvitation>;
  /** What else those who say no have said yes to as other entries, by invitation. */
  readonly outdone: ReadonlyMap<string, readonly LockedInvitation[]>;
  /** What somebody else has of those that are not held, by invitation. */
  readonly heldUp: ReadonlyMap<string, string>;
}

/**
 * Takes all locks in their order: organizations, members, upgrades, invitations. They are asked for together, for that
 * saves a trip to the database for each kind: with patience each waits for those before it, and without it none waits.
 */
async function hold(tx: Transaction, answering: readonly Answering[], patience: Patience): Promise<Held> {
  const questions = await questionsOf(tx, answering);
  const byId = new Map(questions.map((question) => [question.invitationId, question]));
  const ids = [...byId.keys()];
  const upgradeIds = [...new Set(questions.map(({ upgradeId }) => upgradeId))];
  const organizationIds = questions.map(({ organizationId }) => organizationId);
  const theirs = answering.filter(({ invitationId }) => byId.has(invitationId));
  const [organizations, accounts, rows, locked, found] = await Promise.all([
    holdOrganizations(tx, organizationIds, patience),
    holdAccountsAsked(tx, ids, patience),
    lockUpgradesById(tx, upgradeIds, patience),
    lockInvitations(tx, theirs, patience),
    // Asks again whether it is theirs: the mobile of the identity may have been corrected while this waited.
    lockedInvitations(tx, answering),
  ]);
  const upgrades = new Map(rows.map((row) => [row.id, row]));
  const hindranceOf = ({ invitationId, upgradeId, organizationId }: Question): string | undefined => {
    if (!organizations.has(organizationId)) return `organization ${organizationId}`;
    const account = accounts.get(invitationId);
    if (account !== undefined) return `member ${account}`;
    if (!upgrades.has(upgradeId)) return `upgrade ${upgradeId}`;
    const needed = [invitationId, ...(found.outdone.get(invitationId) ?? []).map(({ id }) => id)];
    const missing = needed.find((id) => !locked.has(id));
    return missing === undefined ? undefined : `invitation ${missing}`;
  };
  const behind = answersBehind(theirs, byId);
  const heldUp = new Map<string, string>();
  const invitations = new Map<string, LockedInvitation>();
  for (const question of questions) {
    const { invitationId } = question;
    const before = behind.get(invitationId);
    // In the lane of the one before it, where that waits too: so they stay in order.
    const hindrance = before ? (hindranceOf(before.first) ?? before.lane) : hindranceOf(question);
    const invitation = found.answered.get(invitationId);
    if (hindrance !== undefined) heldUp.set(invitationId, hindrance);
    else if (invitation) invitations.set(invitationId, invitation);
  }
  return { upgrades, invitations, outdone: found.outdone, heldUp };
}

/** An answer that must wait for the first of the same person in the same upgrade. */
interface Behind {
  readonly first: Question;
  readonly lane: string;
}

/**
 * Where somebody gives several answers in one upgrade, a no among them, each but the first: a no takes back what they
 * have said as other entries, which must be there by then.
 */
function answersBehind(
  answering: readonly Answering[],
  questions: ReadonlyMap<string, Question>,
): ReadonlyMap<string, Behind> {
  const asked = answering.flatMap((one) => {
    const question = questions.get(one.invitationId);
    return question ? [{ ...one, question }] : [];
  });
  const lanes = Map.groupBy(asked, ({ personId, question }) => `person ${personId} in ${question.upgradeId}`);
  const behind = new Map<string, Behind>();
  for (const [lane, [first, ...others]] of lanes) {
    if (!first || ![first, ...others].some(({ isNo }) => isNo)) continue;
    for (const { invitationId } of others) behind.set(invitationId, { first: first.question, lane });
  }
  return behind;
}

function settle(
  { context, given }: BatchCall<GivenAnswer>,
  { upgrades, invitations, outdone, heldUp }: Held,
): Settled<never> | { readonly decided: DecidedAnswer; readonly outdone: readonly DecidedAnswer[] } {
  const heldUpBy = heldUp.get(given.invitationId);
  if (heldUpBy !== undefined) return { heldUpBy };
  const invitation = invitations.get(given.invitationId);
  const upgrade = invitation && upgrades.get(invitation.upgradeId);
  if (!upgrade)
    return given.listed ? err([refuse('INVITATION_UNKNOWN', 'invitationId')]) : { failure: notFound() };
  const shown = languageOf(given.noticeDigest, invitation);
  const answer = decide(context, upgrade, invitation, given, shown);
  if (!answer.ok) return answer;
  // Whoever says no need not tell what they were shown: then it is what the question asks in the language of the call.
  const language = shown ?? (given.noticeDigest == null ? context.origin.locale : undefined);
  const decided = { context, upgrade, invitation, given, language };
  return { decided, outdone: (outdone.get(invitation.id) ?? []).map((yes) => takenBack(decided, yes)) };
}

/** What the same person has said yes to, by the no that takes it back. */
function takenBack(no: DecidedAnswer, yes: LockedInvitation): DecidedAnswer {
  const given = { invitationId: yes.id, to: 'WITHDRAWN' } as const;
  return { ...no, invitation: yes, given, outdoneBy: no.invitation.id };
}

function decide(
  context: CommandContext,
  upgrade: UpgradeRow,
  invitation: LockedInvitation,
  { to }: GivenAnswer,
  shown: Locale | undefined,
): Result<Answer, readonly Refusal[]> {
  return decideAnswer(to, {
    now: invitation.now,
    upgradeState: upgrade.state,
    organizationActive: invitation.organizationActive,
    state: invitation.state,
    expiresAt: invitation.expiresAt,
    hindrance: invitation.hindrance ?? (isOwnAccount(context, invitation) ? null : 'MOBILE_MISMATCH'),
    notice: {
      edition: invitation.notice?.edition ?? 0,
      version: invitation.notice?.version ?? 0,
      shown: shown !== undefined,
    },
  });
}

/** In which language of the present text the person has read it; undefined when it was another text, or none. */
function languageOf(digest: string | null | undefined, { notice }: LockedInvitation): Locale | undefined {
  const locales: readonly Locale[] = ['en', 'zh-CN'];
  return notice ? locales.find((locale) => notice.digests[locale] === digest) : undefined;
}
