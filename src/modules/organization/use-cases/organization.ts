import { query } from '#modules/identity/public.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { organizationById, type OrganizationRow } from '../data/organization-queries.js';

/** An organization, to its active members; NOT_FOUND to all others. */
export const organization = query<{ organizationId: string }, OrganizationRow>({
  name: 'organization',
  action: 'organization.read',
  async run(context, { organizationId }) {
    await context.authorize({ organizationId });
    return orNotFound(await organizationById(context.sql, organizationId));
  },
});
