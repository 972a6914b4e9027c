import { command } from '#modules/identity/public.js';
import { refuse } from '#kernel/refusals.js';
import { err, ok } from '#kernel/result.js';
import { databaseNow } from '#platform/db/clock.js';
import { lockedUpgrade } from './access.js';
import { beginCoolingOff } from './cooling-off.js';

/** Ends the time for first answers before the deadline; the cooling-off begins. */
export const closeGroupUpgrade = command<{ groupUpgradeId: string }, { groupUpgradeId: string }>({
  name: 'closeGroupUpgrade',
  action: 'upgrade.manage',
  async run(context, { groupUpgradeId }) {
    const upgrade = await lockedUpgrade(context, groupUpgradeId);
    if (upgrade.state !== 'INVITING') return err([refuse('ILLEGAL_STATE', [], { state: upgrade.state })]);
    await beginCoolingOff(context, upgrade, await databaseNow(context.tx), 'CLOSED');
    return ok({ groupUpgradeId });
  },
});
