import { upgradeEnded } from '#modules/upgrade/public.js';
import { on, type Reaction } from '#platform/use-case/use-case.js';
import { programmeById } from './data/programme-rows.js';
import { enqueueSettle } from './use-cases/start-jobs.js';

/** A programme may be over with the last of its upgrades. One that was given up is over already. */
export const reactions: readonly Reaction[] = [
  on(upgradeEnded, async (context, { programmeId }) => {
    if (programmeId === null) return;
    const programme = await programmeById(context.tx, programmeId);
    if (programme?.endedAt === null) await enqueueSettle(context, programmeId);
  }),
];
