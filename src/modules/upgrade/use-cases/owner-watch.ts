import { databaseNow } from '#platform/db/clock.js';
import type { EffectContext } from '#platform/use-case/use-case.js';
import { ownersOf } from '../data/owners.js';
import { lockUpgrades } from '../data/upgrade-rows.js';
import { ownersAwaited } from '../domain/events.js';
import { ownerStanding, type OwnerStanding } from '../domain/ownership.js';
import { pauseUpgrades } from './pause.js';

/**
 * Pauses those of these upgrades whose owner is gone or is another one, until somebody who may takes them up. New owners
 * who can are told.
 */
export async function pauseWithoutOwner(
  context: EffectContext,
  upgradeIds: readonly string[],
): Promise<void> {
  if (upgradeIds.length === 0) return;
  const upgrades = await lockUpgrades(context.tx, upgradeIds, ['INVITING', 'COOLING_OFF']);
  if (upgrades.length === 0) return;
  const owners = await ownersOf(
    context.tx,
    upgrades.map(({ id }) => id),
  );
  const standingAs = (...wanted: readonly OwnerStanding[]): typeof upgrades =>
    upgrades.filter(({ id }) => {
      const facts = owners.get(id);
      return facts !== undefined && wanted.includes(ownerStanding(facts));
    });
  const now = await databaseNow(context.tx);
  await pauseUpgrades(context, standingAs('GONE'), 'OWNER_GONE', now);
  await pauseUpgrades(context, standingAs('CHANGED', 'OUT_OF_REACH'), 'OWNER_CHANGED', now);
  const awaited = Map.groupBy(standingAs('CHANGED'), ({ organizationId }) => organizationId);
  for (const [organizationId, of] of awaited) {
    const sourceGroupIds = of.map(({ sourceGroupId }) => sourceGroupId);
    await context.emit(ownersAwaited, { organizationId, sourceGroupIds });
  }
}
