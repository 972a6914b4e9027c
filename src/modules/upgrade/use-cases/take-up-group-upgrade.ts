import { holdAccount, memberOf } from '#modules/directory/public.js';
import { lockSourceGroup } from '#modules/group/public.js';
import { command } from '#modules/identity/public.js';
import { refuse } from '#kernel/refusals.js';
import { err, ok } from '#kernel/result.js';
import { databaseNow } from '#platform/db/clock.js';
import { forbidden, orNotFound } from '#platform/use-case/failures.js';
import { ownersOf, storeTakingUp, successorsOf } from '../data/owners.js';
import { lockUpgrade, upgradeById } from '../data/upgrade-rows.js';
import { nothingToTakeUp, takesUpAs } from '../domain/ownership.js';
import { stateRefusal } from '../domain/state-refusal.js';
import { managesUpgrades } from './manages-upgrades.js';
import { standWithProgramme } from './programme-pause.js';
import { resumeUpgrade } from './resuming.js';

/**
 * Takes a paused upgrade up: the new owner of its group, with or without a role, or who manages upgrades and has the
 * new owner's mandate; or an administrator where there is no owner who could say anything, who then acts for the owner
 * as long as that is so. It goes on if the owner was why it stood; where its programme stands still, with that.
 */
export const takeUpGroupUpgrade = command<{ groupUpgradeId: string }, { groupUpgradeId: string }>({
  name: 'takeUpGroupUpgrade',
  action: 'upgrade.take-up',
  async run(context, { groupUpgradeId }) {
    const { tx } = context;
    const { organizationId, sourceGroupId } = orNotFound(await upgradeById(tx, groupUpgradeId));
    await context.authorize({ organizationId });
    const personId = context.personId();
    const { memberId } = orNotFound(await memberOf(tx, personId, organizationId));
    await holdAccount(tx, organizationId, memberId);
    await lockSourceGroup(tx, sourceGroupId);
    const upgrade = orNotFound(await lockUpgrade(tx, groupUpgradeId));
    // Asked again under the account's lock: a role or the account may be gone since.
    await context.authorize({ organizationId });
    const { roles } = orNotFound(await memberOf(tx, personId, organizationId));
    const owner = orNotFound((await ownersOf(tx, [upgrade.id])).get(upgrade.id));
    const claimant = {
      isOwner: owner.presentPersonId === personId,
      managesUpgrades: managesUpgrades(roles),
      isAdministrator: roles.includes('ADMINISTRATOR'),
    };
    // To all others it is no upgrade of theirs that they could know of.
    if (!claimant.isOwner && !claimant.managesUpgrades) throw forbidden();
    const refused = stateRefusal(upgrade.state, ['PAUSED']);
    if (refused) return err([refused]);
    const successor = (await successorsOf(tx, [upgrade.id])).get(upgrade.id);
    if (successor === undefined) return err([refuse(nothingToTakeUp(owner, personId))]);
    const as = takesUpAs(successor, claimant);
    if (as === undefined) {
      if (successor === 'ADMINISTRATOR') throw forbidden();
      return err([refuse('NOT_GROUP_OWNER')]);
    }
    await storeTakingUp(tx, upgrade.id, { personId, memberId, withOwnersWord: as !== 'ADMINISTRATOR' });
    context.record({
      organizationId,
      subject: { type: 'GroupUpgrade', id: upgrade.id },
      details: { takenUpBy: memberId, as },
    });
    if (upgrade.pauseReason === 'OWNER_GONE' || upgrade.pauseReason === 'OWNER_CHANGED') {
      const now = await databaseNow(tx);
      await resumeUpgrade(context, upgrade, now);
      if (upgrade.programmePaused) await standWithProgramme(context, upgrade.id, now);
    }
    return ok({ groupUpgradeId });
  },
});
