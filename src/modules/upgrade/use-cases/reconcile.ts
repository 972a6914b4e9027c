import { databaseNow } from '#platform/db/clock.js';
import type { EffectContext } from '#platform/use-case/use-case.js';
import { setDeadlines } from '../data/deadlines.js';
import { changeInvitations, type InvitationChange } from '../data/event-log.js';
import {
  openUpgradesTouching,
  staleInvitations,
  type StaleInvitation,
  type Touched,
} from '../data/stale-invitations.js';
import { lockUpgrade } from '../data/upgrade-rows.js';
import { invitationNews } from '../domain/events.js';
import { UNBLOCKED_HOURS } from '../domain/limits.js';
import { upgradeTopic } from '../domain/topics.js';
import { scheduleDeadline } from './deadline.js';

/**
 * Brings open invitations in line with what has changed underneath them: a blocked one becomes pending the moment its
 * cause is cured, with at least a day left to answer; a pending one whose person cannot answer any more is blocked.
 * An acceptance stays an acceptance; whether it can be carried out is decided at the cut-over.
 */
export async function reconcile(context: EffectContext, touched: Touched): Promise<void> {
  for (const upgradeId of await openUpgradesTouching(context.tx, touched)) {
    await reconcileUpgrade(context, upgradeId, touched);
  }
}

/** The same for one upgrade. Nothing happens to one that is not asking: it catches up when it asks again. */
export async function reconcileUpgrade(
  context: EffectContext,
  upgradeId: string,
  touched: Touched,
): Promise<void> {
  const upgrade = await lockUpgrade(context.tx, upgradeId);
  if (upgrade?.state !== 'INVITING') return;
  const now = await databaseNow(context.tx);
  const stale = await staleInvitations(context.tx, upgradeId, touched);
  if (stale.length === 0) return;
  await changeInvitations(context.tx, upgradeId, stale.map(changeOf), now);
  const unblocked = stale.filter((invitation) => invitation.hindrance === null);
  const atLeast = new Date(now.getTime() + UNBLOCKED_HOURS * 3_600_000);
  await setDeadlines(
    context.tx,
    unblocked.map(({ id, expiresAt }) => ({
      invitationId: id,
      expiresAt: expiresAt > atLeast ? expiresAt : atLeast,
    })),
    now,
  );
  await scheduleDeadline(context, upgradeId, now);
  context.record({
    organizationId: upgrade.organizationId,
    subject: { type: 'GroupUpgrade', id: upgradeId },
    details: { unblocked: unblocked.length, blocked: stale.length - unblocked.length },
  });
  await context.emit(invitationNews, {
    organizationId: upgrade.organizationId,
    groupUpgradeId: upgradeId,
    kind: 'UNBLOCKED',
    invitationIds: unblocked.map((invitation) => invitation.id),
  });
  context.signal(upgradeTopic(upgradeId));
}

function changeOf({ id, state, hindrance }: StaleInvitation): InvitationChange {
  const to = hindrance === null ? 'PENDING' : 'BLOCKED';
  return { invitationId: id, from: state, to, reason: hindrance ?? undefined };
}
