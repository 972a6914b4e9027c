import type { EffectContext } from '#platform/use-case/use-case.js';
import { abandonedOperations } from '../data/operations.js';
import { operationTopic } from '../domain/operation.js';

/** A running operation writes each second: after so long, in seconds, its process is likely gone. */
const SILENT_SECONDS = 30;

/** Enqueues again what a process has left behind. What still runs holds its lock and is left alone. */
export async function resumeOperations(context: EffectContext): Promise<void> {
  for (const { id, job, payload } of await abandonedOperations(context.tx, SILENT_SECONDS)) {
    await context.enqueue(job, payload, { key: operationTopic(id) });
  }
}
