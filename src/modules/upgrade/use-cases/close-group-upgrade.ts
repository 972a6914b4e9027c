import { command } from '#modules/identity/public.js';
import { err, ok } from '#kernel/result.js';
import { databaseNow } from '#platform/db/clock.js';
import { stateRefusal } from '../domain/state-refusal.js';
import { lockedUpgrade } from './access.js';
import { beginCoolingOff } from './cooling-off.js';

/** Ends the time for first answers before the deadline; the cooling-off begins. */
export const closeGroupUpgrade = command<{ groupUpgradeId: string }, { groupUpgradeId: string }>({
  name: 'closeGroupUpgrade',
  action: 'upgrade.manage',
  async run(context, { groupUpgradeId }) {
    const upgrade = await lockedUpgrade(context, groupUpgradeId);
    const refused = stateRefusal(upgrade.state, ['INVITING']);
    if (refused) return err([refused]);
    await beginCoolingOff(context, upgrade, await databaseNow(context.tx), 'CLOSED');
    return ok({ groupUpgradeId });
  },
});
