import type { EffectContext } from '#platform/use-case/use-case.js';
import { movePaused, storePause } from '../data/pause-rows.js';
import type { UpgradeRow } from '../data/upgrade-rows.js';
import type { PauseReason } from '../domain/states.js';
import { upgradeTopic } from '../domain/topics.js';
import { DEADLINE_JOB } from './deadline.js';

/** Lets an upgrade stand still that is INVITING or COOLING_OFF. The caller holds its lock. */
export async function pauseUpgrade(
  context: EffectContext,
  upgrade: UpgradeRow,
  reason: PauseReason,
  now: Date,
): Promise<void> {
  await storePause(context.tx, upgrade.id, reason, now);
  context.record({
    organizationId: upgrade.organizationId,
    subject: { type: 'GroupUpgrade', id: upgrade.id },
    details: { paused: reason },
  });
  context.signal(upgradeTopic(upgrade.id));
}

/**
 * Lets an upgrade that is PAUSED go on as what it was: with all that had time left then having as much time left now.
 * The caller holds its lock.
 */
export async function resumeUpgrade(context: EffectContext, upgrade: UpgradeRow, now: Date): Promise<void> {
  const { state, expiresAt } = await movePaused(context.tx, upgrade.id, now);
  if (state === 'INVITING') {
    await context.enqueue(
      DEADLINE_JOB,
      { groupUpgradeId: upgrade.id },
      { runAt: expiresAt, key: `${DEADLINE_JOB}:${upgrade.id}` },
    );
  }
  context.record({
    organizationId: upgrade.organizationId,
    subject: { type: 'GroupUpgrade', id: upgrade.id },
    details: { resumed: state, expiresAt: expiresAt.toISOString() },
  });
  context.signal(upgradeTopic(upgrade.id));
}
