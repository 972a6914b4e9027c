import type { EffectContext } from '#platform/use-case/use-case.js';

/** Starts the group of a programme whose turn it is. */
export const START_JOB = 'programme.start-next-group';
/** Finds out whether a programme is over. */
export const SETTLE_JOB = 'programme.settle';

/** Lets the next group be started, now or at `runAt`. However often this is asked for, one job of a programme waits. */
export function enqueueStart(context: EffectContext, programmeId: string, runAt?: Date): Promise<void> {
  const key = `${START_JOB}:${programmeId}`;
  return context.enqueue(START_JOB, { programmeId }, runAt ? { runAt, key } : { key });
}

export function enqueueSettle(context: EffectContext, programmeId: string): Promise<void> {
  return context.enqueue(SETTLE_JOB, { programmeId }, { key: `${SETTLE_JOB}:${programmeId}` });
}
