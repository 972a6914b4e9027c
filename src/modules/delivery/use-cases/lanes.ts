import type { Runner } from '#platform/use-case/runner.js';
import type { EffectContext } from '#platform/use-case/use-case.js';
import { dueLanes, type Lane } from '../data/sending.js';

export const SEND_JOB = 'delivery.send';

/** Lets a lane be sent. Its runs follow one another, and one that waits already stands for all. */
export function enqueueLane(context: EffectContext, lane: Lane): Promise<void> {
  const name = `${SEND_JOB}:${lane.channel}:${lane.organizationId ?? 'all'}`;
  return context.enqueue(SEND_JOB, lane, { key: name, queue: name });
}

/** Lets all lanes be sent in which something has become due: what was put off, and what is tried again. */
export function sendDue(runner: Runner): Promise<void> {
  return runner.perform('sendDue', async (context) => {
    for (const lane of await dueLanes(context.tx)) await enqueueLane(context, lane);
  });
}
