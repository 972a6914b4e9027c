import { command } from '#modules/identity/public.js';
import { refuse } from '#kernel/refusals.js';
import { err, ok } from '#kernel/result.js';
import { databaseNow } from '#platform/db/clock.js';
import { successorsOf } from '../data/owners.js';
import { stateRefusal } from '../domain/state-refusal.js';
import { lockedUpgrade } from './access.js';
import { resumeUpgrade } from './resuming.js';

/**
 * Lets a paused upgrade go on. One whose owner is gone or is another one is taken up instead, and one whose programme is
 * paused goes on with that or not at all.
 */
export const resumeGroupUpgrade = command<{ groupUpgradeId: string }, { groupUpgradeId: string }>({
  name: 'resumeGroupUpgrade',
  action: 'upgrade.manage',
  async run(context, { groupUpgradeId }) {
    const upgrade = await lockedUpgrade(context, groupUpgradeId);
    const refused = stateRefusal(upgrade.state, ['PAUSED']);
    if (refused) return err([refused]);
    if (upgrade.programmePaused) return err([refuse('PROGRAMME_PAUSED')]);
    const successor = (await successorsOf(context.tx, [upgrade.id])).get(upgrade.id);
    if (successor) return err([refuse(successor === 'ADMINISTRATOR' ? 'OWNER_GONE' : 'OWNER_CHANGED')]);
    await resumeUpgrade(context, upgrade, await databaseNow(context.tx));
    return ok({ groupUpgradeId });
  },
});
