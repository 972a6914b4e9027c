import { memberOf } from '#modules/directory/public.js';
import { actsForOwner, sourceGroupById } from '#modules/group/public.js';
import { query } from '#modules/identity/public.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { type PlannedInvitation, planInvitations } from '../data/plan.js';
import { openUpgradeOf } from '../data/upgrade-rows.js';
import { type StartObstacle, startObstacle } from '../domain/start.js';

export interface Preflight {
  readonly sourceGroupId: string;
  readonly invitations: readonly PlannedInvitation[];
  /** What would refuse the start itself; null when the viewer could start now. */
  readonly obstacle: StartObstacle | null;
}

/** What a start of the upgrade would do at this moment, entry by entry, by the very rules of the start. */
export const groupUpgradePreflight = query<{ sourceGroupId: string }, Preflight>({
  name: 'groupUpgradePreflight',
  action: 'upgrade.start',
  async run(context, { sourceGroupId }) {
    const group = orNotFound(await sourceGroupById(context.sql, sourceGroupId));
    await context.authorize({ organizationId: group.organizationId });
    const member = orNotFound(await memberOf(context.sql, context.personId(), group.organizationId));
    const open = await openUpgradeOf(context.sql, sourceGroupId);
    return {
      sourceGroupId,
      invitations: await planInvitations(context.sql, sourceGroupId),
      obstacle: startObstacle({
        groupState: group.state,
        ownerKnown: group.ownerIdentityId !== null,
        actsForOwner: (await actsForOwner(context.sql, group, member)) !== undefined,
        upgradeOpen: open !== undefined,
      }),
    };
  },
});
