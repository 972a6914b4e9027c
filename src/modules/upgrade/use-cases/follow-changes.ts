import type { ChangedAccount } from '#modules/directory/public.js';
import type { EffectContext } from '#platform/use-case/use-case.js';
import { openUpgradesOwnedBy } from '../data/owners.js';
import { openUpgradesTouching } from '../data/stale-invitations.js';
import {
  lockOpenUpgradesOfGroups,
  lockUpgrades,
  OPEN_STATES,
  openUpgradeIdsOf,
  type UpgradeRow,
} from '../data/upgrade-rows.js';
import { upgradeTopic } from '../domain/topics.js';
import { PROVE_JOB } from './cooling-off.js';
import { enqueueNewcomers } from './invite-newcomers.js';
import { pauseWithoutOwner } from './owner-watch.js';
import { reconcile } from './reconcile.js';

/**
 * Follows a change of accounts: whom they let answer and whom no more, and whose owner is gone with them. All upgrades
 * concerned are locked first, in one order, also those that stand still: only under the lock is it sure that one does.
 */
export async function followAccounts(
  context: EffectContext,
  accounts: readonly ChangedAccount[],
): Promise<void> {
  if (accounts.length === 0) return;
  const { tx } = context;
  const owned = await openUpgradesOwnedBy(tx, accounts);
  const asking = await openUpgradesTouching(tx, accounts);
  if (owned.length + asking.length === 0) return;
  await lockUpgrades(tx, [...owned, ...asking], OPEN_STATES);
  await reconcile(context, asking, accounts);
  await pauseWithoutOwner(context, owned);
}

/**
 * Follows a change of a source group: its roster, its owner, its history. Who has joined it is asked by a job of its
 * own, for that holds their accounts first.
 */
export async function followGroup(context: EffectContext, sourceGroupId: string): Promise<void> {
  const [upgrade] = await followGroups(context, [sourceGroupId]);
  if (!upgrade) return;
  await enqueueNewcomers(context, [upgrade.id]);
  if (upgrade.state === 'COOLING_OFF') await context.enqueue(PROVE_JOB, { groupUpgradeId: upgrade.id });
}

/**
 * Follows what was said of the mobiles of people, who may be in many groups, and may own some of them. Returns the
 * open upgrades of the groups, as they were found.
 */
export async function followGroups(
  context: EffectContext,
  sourceGroupIds: readonly string[],
): Promise<readonly UpgradeRow[]> {
  const upgrades = await lockOpenUpgradesOfGroups(context.tx, sourceGroupIds);
  const ids = upgrades.map(({ id }) => id);
  await reconcile(context, ids);
  await pauseWithoutOwner(context, ids);
  return upgrades;
}

/**
 * Follows a change of the organization's settings: whom its rule of regions lets answer and whom no more. Texts keep
 * what they promised; that they are out of date is for whoever watches the upgrades to see.
 */
export async function followSettings(
  context: EffectContext,
  organizationId: string,
  changed: readonly string[],
): Promise<void> {
  const open = await openUpgradeIdsOf(context.tx, organizationId);
  for (const id of open) context.signal(upgradeTopic(id));
  if (!changed.includes('membersRegion')) return;
  await lockUpgrades(context.tx, open, OPEN_STATES);
  await reconcile(context, open);
}
