import { DeliveryConnection, toDelivery } from '#modules/delivery/graphql/delivery.types.js';
import { topicCountLoader, topicDeliveriesLoader, topicPageKey } from '#modules/delivery/public.js';
import { sliceOf } from '#platform/db/page.js';
import type { ApiContext } from '#platform/graphql/context.js';
import { idCursor } from '#platform/graphql/cursors.js';
import { make } from '#platform/graphql/make.js';
import { connectionOf, type PageArgs, pageOf } from '#platform/graphql/relay.js';
import { readerKey, upgradeReaderLoader } from '../data/upgrade-readers.js';

/** What was sent about something of an organization; null for all but those who read its upgrades. */
export async function topicDeliveries(
  context: ApiContext,
  {
    type,
    id,
    organizationId,
  }: { readonly type: string; readonly id: string; readonly organizationId: string },
  args: PageArgs,
): Promise<DeliveryConnection | null> {
  const page = pageOf(args);
  const reader = readerKey(context.viewer?.personId, organizationId);
  if (!(await context.load(upgradeReaderLoader, reader))) return null;
  const key = topicPageKey(type, id, page.first + 1, idCursor(page));
  const slice = sliceOf((await context.load(topicDeliveriesLoader, key)) ?? [], page.first);
  return make(DeliveryConnection, {
    ...connectionOf(slice, page, (delivery) => [delivery.id], toDelivery),
    totalCount: async () => (await context.load(topicCountLoader, `${type}/${id}`)) ?? 0,
  });
}
