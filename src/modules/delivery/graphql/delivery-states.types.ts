import { enumType } from '#platform/graphql/enums.js';
import type * as states from '../domain/states.js';

export const DeliveryChannel = enumType<states.Channel>({
  name: 'DeliveryChannel',
  description: 'A way to a person.',
  values: {
    IN_APP: 'The list of messages in the product: `myMessages`.',
    EMAIL:
      "E-mail to the address in the directory, where the server and the organization's settings allow it.",
    WEBHOOK: "The organization's own webhook, an SMS gateway for instance.",
  },
});

export const DeliveryState = enumType<states.DeliveryState>({
  name: 'DeliveryState',
  description: 'The life of a delivery.',
  values: {
    QUEUED: 'It waits to be sent, or to be sent again; not before `notBefore`.',
    SENT: 'The mail server or the webhook has taken it over.',
    DELIVERED: "It is in the person's list, or the webhook's gateway says that it has arrived.",
    SEEN: 'The person has opened it, or what it is about.',
    FAILED: 'It is not tried any more; `failure` says why.',
    CANCELLED: 'What it tells was no longer so when it was to be sent.',
  },
});

export const DeliveryFailure = enumType<states.DeliveryFailure>({
  name: 'DeliveryFailure',
  description: 'Why a delivery failed.',
  values: {
    NO_ADDRESS: 'The person has no address of this kind any more.',
    CHANNEL_OFF: 'The channel was turned off before it was sent.',
    REJECTED: 'The mail server or the webhook refuses it for good.',
    UNREACHABLE: 'Six attempts, or a day of them, did not bring it there.',
    REPORTED: "The webhook's gateway says that it could not be delivered.",
  },
});
