import { memberActivated, memberChanged, membersImported } from '#modules/directory/public.js';
import { groupChanged } from '#modules/group/public.js';
import { on, type Reaction } from '#platform/use-case/use-case.js';
import { reconcile } from './use-cases/reconcile.js';
import { mobilesOf } from './data/stale-invitations.js';

/** What upgrades do when accounts or rosters change: open invitations follow at once. */
export const reactions: readonly Reaction[] = [
  on(memberActivated, (context, { organizationId, mobile }) => reconcile(context, { organizationId, mobiles: [mobile] })),
  on(memberChanged, (context, { organizationId, mobile }) => reconcile(context, { organizationId, mobiles: [mobile] })),
  on(membersImported, async (context, { organizationId, memberIds }) =>
    reconcile(context, { organizationId, mobiles: await mobilesOf(context.tx, memberIds) }),
  ),
  on(groupChanged, (context, { sourceGroupId }) => reconcile(context, { sourceGroupId })),
];
