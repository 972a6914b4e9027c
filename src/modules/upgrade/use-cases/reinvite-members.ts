import { command } from '#modules/identity/public.js';
import { type Refusal, refuse } from '#kernel/refusals.js';
import { err, ok, type Result } from '#kernel/result.js';
import { databaseNow } from '#platform/db/clock.js';
import type { CommandContext } from '#platform/use-case/use-case.js';
import { demandHeld, type HeldAccounts } from '../data/account-locks.js';
import { putOffEnd } from '../data/deadlines.js';
import { appendEvents, changeInvitations } from '../data/event-log.js';
import { archiveRounds, type Candidate, lockCandidates, nextRound, renewQuestions } from '../data/rounds.js';
import type { UpgradeRow } from '../data/upgrade-rows.js';
import { invitationNews } from '../domain/events.js';
import { ANSWER_DAYS } from '../domain/limits.js';
import { type AskableState, askAgainRefusal, isOverdue } from '../domain/rounds.js';
import { stateRefusal } from '../domain/state-refusal.js';
import { upgradeTopic } from '../domain/topics.js';
import { lockedUpgradeAndRoster } from './access.js';
import { chosenRefusal } from './chosen.js';
import { scheduleDeadline } from './deadline.js';
import { reconcile } from './reconcile.js';
import { reopen, tellReopened } from './reopen.js';

interface Reinvitation {
  readonly groupUpgradeId: string;
  readonly invitationIds?: readonly string[] | null;
  readonly states?: readonly AskableState[] | null;
  readonly answerDays?: number | null;
}

type Outcome = { groupUpgradeId: string; asked: number; leftAlone: number };

/**
 * Asks people again who are left out, in a new round: on purpose, never by itself. How their earlier round ended is
 * kept. From the cooling-off it goes back to asking.
 */
export const reinviteMembers = command<Reinvitation, Outcome>({
  name: 'reinviteMembers',
  action: 'upgrade.manage',
  async run(context, input) {
    const { upgrade, held } = await lockedUpgradeAndRoster(context, input.groupUpgradeId);
    const refusal = stateRefusal(upgrade.state, ['INVITING', 'COOLING_OFF']) ?? inputRefusal(input);
    if (refusal) return err([refusal]);
    const now = await databaseNow(context.tx);
    const chosen = await choose(context, upgrade, input, now);
    if (!chosen.ok) return chosen;
    const { candidates, leftAlone } = chosen.value;
    if (candidates.length === 0) return err([refuse('NOBODY_TO_ASK')]);
    demandHeld(held, candidates);
    const days = input.answerDays ?? ANSWER_DAYS.default;
    await askAgain(context, upgrade, held, candidates, {
      now,
      expiresAt: new Date(now.getTime() + days * 86_400_000),
    });
    return ok({ groupUpgradeId: upgrade.id, asked: candidates.length, leftAlone });
  },
});

function inputRefusal({ invitationIds, states, answerDays }: Reinvitation): Refusal | undefined {
  const days = answerDays ?? ANSWER_DAYS.default;
  if (!Number.isInteger(days) || days < ANSWER_DAYS.min || days > ANSWER_DAYS.max)
    return refuse('OUT_OF_RANGE', 'answerDays', { min: ANSWER_DAYS.min, max: ANSWER_DAYS.max });
  if (invitationIds) return chosenRefusal(invitationIds);
  return states && states.length > 0 ? undefined : refuse('REQUIRED', 'invitationIds');
}

/**
 * Whom it is about, under lock. Whoever is named must be one who can be asked again; of those who are in a state, the
 * ones who were asked often enough are left alone.
 */
async function choose(
  { tx }: CommandContext,
  upgrade: UpgradeRow,
  { invitationIds, states }: Reinvitation,
  now: Date,
): Promise<Result<{ candidates: readonly Candidate[]; leftAlone: number }, Refusal[]>> {
  if (!invitationIds) {
    const found = await lockCandidates(tx, upgrade.id, { invitationIds: [], states: states ?? [], now });
    const candidates = found.filter((one) => askAgainRefusal({ ...one, now }) === undefined);
    return ok({ candidates, leftAlone: found.length - candidates.length });
  }
  const found = await lockCandidates(tx, upgrade.id, { invitationIds, states: [], now });
  const byId = new Map(found.map((one) => [one.id, one]));
  const refusals = invitationIds.flatMap((id, index) => {
    const one = byId.get(id);
    const refusal = one ? askAgainRefusal({ ...one, now }) : refuse('INVITATION_UNKNOWN');
    return refusal ? [{ ...refusal, field: ['invitationIds', String(index)] }] : [];
  });
  return refusals.length > 0 ? err(refusals) : ok({ candidates: found, leftAlone: 0 });
}

async function askAgain(
  context: CommandContext,
  upgrade: UpgradeRow,
  held: HeldAccounts,
  candidates: readonly Candidate[],
  { now, expiresAt }: { readonly now: Date; readonly expiresAt: Date },
): Promise<void> {
  const { tx } = context;
  const { id, organizationId } = upgrade;
  const ids = candidates.map((one) => one.id);
  const reopened =
    upgrade.state === 'COOLING_OFF' ? await reopen(context, upgrade, held, now, new Set(ids)) : undefined;
  // What has lapsed unseen by a sweeper is stored as such first: the earlier round ends as what it was.
  const overdue = candidates.filter((one) => isOverdue({ ...one, now }));
  await changeInvitations(
    tx,
    id,
    overdue.map((one) => ({ invitationId: one.id, from: 'PENDING', to: 'EXPIRED' }) as const),
    now,
  );
  const round = await nextRound(tx, id);
  await appendEvents(tx, id, [{ type: 'ROUND_STARTED', reason: String(round) }], now);
  await archiveRounds(tx, ids, now);
  const changes = candidates.map((one) => ({
    invitationId: one.id,
    from: isOverdue({ ...one, now }) ? ('EXPIRED' as const) : one.state,
    to: one.hindrance === null ? ('PENDING' as const) : ('BLOCKED' as const),
    reason: one.hindrance ?? undefined,
  }));
  await changeInvitations(tx, id, changes, now);
  await renewQuestions(tx, ids, { number: round, expiresAt, now });
  await putOffEnd(tx, id, expiresAt);
  await scheduleDeadline(context, id, now);
  const blocked = candidates.filter((one) => one.hindrance !== null).length;
  context.record({
    organizationId,
    subject: { type: 'GroupUpgrade', id },
    details: { round, asked: candidates.length, blocked, expiresAt: expiresAt.toISOString() },
  });
  await context.emit(invitationNews, {
    organizationId,
    groupUpgradeId: id,
    kind: 'ASKED_AGAIN',
    invitationIds: ids,
  });
  if (reopened) {
    await reconcile(context, [id]);
    const lateJoiners = reopened.lateJoiners.filter((one) => !ids.includes(one.id));
    await tellReopened(context, upgrade, { ...reopened, lateJoiners });
  }
  context.signal(upgradeTopic(id));
}
