import { settingsOf } from '#modules/organization/public.js';
import { databaseNow } from '#platform/db/clock.js';
import type { EffectContext } from '#platform/use-case/use-case.js';
import { type Batch, insertBatch } from '../data/queue.js';
import type { Lane } from '../data/sending.js';
import { endOfQuietHours } from '../domain/quiet-hours.js';
import { enqueueLane } from './lanes.js';

/**
 * Queues messages in the caller's transaction, in one statement whatever their number. In the organization's quiet
 * hours only the product's own list gets them at once. Returns the end of these hours, null outside of them.
 */
export async function queueDeliveries(context: EffectContext, batch: Batch): Promise<Date | null> {
  const { organizationId, deliveries } = batch;
  const now = await databaseNow(context.tx);
  const quietUntil = endOfQuietHours(now, await settingsOf(context.tx, organizationId));
  if (deliveries.length === 0) return quietUntil;
  await insertBatch(context.tx, batch, now, quietUntil ?? now);
  if (quietUntil) return quietUntil;
  const used = new Set(deliveries.map(({ channel }) => channel));
  const lanes: Lane[] = [
    { channel: 'EMAIL', organizationId: null },
    { channel: 'WEBHOOK', organizationId },
  ];
  for (const lane of lanes) if (used.has(lane.channel)) await enqueueLane(context, lane);
  return null;
}
