import { settingsOf } from '#modules/organization/public.js';
import { databaseNow } from '#platform/db/clock.js';
import type { EffectContext } from '#platform/use-case/use-case.js';
import { lockUpgrades, openUpgradeIdsOf } from '../data/upgrade-rows.js';
import { pauseUpgrades } from './pause.js';
import { resumeUpgrades } from './resuming.js';

/**
 * What a suspension does to the organization's open upgrades: they stand still, or, where the clock runs on by the
 * organization's own choice, nothing; their answers are refused either way.
 */
export async function pauseForSuspension(context: EffectContext, organizationId: string): Promise<void> {
  const { clockWhileSuspended } = await settingsOf(context.tx, organizationId);
  if (clockWhileSuspended === 'RUNS') return;
  const ids = await openUpgradeIdsOf(context.tx, organizationId);
  const upgrades = await lockUpgrades(context.tx, ids, ['INVITING', 'COOLING_OFF']);
  const now = await databaseNow(context.tx);
  await pauseUpgrades(context, upgrades, 'ORGANIZATION_SUSPENDED', now);
}

/** Lets those go on that the suspension has paused, and no others. */
export async function resumeAfterSuspension(context: EffectContext, organizationId: string): Promise<void> {
  const ids = await openUpgradeIdsOf(context.tx, organizationId);
  const paused = await lockUpgrades(context.tx, ids, ['PAUSED']);
  const upgrades = paused.filter(({ pauseReason }) => pauseReason === 'ORGANIZATION_SUSPENDED');
  await resumeUpgrades(context, upgrades, await databaseNow(context.tx));
}
