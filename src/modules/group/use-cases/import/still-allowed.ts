import { rolesOf } from '#modules/directory/public.js';
import { actions } from '#modules/identity/public.js';
import { holdOrganization } from '#modules/organization/public.js';
import { OperationFailure } from '#modules/operation/public.js';
import type { Sql } from '#platform/db/sql.js';

/**
 * An import may wait and take long: whoever asked for it must have the right also when it is stored. The organization
 * stays as it is until the commit, so nothing is stored once it is suspended. Before every other lock of the import.
 */
export async function checkStillAllowed(
  tx: Sql,
  { personId, organizationId }: { readonly personId: string; readonly organizationId: string },
): Promise<void> {
  if ((await holdOrganization(tx, organizationId)) !== 'ACTIVE') {
    throw new OperationFailure('ORGANIZATION_SUSPENDED', 'The organization is suspended for now.');
  }
  const roles = await rolesOf(tx, personId, organizationId);
  const rule = actions['group.import'];
  if (rule.who === 'member' && roles?.some((role) => rule.roles.includes(role))) return;
  throw new OperationFailure('FORBIDDEN', 'Whoever asked for this import may not import groups any more.');
}
