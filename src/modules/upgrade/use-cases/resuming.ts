import type { EffectContext } from '#platform/use-case/use-case.js';
import { storeResumption } from '../data/pauses.js';
import { upgradesWithNewcomers } from '../data/plan.js';
import { staleUpgrades } from '../data/stale-invitations.js';
import type { UpgradeRow } from '../data/upgrade-rows.js';
import { upgradeTopic } from '../domain/topics.js';
import { PROVE_JOB } from './cooling-off.js';
import { scheduleDeadlines } from './deadline.js';
import { inviteNewcomers } from './invite-newcomers.js';
import { pauseWithoutOwner } from './owner-watch.js';
import { reconcileUpgrade } from './reconcile.js';

/**
 * Lets paused upgrades go on as what they were. Every end is put off by the time that they stood, and what changed
 * underneath meanwhile is caught up with: accounts, rosters, newcomers, the history's proof. Where the owner was lost
 * meanwhile, the upgrade stands still again at once, for that. The caller holds the upgrades' locks.
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
  }
  for (const { id, sourceGroupId } of await staleUpgrades(context.tx, ids)) {
    await reconcileUpgrade(context, id, { sourceGroupId });
  }
  for (const id of await upgradesWithNewcomers(context.tx, ids)) await inviteNewcomers(context, id);
  await pauseWithoutOwner(context, ids);
}

/** The same for one. */
export function resumeUpgrade(context: EffectContext, upgrade: UpgradeRow, now: Date): Promise<void> {
  return resumeUpgrades(context, [upgrade], now);
}
