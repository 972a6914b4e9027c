import { holdAccount, memberOf } from '#modules/directory/public.js';
import { lockSourceGroup } from '#modules/group/public.js';
import { command } from '#modules/identity/public.js';
import { refuse } from '#kernel/refusals.js';
import { err, ok } from '#kernel/result.js';
import { databaseNow } from '#platform/db/clock.js';
import { forbidden, orNotFound } from '#platform/use-case/failures.js';
import { ownersOf, storeTakingUp } from '../data/owners.js';
import { lockUpgrade, upgradeById } from '../data/upgrade-rows.js';
import { mayBeTakenUpBy, ownerStanding } from '../domain/ownership.js';
import { stateRefusal } from '../domain/state-refusal.js';
import { standWithProgramme } from './programme-pause.js';
import { resumeUpgrade } from './resuming.js';

/**
 * Takes a paused upgrade up: the new owner of its group, or an administrator where the owner is gone and no other is
 * known, who then acts for the owner as long as that is so. It goes on if the owner was why it stood; where its programme
 * stands still, with that.
 */
export const takeUpGroupUpgrade = command<{ groupUpgradeId: string }, { groupUpgradeId: string }>({
  name: 'takeUpGroupUpgrade',
  action: 'upgrade.manage',
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
    const refused = stateRefusal(upgrade.state, ['PAUSED']);
    if (refused) return err([refused]);
    const owner = orNotFound((await ownersOf(tx, [upgrade.id])).get(upgrade.id));
    const successor = mayBeTakenUpBy(ownerStanding(owner));
    if (successor === null) return err([refuse('OWNER_PRESENT')]);
    if (successor === 'NEW_OWNER' && owner.presentPersonId !== personId)
      return err([refuse('NOT_GROUP_OWNER')]);
    if (successor === 'ADMINISTRATOR' && !roles.includes('ADMINISTRATOR')) throw forbidden();
    await storeTakingUp(tx, upgrade.id, { personId, memberId, asOwner: successor === 'NEW_OWNER' });
    context.record({
      organizationId,
      subject: { type: 'GroupUpgrade', id: upgrade.id },
      details: { takenUpBy: memberId, as: successor },
    });
    if (upgrade.pauseReason === 'OWNER_GONE' || upgrade.pauseReason === 'OWNER_CHANGED') {
      const now = await databaseNow(tx);
      await resumeUpgrade(context, upgrade, now);
      if (upgrade.programmePaused) await standWithProgramme(context, upgrade.id, now);
    }
    return ok({ groupUpgradeId });
  },
});
