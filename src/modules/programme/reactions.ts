import { organizationReinstated } from '#modules/organization/public.js';
import { upgradeEnded } from '#modules/upgrade/public.js';
import { on, type Reaction } from '#platform/use-case/use-case.js';
import { programmeById, programmesToGoOn } from './data/programme-rows.js';
import { enqueueSettle, enqueueStart } from './use-cases/start-jobs.js';

export const reactions: readonly Reaction[] = [
  // A programme may be over with the last of its upgrades. One that was given up is over already.
  on(upgradeEnded, async (context, { programmeId }) => {
    if (programmeId === null) return;
    const programme = await programmeById(context.tx, programmeId);
    if (programme?.endedAt === null) await enqueueSettle(context, programmeId);
  }),
  on(organizationReinstated, async (context, { organizationId }) => {
    for (const id of await programmesToGoOn(context.tx, organizationId)) await enqueueStart(context, id);
  }),
];
