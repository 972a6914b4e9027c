import { registerEnumType } from 'type-graphql';
import { channels, deliveryFailures, deliveryStates } from '../domain/states.js';

type Values<T extends string> = { readonly [K in T]: K };

function values<T extends string>(names: readonly T[]): Values<T> {
  return Object.fromEntries(names.map((name) => [name, name])) as Values<T>;
}

function describe<T extends string>(texts: Readonly<Record<T, string>>): Record<T, { description: string }> {
  return Object.fromEntries(
    Object.entries<string>(texts).map(([name, description]) => [name, { description }]),
  ) as Record<T, { description: string }>;
}

export const DeliveryChannel = values(channels);
registerEnumType(DeliveryChannel, {
  name: 'DeliveryChannel',
  description: 'A way to a person.',
  valuesConfig: describe({
    IN_APP: 'The list of messages in the product: `myMessages`.',
    EMAIL:
      "E-mail to the address in the directory, where the server and the organization's settings allow it.",
    WEBHOOK: "The organization's own webhook, an SMS gateway for instance.",
  }),
});

export const DeliveryState = values(deliveryStates);
registerEnumType(DeliveryState, {
  name: 'DeliveryState',
  description: 'The life of a delivery.',
  valuesConfig: describe({
    QUEUED: 'It waits to be sent, or to be sent again; not before `notBefore`.',
    SENT: 'The mail server or the webhook has taken it over.',
    DELIVERED: "It is in the person's list, or the webhook's gateway says that it has arrived.",
    SEEN: 'The person has opened it, or what it is about.',
    FAILED: 'It is not tried any more; `failure` says why.',
    CANCELLED: 'What it tells was no longer so when it was to be sent.',
  }),
});

export const DeliveryFailure = values(deliveryFailures);
registerEnumType(DeliveryFailure, {
  name: 'DeliveryFailure',
  description: 'Why a delivery failed.',
  valuesConfig: describe({
    NO_ADDRESS: 'The person has no address of this kind any more.',
    CHANNEL_OFF: 'The channel was turned off before it was sent.',
    REJECTED: 'The mail server or the webhook refuses it for good.',
    UNREACHABLE: 'Six attempts, or a day of them, did not bring it there.',
    REPORTED: "The webhook's gateway says that it could not be delivered.",
  }),
});
