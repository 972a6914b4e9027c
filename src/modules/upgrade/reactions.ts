import { memberActivated, memberChanged, membersImported } from '#modules/directory/public.js';
import { groupChanged } from '#modules/group/public.js';
import {
  organizationReinstated,
  organizationSuspended,
  settingsChanged,
} from '#modules/organization/public.js';
import { on, type Reaction } from '#platform/use-case/use-case.js';
import { mobilesOf } from './data/stale-invitations.js';
import { followAccounts, followGroup } from './use-cases/follow-changes.js';
import { followSettings } from './use-cases/follow-settings.js';
import { pauseForSuspension, resumeAfterSuspension } from './use-cases/suspension.js';

/** What upgrades do when something changes underneath them; what becomes of it all is `domain/changes-underneath.ts`. */
export const reactions: readonly Reaction[] = [
  on(memberActivated, (context, { organizationId, memberId, mobile }) =>
    followAccounts(context, { organizationId, memberIds: [memberId], mobiles: [mobile] }),
  ),
  on(memberChanged, (context, { organizationId, memberId, mobile }) =>
    followAccounts(context, { organizationId, memberIds: [memberId], mobiles: [mobile] }),
  ),
  on(membersImported, async (context, { organizationId, memberIds }) =>
    followAccounts(context, {
      organizationId,
      memberIds,
      mobiles: await mobilesOf(context.tx, memberIds),
    }),
  ),
  on(groupChanged, (context, { sourceGroupId }) => followGroup(context, sourceGroupId)),
  on(organizationSuspended, (context, { organizationId }) => pauseForSuspension(context, organizationId)),
  on(organizationReinstated, (context, { organizationId }) => resumeAfterSuspension(context, organizationId)),
  on(settingsChanged, (context, { organizationId }) => followSettings(context, organizationId)),
];
