import { memberActivated, memberChanged, membersImported } from '#modules/directory/public.js';
import { groupChanged } from '#modules/group/public.js';
import { settingsChanged } from '#modules/organization/public.js';
import { on, type Reaction } from '#platform/use-case/use-case.js';
import { openUpgradeOf } from './data/upgrade-rows.js';
import { PROVE_JOB } from './use-cases/cooling-off.js';
import { inviteNewcomers } from './use-cases/invite-newcomers.js';
import { reconcile } from './use-cases/reconcile.js';
import { mobilesOf } from './data/stale-invitations.js';

/** What upgrades do when accounts, rosters or an organization's rules change: open invitations follow at once. */
export const reactions: readonly Reaction[] = [
  on(memberActivated, (context, { organizationId, mobile }) =>
    reconcile(context, { organizationId, mobiles: [mobile] }),
  ),
  on(memberChanged, (context, { organizationId, mobile }) =>
    reconcile(context, { organizationId, mobiles: [mobile] }),
  ),
  on(membersImported, async (context, { organizationId, memberIds }) =>
    reconcile(context, { organizationId, mobiles: await mobilesOf(context.tx, memberIds) }),
  ),
  on(settingsChanged, (context, { organizationId }) => reconcile(context, { organizationId, rules: true })),
  on(groupChanged, async (context, { sourceGroupId }) => {
    await reconcile(context, { sourceGroupId });
    const open = await openUpgradeOf(context.tx, sourceGroupId);
    if (open) await inviteNewcomers(context, open.id);
    if (open?.state === 'COOLING_OFF') await context.enqueue(PROVE_JOB, { groupUpgradeId: open.id });
  }),
];
