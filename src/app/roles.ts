import { holdOrganization } from '#modules/organization/public.js';
import type { Sql } from '#platform/db/sql.js';

export { rolesOfAll } from '#modules/directory/public.js';

export async function holdActive(tx: Sql, organizationId: string): Promise<boolean> {
  return (await holdOrganization(tx, organizationId)) === 'ACTIVE';
}
