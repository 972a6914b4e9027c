import type { EffectContext } from '#platform/use-case/use-case.js';
import { storeResumption } from '../data/pauses.js';
import type { UpgradeRow } from '../data/upgrade-rows.js';
import { questionsTopic, upgradeTopic } from '../domain/topics.js';
import { PROVE_JOB } from './cooling-off.js';
import { scheduleDeadlines } from './deadline.js';
import { enqueueNewcomers } from './invite-newcomers.js';
import { pauseWithoutOwner } from './owner-watch.js';
import { reconcile } from './reconcile.js';

/**
 * Lets paused upgrades go on as what they were. Every end is put off by the time that they stood, and what changed
 * underneath meanwhile is caught up with: accounts and rosters at once, newcomers and the history's proof by jobs. Where
 * the owner was lost meanwhile, the upgrade stands still again at once, for that. The caller holds the upgrades' locks.
 */
export async function resumeUpgrades(
  context: EffectContext,
  upgrades: readonly UpgradeRow[],
  now: Date,
): Promise<void> {
  const ids = upgrades.map(({ id }) => id);
  await storeResumption(context.tx, ids, now);
  const asking = upgrades.filter(({ pausedFrom }) => pausedFrom === 'INVITING');
  await scheduleDeadlines(
    context,
    asking.map(({ id }) => id),
    now,
  );
  for (const { id, organizationId, pausedFrom, pauseReason } of upgrades) {
    if (pausedFrom === 'COOLING_OFF') await context.enqueue(PROVE_JOB, { groupUpgradeId: id });
    const details = { resumed: pausedFrom, paused: pauseReason };
    context.record({ organizationId, subject: { type: 'GroupUpgrade', id }, details });
    context.signal(upgradeTopic(id));
    context.signal(questionsTopic(id));
  }
  await reconcile(context, ids);
  await enqueueNewcomers(context, ids);
  await pauseWithoutOwner(context, ids);
}

/** The same for one. */
export function resumeUpgrade(context: EffectContext, upgrade: UpgradeRow, now: Date): Promise<void> {
  return resumeUpgrades(context, [upgrade], now);
}
