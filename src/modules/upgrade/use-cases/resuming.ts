import type { EffectContext } from '#platform/use-case/use-case.js';
import { storeResumption } from '../data/pauses.js';
import type { UpgradeRow } from '../data/upgrade-rows.js';
import { upgradeTopic } from '../domain/topics.js';
import { PROVE_JOB } from './cooling-off.js';
import { scheduleDeadline } from './deadline.js';
import { inviteNewcomers } from './invite-newcomers.js';
import { pauseWithoutOwner } from './owner-watch.js';
import { reconcile } from './reconcile.js';

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
  await storeResumption(
    context.tx,
    upgrades.map(({ id }) => id),
    now,
  );
  for (const { id, organizationId, sourceGroupId, pausedFrom, pauseReason } of upgrades) {
    if (pausedFrom === 'COOLING_OFF') await context.enqueue(PROVE_JOB, { groupUpgradeId: id });
    else await scheduleDeadline(context, id, now);
    context.record({
      organizationId,
      subject: { type: 'GroupUpgrade', id },
      details: { resumed: pausedFrom, paused: pauseReason },
    });
    await reconcile(context, { sourceGroupId });
    await inviteNewcomers(context, id);
    context.signal(upgradeTopic(id));
  }
  await pauseWithoutOwner(
    context,
    upgrades.map(({ id }) => id),
  );
}

/** The same for one. */
export function resumeUpgrade(context: EffectContext, upgrade: UpgradeRow, now: Date): Promise<void> {
  return resumeUpgrades(context, [upgrade], now);
}
