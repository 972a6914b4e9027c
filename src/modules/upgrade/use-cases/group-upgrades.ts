import { query } from '#modules/identity/public.js';
import { type Page, type Slice, sliceOf } from '#platform/db/page.js';
import { countUpgrades, upgradesOf, type UpgradeRow } from '../data/upgrade-rows.js';

/** An organization's upgrades, the newest first. */
export const groupUpgrades = query<{ organizationId: string; page: Page }, Slice<UpgradeRow>>({
  name: 'groupUpgrades',
  action: 'upgrade.read',
  async run(context, { organizationId, page }) {
    await context.authorize({ organizationId });
    const after = page.after?.[0];
    const rows = await upgradesOf(
      context.sql,
      organizationId,
      after === undefined ? undefined : String(after),
      page.first + 1,
    );
    return sliceOf(rows, page.first);
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
