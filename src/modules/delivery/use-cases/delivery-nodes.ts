import { query } from '#modules/identity/public.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { type DeliveryRow, deliveryById } from '../data/delivery-rows.js';
import { messagesOfPerson } from '../data/inbox.js';

/** One delivery, to those who read the organization's deliveries. */
export const deliveryNode = query<{ id: string }, DeliveryRow>({
  name: 'deliveryNode',
  action: 'delivery.read',
  async run(context, { id }) {
    const row = orNotFound(await deliveryById(context.sql, id));
    await context.authorize({ organizationId: row.organizationId });
    return row;
  },
});

/** One message of the caller's own list. */
export const messageNode = query<{ id: string }, DeliveryRow>({
  name: 'messageNode',
  action: 'message.read',
  async run(context, { id }) {
    await context.authorize();
    const [own] = await messagesOfPerson(context.sql, context.personId(), [id]);
    return orNotFound(own && (await deliveryById(context.sql, own.id)));
  },
});
