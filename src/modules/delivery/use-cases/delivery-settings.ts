import { query } from '#modules/identity/public.js';
import { deliverySettingsOf } from '../data/settings.js';
import type { DeliverySettings } from '../domain/settings.js';

/** How an organization reaches its people. */
export const deliverySettings = query<{ organizationId: string }, DeliverySettings>({
  name: 'deliverySettings',
  action: 'delivery-settings.read',
  async run(context, { organizationId }) {
    await context.authorize({ organizationId });
    return deliverySettingsOf(context.sql, organizationId);
  },
});
