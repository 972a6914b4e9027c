import { upgradeEnded } from '#modules/upgrade/public.js';
import { on, type Reaction } from '#platform/use-case/use-case.js';
import { enqueueSettle } from './use-cases/start-jobs.js';

/** A programme may be over with the last of its upgrades. */
export const reactions: readonly Reaction[] = [
  on(upgradeEnded, async (context, { programmeId }) => {
    if (programmeId !== null) await enqueueSettle(context, programmeId);
  }),
];
