import type { ErasedPerson } from '#modules/identity/public.js';
import type { Sql } from '#platform/db/sql.js';
import type { AuthorKey } from './erased-identities.js';

/**
 * The identities of a person in all organizations, in the order in which they are to be erased: those with their mobile,
 * and those whose messages are shown as theirs though the mobile is no longer known.
 */
export function identitiesOf(sql: Sql, { personId, mobile }: ErasedPerson): Promise<AuthorKey[]> {
  return sql.rows<AuthorKey>(
    `select c.organization_id as "organizationId", c.platform, c.platform_id as "platformId"
     from consumer_identity c
     where c.erased_at is null and (c.mobile = $2 or c.mobile is null and exists (
       select from enterprise_group_member g join enterprise_group_author a on a.place_id = g.id
         join roster_entry e on e.id = a.roster_entry_id
       where g.person_id = $1 and e.identity_id = c.id))
     order by 1, 2, 3`,
    [personId, mobile],
  );
}
