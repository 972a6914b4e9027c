import type { EffectContext } from '#platform/use-case/use-case.js';
import { openUpgradeIdsOf } from '../data/upgrade-rows.js';
import { upgradeTopic } from '../domain/topics.js';
import { reconcile } from './reconcile.js';

/**
 * Follows a change of the organization's settings: whom they let answer and whom no more. Texts keep what they
 * promised; that they are out of date is for whoever watches the upgrades to see.
 */
export async function followSettings(context: EffectContext, organizationId: string): Promise<void> {
  await reconcile(context, { organizationId, rules: true });
  for (const id of await openUpgradeIdsOf(context.tx, organizationId)) context.signal(upgradeTopic(id));
}
