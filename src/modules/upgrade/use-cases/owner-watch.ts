import { databaseNow } from '#platform/db/clock.js';
import type { EffectContext } from '#platform/use-case/use-case.js';
import { ownersOf, storeOwnersTold, type UpgradeOwner } from '../data/owners.js';
import { lockUpgrades, OPEN_STATES, type UpgradeRow } from '../data/upgrade-rows.js';
import { ownersAwaited } from '../domain/events.js';
import { ownerStanding, type OwnerStanding } from '../domain/ownership.js';
import { pauseUpgrades } from './pause.js';

interface Watched {
  readonly upgrade: UpgradeRow;
  readonly owner: UpgradeOwner;
  readonly standing: OwnerStanding;
}

/**
 * Pauses those of these upgrades whose owner is gone or is another one, until somebody who may takes them up. New owners
 * who can are told, also where an upgrade stands still already, whatever for.
 */
export async function pauseWithoutOwner(
  context: EffectContext,
  upgradeIds: readonly string[],
): Promise<void> {
  if (upgradeIds.length === 0) return;
  const upgrades = await lockUpgrades(context.tx, upgradeIds, OPEN_STATES);
  if (upgrades.length === 0) return;
  const owners = await ownersOf(
    context.tx,
    upgrades.map(({ id }) => id),
  );
  const watched = upgrades.flatMap((upgrade): Watched[] => {
    const owner = owners.get(upgrade.id);
    return owner ? [{ upgrade, owner, standing: ownerStanding(owner) }] : [];
  });
  const movingAs = (...wanted: readonly OwnerStanding[]): UpgradeRow[] =>
    watched.flatMap(({ upgrade, standing }) =>
      upgrade.state !== 'PAUSED' && wanted.includes(standing) ? [upgrade] : [],
    );
  const now = await databaseNow(context.tx);
  await pauseUpgrades(context, movingAs('GONE'), 'OWNER_GONE', now);
  await pauseUpgrades(context, movingAs('CHANGED', 'OUT_OF_REACH'), 'OWNER_CHANGED', now);
  await tellNewOwners(context, watched);
}

/** Each is told once, until an owner stands behind the upgrade again: who becomes its owner after that is told anew. */
async function tellNewOwners(context: EffectContext, watched: readonly Watched[]): Promise<void> {
  const awaited = watched.filter(
    ({ owner: { presentPersonId, ownersTold }, standing }) =>
      standing === 'CHANGED' && presentPersonId !== null && !ownersTold.includes(presentPersonId),
  );
  const back = watched.filter(({ owner, standing }) => standing === 'PRESENT' && owner.ownersTold.length > 0);
  await storeOwnersTold(context.tx, [
    ...awaited.map(({ owner }) => ({ upgradeId: owner.upgradeId, personId: owner.presentPersonId })),
    ...back.map(({ owner }) => ({ upgradeId: owner.upgradeId, personId: null })),
  ]);
  const byOrganization = Map.groupBy(awaited, ({ upgrade }) => upgrade.organizationId);
  for (const [organizationId, of] of byOrganization) {
    const sourceGroupIds = of.map(({ upgrade }) => upgrade.sourceGroupId);
    await context.emit(ownersAwaited, { organizationId, sourceGroupIds });
  }
}
