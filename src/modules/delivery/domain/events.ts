import { domainEvent } from '#kernel/domain-event.js';

/** A person has opened messages in the product; told with what these are about. */
export const messagesSeen = domainEvent<{
  personId: string;
  topics: readonly { readonly type: string; readonly id: string }[];
}>('delivery.messages-seen');

/** An organization reaches its people in another way, or reminds them by another plan, from now on. */
export const deliverySettingsChanged = domainEvent<{ organizationId: string }>('delivery.settings-changed');
