import type { DeliverySettings, NewDelivery } from '#modules/delivery/public.js';

/** The ways to somebody: in the product with an account, and as the organization and the server have set up others. */
export function channelsTo(
  to: { readonly memberId: string | null; readonly hasEmail: boolean },
  settings: DeliverySettings,
  server: { readonly email: boolean },
): NewDelivery['channel'][] {
  return [
    ...(to.memberId === null ? [] : (['IN_APP'] as const)),
    ...(server.email && settings.email && to.hasEmail ? (['EMAIL'] as const) : []),
    ...(settings.webhook ? (['WEBHOOK'] as const) : []),
  ];
}
