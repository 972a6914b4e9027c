import { query } from '#modules/identity/public.js';
import { chainOfOrganization, headOf } from '../data/entries.js';
import type { ChainHead } from '../domain/chain.js';

/** Where an organization's chain of audit entries ends now. */
export const auditChain = query<{ organizationId: string }, ChainHead>({
  name: 'auditChain',
  action: 'audit.read',
  async run(context, { organizationId }) {
    await context.authorize({ organizationId });
    return headOf(context.sql, chainOfOrganization(organizationId));
  },
});
