import type { Sql } from '#platform/db/sql.js';
import type { MandateState } from '../domain/mandate.js';
import { MANDATE_STATE, PRESENT_MANDATES } from './mandates.js';
import { SOURCE_GROUP_COLUMNS, SOURCE_GROUP_JOINS, type SourceGroupRow } from './source-groups.js';

export interface OwnedFilter {
  readonly personId: string;
  readonly organizationId: string | undefined;
  /** Only groups whose present owner's mandate stands so. */
  readonly mandate: MandateState | undefined;
}

/**
 * Groups whose owner has the mobile of an account that the person has activated, in an organization that is not closed.
 * From the person to their few accounts, to the identities with these mobiles, to what they own.
 */
const OWNED = `from member a
  join organization o on o.id = a.organization_id and o.state <> 'CLOSED'
  join consumer_identity c on c.organization_id = a.organization_id and c.mobile = a.mobile and c.mobile_vouched
  join source_group g on g.owner_identity_id = c.id
  ${SOURCE_GROUP_JOINS}
  where a.person_id = $1 and a.status = 'ACTIVATED' and ($2::uuid is null or a.organization_id = $2)
    and ($3::text is null or g.id in (
      select g.id from source_group g ${PRESENT_MANDATES} where w.mobile = a.mobile and ${MANDATE_STATE} = $3))`;

const paramsOf = ({ personId, organizationId, mandate }: OwnedFilter): unknown[] => [
  personId,
  organizationId ?? null,
  mandate ?? null,
];

/** In the order of their first import, at most `limit` after the id `after`. */
export function ownedGroupPage(
  sql: Sql,
  filter: OwnedFilter,
  page: { readonly after: string | undefined; readonly limit: number },
): Promise<SourceGroupRow[]> {
  return sql.rows<SourceGroupRow>(
    `select ${SOURCE_GROUP_COLUMNS} ${OWNED} and ($4::uuid is null or g.id > $4) order by g.id limit $5`,
    [...paramsOf(filter), page.after ?? null, page.limit],
  );
}

export async function countOwnedGroups(sql: Sql, filter: OwnedFilter): Promise<number> {
  const row = await sql.row<{ count: number }>(`select count(*) ${OWNED}`, paramsOf(filter));
  return row?.count ?? 0;
}
