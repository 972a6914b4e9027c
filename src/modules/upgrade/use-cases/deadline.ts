import type { Runner } from '#platform/use-case/runner.js';
import { databaseNow } from '#platform/db/clock.js';
import type { EffectContext } from '#platform/use-case/use-case.js';
import { storeWarnings, timesOf } from '../data/deadlines.js';
import { appendEvents, changeInvitations } from '../data/event-log.js';
import { type LockedQuestion, lockInvitationsIn } from '../data/invitation-rows.js';
import { withoutAnswer } from '../data/other-entries.js';
import { lockUpgrade, type UpgradeRow } from '../data/upgrade-rows.js';
import { lastEnd, nextInstant, warningDue } from '../domain/deadlines.js';
import { invitationNews } from '../domain/events.js';
import { questionsTopic, upgradeTopic } from '../domain/topics.js';
import { beginCoolingOff } from './cooling-off.js';

export const DEADLINE_JOB = 'upgrade.deadline';

/**
 * Does what time brings to an upgrade that is asking: stores what has expired, warns of what will soon, and begins the
 * cooling-off once nobody can answer any more, nor could if they were cured. One job an upgrade, for its next moment.
 * Idempotent.
 */
export function passDeadline(runner: Runner, upgradeId: string): Promise<void> {
  return runner.perform('passDeadline', async (context) => {
    const upgrade = await lockUpgrade(context.tx, upgradeId);
    if (upgrade?.state !== 'INVITING') return;
    const now = await databaseNow(context.tx);
    const unanswered = await lockInvitationsIn(context.tx, upgrade.id, ['BLOCKED', 'PENDING']);
    const pending = unanswered.filter(({ state }) => state === 'PENDING');
    await expire(
      context,
      upgrade,
      pending.filter(({ expiresAt }) => expiresAt <= now),
      now,
    );
    await warn(
      context,
      upgrade,
      pending.filter(({ expiresAt }) => expiresAt > now),
      now,
    );
    const ends = unanswered.map(({ expiresAt }) => expiresAt);
    if (now >= lastEnd(upgrade.expiresAt, ends)) {
      await beginCoolingOff(context, upgrade, now, 'DEADLINE');
    } else {
      await scheduleDeadline(context, upgrade.id, now);
    }
  });
}

/** Wakes upgrades at their next moment, in place of an earlier job: after every change of an end or of who is pending. */
export async function scheduleDeadlines(
  context: EffectContext,
  upgradeIds: readonly string[],
  now: Date,
): Promise<void> {
  for (const { id, end, pending, blocked } of await timesOf(context.tx, upgradeIds)) {
    const instants = pending.map((timed) => nextInstant(timed, now).getTime());
    const runAt = instants.length > 0 ? new Date(Math.min(...instants)) : lastEnd(end, blocked);
    await context.enqueue(DEADLINE_JOB, { groupUpgradeId: id }, { runAt, key: `${DEADLINE_JOB}:${id}` });
  }
}

/** The same for one. */
export function scheduleDeadline(context: EffectContext, upgradeId: string, now: Date): Promise<void> {
  return scheduleDeadlines(context, [upgradeId], now);
}

async function expire(
  context: EffectContext,
  upgrade: UpgradeRow,
  overdue: readonly LockedQuestion[],
  now: Date,
): Promise<void> {
  if (overdue.length === 0) return;
  const changes = overdue.map(({ id }) => ({ invitationId: id, from: 'PENDING', to: 'EXPIRED' }) as const);
  await changeInvitations(context.tx, upgrade.id, changes, now);
  context.record({
    organizationId: upgrade.organizationId,
    subject: { type: 'GroupUpgrade', id: upgrade.id },
    details: { expired: overdue.length },
  });
  context.signal(upgradeTopic(upgrade.id));
  context.signal(questionsTopic(upgrade.id));
}

/** Warns those who still owe an answer: not who has given it as another entry of the roster. */
async function warn(
  context: EffectContext,
  upgrade: UpgradeRow,
  pending: readonly LockedQuestion[],
  now: Date,
): Promise<void> {
  const due = pending.flatMap((invitation) => {
    const hours = warningDue(invitation, now);
    return hours === null ? [] : [{ invitationId: invitation.id, hours }];
  });
  const owing = new Set(
    await withoutAnswer(
      context.tx,
      due.map(({ invitationId }) => invitationId),
    ),
  );
  const warnings = due.filter(({ invitationId }) => owing.has(invitationId));
  if (warnings.length === 0) return;
  await storeWarnings(context.tx, warnings);
  await appendEvents(
    context.tx,
    upgrade.id,
    warnings.map(({ invitationId, hours }) => ({
      type: 'EXPIRY_WARNED',
      invitationId,
      reason: String(hours),
    })),
    now,
  );
  context.record({
    organizationId: upgrade.organizationId,
    subject: { type: 'GroupUpgrade', id: upgrade.id },
    details: { warned: warnings.length },
  });
  await context.emit(invitationNews, {
    organizationId: upgrade.organizationId,
    groupUpgradeId: upgrade.id,
    kind: 'EXPIRES_SOON',
    invitationIds: warnings.map(({ invitationId }) => invitationId),
  });
  context.signal(upgradeTopic(upgrade.id));
}
