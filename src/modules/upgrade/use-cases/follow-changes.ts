import type { EffectContext } from '#platform/use-case/use-case.js';
import { openUpgradesOwnedBy } from '../data/owners.js';
import { openUpgradesTouching } from '../data/stale-invitations.js';
import { lockUpgrades, openUpgradeOf } from '../data/upgrade-rows.js';
import { PROVE_JOB } from './cooling-off.js';
import { inviteNewcomers } from './invite-newcomers.js';
import { pauseWithoutOwner } from './owner-watch.js';
import { reconcile } from './reconcile.js';

interface Accounts {
  readonly organizationId: string;
  readonly memberIds: readonly string[];
  readonly mobiles: readonly string[];
}

/**
 * Follows a change of accounts: whom they let answer and whom no more, and whose owner is gone with them. All upgrades
 * are locked first, in one order, for the two concern different ones.
 */
export async function followAccounts(context: EffectContext, accounts: Accounts): Promise<void> {
  const { tx } = context;
  const { organizationId, mobiles } = accounts;
  const owned = await openUpgradesOwnedBy(tx, organizationId, accounts);
  const asking = await openUpgradesTouching(tx, { organizationId, mobiles });
  if (owned.length > 0) await lockUpgrades(tx, [...owned, ...asking], ['INVITING', 'COOLING_OFF']);
  await reconcile(context, { organizationId, mobiles });
  await pauseWithoutOwner(context, owned);
}

/** Follows a change of a source group: its roster, its owner, the mobiles of its people, its history. */
export async function followGroup(context: EffectContext, sourceGroupId: string): Promise<void> {
  await reconcile(context, { sourceGroupId });
  const open = await openUpgradeOf(context.tx, sourceGroupId);
  if (!open) return;
  await inviteNewcomers(context, open.id);
  if (open.state === 'COOLING_OFF') await context.enqueue(PROVE_JOB, { groupUpgradeId: open.id });
  await pauseWithoutOwner(context, [open.id]);
}
