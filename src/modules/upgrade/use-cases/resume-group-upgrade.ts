import { command } from '#modules/identity/public.js';
import { refuse } from '#kernel/refusals.js';
import { err, ok } from '#kernel/result.js';
import { databaseNow } from '#platform/db/clock.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { ownersOf } from '../data/owners.js';
import { mayBeTakenUpBy, ownerStanding } from '../domain/ownership.js';
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
    const owner = orNotFound((await ownersOf(context.tx, [upgrade.id])).get(upgrade.id));
    const successor = mayBeTakenUpBy(ownerStanding(owner));
    if (successor !== null) return err([refuse(successor === 'NEW_OWNER' ? 'OWNER_CHANGED' : 'OWNER_GONE')]);
    await resumeUpgrade(context, upgrade, await databaseNow(context.tx));
    return ok({ groupUpgradeId });
  },
});
