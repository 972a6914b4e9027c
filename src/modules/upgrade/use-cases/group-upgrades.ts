import { query } from '#modules/identity/public.js';
import { type Slice, sliceOf } from '#platform/db/page.js';
import { countUpgrades, upgradesOf, type UpgradeRow } from '../data/upgrade-rows.js';

/** An organization's upgrades, the newest first. */
export const groupUpgrades = query<
  { organizationId: string; first: number; after: string | undefined },
  Slice<UpgradeRow>
>({
  name: 'groupUpgrades',
  action: 'upgrade.read',
  async run(context, { organizationId, first, after }) {
    await context.authorize({ organizationId });
    return sliceOf(await upgradesOf(context.sql, organizationId, after, first + 1), first);
  },
});

export const groupUpgradeCount = query<{ organizationId: string }, number>({
  name: 'groupUpgradeCount',
  action: 'upgrade.read',
  async run(context, { organizationId }) {
    await context.authorize({ organizationId });
    return countUpgrades(context.sql, organizationId);
  },
});
