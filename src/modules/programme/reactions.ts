import { organizationReinstated } from '#modules/organization/public.js';
import { upgradeEnded } from '#modules/upgrade/public.js';
import { on, type Reaction } from '#platform/use-case/use-case.js';
import { programmesTouched } from './data/programme-groups.js';
import { programmesToGoOn } from './data/programme-rows.js';
import { enqueueSettle, enqueueStart } from './use-cases/start-jobs.js';

export const reactions: readonly Reaction[] = [
  // A programme may be over with the last of its upgrades, and with the end of a group that it had to skip.
  on(upgradeEnded, async (context, { groupUpgradeId }) => {
    for (const id of await programmesTouched(context.tx, groupUpgradeId)) await enqueueSettle(context, id);
  }),
  on(organizationReinstated, async (context, { organizationId }) => {
    for (const id of await programmesToGoOn(context.tx, organizationId)) await enqueueStart(context, id);
  }),
];
