import type { EffectContext } from '#platform/use-case/use-case.js';
import { storePause } from '../data/pauses.js';
import type { UpgradeRow } from '../data/upgrade-rows.js';
import type { PauseReason } from '../domain/states.js';
import { upgradeTopic } from '../domain/topics.js';

/**
 * Lets upgrades stand still: nothing can be answered but that a yes is taken back, and no end comes nearer. The caller
 * holds their locks and has found each INVITING or COOLING_OFF.
 */
export async function pauseUpgrades(
  context: EffectContext,
  upgrades: readonly UpgradeRow[],
  reason: PauseReason,
  now: Date,
): Promise<void> {
  if (upgrades.length === 0) return;
  await storePause(
    context.tx,
    upgrades.map(({ id }) => id),
    reason,
    now,
  );
  for (const { id, organizationId } of upgrades) {
    context.record({ organizationId, subject: { type: 'GroupUpgrade', id }, details: { paused: reason } });
    context.signal(upgradeTopic(id));
  }
}

/** The same for one. */
export function pauseUpgrade(
  context: EffectContext,
  upgrade: UpgradeRow,
  reason: PauseReason,
  now: Date,
): Promise<void> {
  return pauseUpgrades(context, [upgrade], reason, now);
}
