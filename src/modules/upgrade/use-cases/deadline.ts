import type { Runner } from '#platform/use-case/runner.js';
import { databaseNow } from '#platform/db/clock.js';
import type { EffectContext } from '#platform/use-case/use-case.js';
import { changeInvitations } from '../data/event-log.js';
import { lockInvitationsIn } from '../data/invitation-rows.js';
import { lockUpgrade, type UpgradeRow } from '../data/upgrade-rows.js';
import { upgradeTopic } from '../domain/topics.js';
import { beginCoolingOff } from './cooling-off.js';

export const DEADLINE_JOB = 'upgrade.deadline';

/** Stores that invitations have expired whose time is over; with the last one the cooling-off begins. Idempotent. */
export function passDeadline(runner: Runner, upgradeId: string): Promise<void> {
  return runner.perform('passDeadline', async (context) => {
    const upgrade = await lockUpgrade(context.tx, upgradeId);
    if (upgrade?.state !== 'INVITING') return;
    const now = await databaseNow(context.tx);
    const left = await expireOverdue(context, upgrade, now);
    if (left) {
      await context.enqueue(
        DEADLINE_JOB,
        { groupUpgradeId: upgradeId },
        { runAt: left, key: `${DEADLINE_JOB}:${upgradeId}` },
      );
      return;
    }
    if (now >= upgrade.expiresAt) await beginCoolingOff(context, upgrade, now, 'DEADLINE');
  });
}

/** Expires what is overdue. Returns when the next pending invitation will be, if there is one. */
async function expireOverdue(
  context: EffectContext,
  upgrade: UpgradeRow,
  now: Date,
): Promise<Date | undefined> {
  const pending = await lockInvitationsIn(context.tx, upgrade.id, ['PENDING']);
  const overdue = pending.filter((invitation) => invitation.expiresAt <= now);
  if (overdue.length > 0) {
    const changes = overdue.map(({ id }) => ({ invitationId: id, from: 'PENDING', to: 'EXPIRED' }) as const);
    await changeInvitations(context.tx, upgrade.id, changes, now);
    context.record({
      organizationId: upgrade.organizationId,
      subject: { type: 'GroupUpgrade', id: upgrade.id },
      details: { expired: overdue.length },
    });
    context.signal(upgradeTopic(upgrade.id));
  }
  const next = pending
    .filter((invitation) => invitation.expiresAt > now)
    .map((one) => one.expiresAt.getTime());
  return next.length > 0 ? new Date(Math.min(...next)) : undefined;
}
