import { query } from '#modules/identity/public.js';
import { type Slice, sliceOf } from '#platform/db/page.js';
import type { DeliveryRow } from '../data/delivery-rows.js';
import { countInbox, inboxOf } from '../data/inbox.js';

interface Input {
  readonly first: number;
  readonly after: string | undefined;
  readonly unseenOnly: boolean;
}

/** What the caller was told in the product, as a member of any organization, the newest first. */
export const myMessages = query<Input, Slice<DeliveryRow>>({
  name: 'myMessages',
  action: 'message.read',
  async run(context, { first, after, unseenOnly }) {
    await context.authorize();
    const page = { after, limit: first + 1, unseenOnly };
    return sliceOf(await inboxOf(context.sql, context.personId(), page), first);
  },
});

export const myMessageCount = query<{ unseenOnly: boolean }, number>({
  name: 'myMessageCount',
  action: 'message.read',
  async run(context, { unseenOnly }) {
    await context.authorize();
    return countInbox(context.sql, context.personId(), unseenOnly);
  },
});
