import type { EffectContext } from '#platform/use-case/use-case.js';
import { storeResumption } from '../data/pauses.js';
import type { UpgradeRow } from '../data/upgrade-rows.js';
import { upgradeTopic } from '../domain/topics.js';
import { DEADLINE_JOB } from './deadline.js';

/**
 * Lets paused upgrades go on as what they were. Every end is put off by the time that they stood. The caller holds the
 * upgrades' locks.
 */
export async function resumeUpgrades(
  context: EffectContext,
  upgrades: readonly UpgradeRow[],
  now: Date,
): Promise<void> {
  const ids = upgrades.map(({ id }) => id);
  await storeResumption(context.tx, ids, now);
  for (const { id, organizationId, pausedFrom, pauseReason, pausedAt, expiresAt } of upgrades) {
    if (pausedFrom === 'INVITING') {
      const stood = now.getTime() - (pausedAt?.getTime() ?? now.getTime());
      const runAt = new Date(expiresAt.getTime() + stood);
      await context.enqueue(DEADLINE_JOB, { groupUpgradeId: id }, { runAt, key: `${DEADLINE_JOB}:${id}` });
    }
    const details = { resumed: pausedFrom, paused: pauseReason };
    context.record({ organizationId, subject: { type: 'GroupUpgrade', id }, details });
    context.signal(upgradeTopic(id));
  }
}
