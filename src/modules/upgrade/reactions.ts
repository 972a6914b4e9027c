import { accountsChanged } from '#modules/directory/public.js';
import { groupChanged, mobilesMatched } from '#modules/group/public.js';
import {
  organizationReinstated,
  organizationSuspended,
  settingsChanged,
} from '#modules/organization/public.js';
import { on, type Reaction } from '#platform/use-case/use-case.js';
import { followAccounts, followGroup, followGroups, followSettings } from './use-cases/follow-changes.js';
import { pauseForSuspension, resumeAfterSuspension } from './use-cases/suspension.js';

/**
 * What upgrades do when something changes underneath them; what becomes of it all are the tables
 * `domain/changes-under-invitations.ts` and `domain/changes-under-upgrades.ts`.
 */
export const reactions: readonly Reaction[] = [
  on(accountsChanged, (context, { accounts }) => followAccounts(context, accounts)),
  on(groupChanged, (context, { sourceGroupId }) => followGroup(context, sourceGroupId)),
  on(
    mobilesMatched,
    async (context, { sourceGroupIds }) => void (await followGroups(context, sourceGroupIds)),
  ),
  on(organizationSuspended, (context, { organizationId }) => pauseForSuspension(context, organizationId)),
  on(organizationReinstated, (context, { organizationId }) => resumeAfterSuspension(context, organizationId)),
  on(settingsChanged, (context, { organizationId, changed }) =>
    followSettings(context, organizationId, changed),
  ),
];
