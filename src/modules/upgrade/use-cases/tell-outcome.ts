import type { Runner } from '#platform/use-case/runner.js';
import { takeUntold } from '../data/concluded.js';
import { lockUpgrade } from '../data/upgrade-rows.js';
import { outcomeNews } from '../domain/conclusions.js';
import type { Messenger } from './messenger.js';

/** Tells people how an upgrade ended, after it has: the cut-over itself waits for nobody to be told. */
export const OUTCOME_JOB = 'upgrade.tell-outcome';
const BATCH = 500;

/** Tells the next people of an upgrade that is over, and asks for another run where there may be more. Idempotent. */
export function tellOutcome(runner: Runner, messenger: Messenger, groupUpgradeId: string): Promise<void> {
  return runner.perform('tellOutcome', async (context) => {
    const upgrade = await lockUpgrade(context.tx, groupUpgradeId);
    if (upgrade?.state !== 'COMPLETED' && upgrade?.state !== 'CANCELLED') return;
    const untold = await takeUntold(context.tx, groupUpgradeId, BATCH);
    await messenger.conclude(context, upgrade.organizationId, untold, outcomeNews);
    if (untold.length === BATCH) await context.enqueue(OUTCOME_JOB, { groupUpgradeId });
  });
}
