import { query } from '#modules/identity/public.js';
import { settingsOf } from '../data/settings.js';
import type { OrganizationSettings } from '../domain/settings.js';

/** What an organization has decided about its upgrades, to its active members; NOT_FOUND to all others. */
export const organizationSettings = query<{ organizationId: string }, OrganizationSettings>({
  name: 'organizationSettings',
  action: 'organization.read',
  async run(context, { organizationId }) {
    await context.authorize({ organizationId });
    return settingsOf(context.sql, organizationId);
  },
});
