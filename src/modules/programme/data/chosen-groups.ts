import type { Sql } from '#platform/db/sql.js';

/** Which of an organization's source groups are meant. What is not given does not matter. */
export interface GroupFilter {
  readonly platform?: string | undefined;
  readonly minMembers?: number | undefined;
  readonly maxMembers?: number | undefined;
  readonly lastMessageAfter?: Date | undefined;
  readonly nameContains?: string | undefined;
  readonly ownedByMemberId?: string | undefined;
  readonly neverUpgraded?: boolean | undefined;
}

/**
 * The groups that fit and are free to be chosen (neither ceased nor in a programme that is not over), in the order of
 * their first import; at most `limit`.
 */
export async function filteredGroups(
  sql: Sql,
  organizationId: string,
  filter: GroupFilter,
  limit: number,
): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(
    `select g.id from source_group g left join consumer_identity o on o.id = g.owner_identity_id
     where g.organization_id = $1 and g.state = 'LIVE'
       and not exists (select from programme_group h where h.source_group_id = g.id and h.held)
       and ($2::text is null or g.platform = $2)
       and ($3::int is null or g.member_count >= $3) and ($4::int is null or g.member_count <= $4)
       and ($5::timestamptz is null or g.last_message_at > $5)
       and ($6::text is null or strpos(lower(g.name), lower($6)) > 0)
       and ($7::uuid is null or o.mobile_vouched and o.mobile = (
         select mobile from member where id = $7 and organization_id = $1 and status <> 'LEFT'))
       and (not $8 or not exists (select from group_upgrade u where u.source_group_id = g.id))
     order by g.id limit $9`,
    [
      organizationId,
      filter.platform ?? null,
      filter.minMembers ?? null,
      filter.maxMembers ?? null,
      filter.lastMessageAfter ?? null,
      filter.nameContains ?? null,
      filter.ownedByMemberId ?? null,
      filter.neverUpgraded ?? false,
      limit,
    ],
  );
  return rows.map((row) => row.id);
}

/** How many of these groups are the organization's. */
export async function countOwn(
  sql: Sql,
  organizationId: string,
  sourceGroupIds: readonly string[],
): Promise<number> {
  const row = await sql.row<{ count: number }>(
    'select count(*) from source_group where organization_id = $1 and id = any($2::uuid[])',
    [organizationId, sourceGroupIds],
  );
  return row?.count ?? 0;
}
