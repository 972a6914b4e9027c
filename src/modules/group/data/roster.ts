import type { Sql } from '#platform/db/sql.js';

export interface RosterEntryRow {
  readonly id: string;
  readonly sourceGroupId: string;
  readonly identityId: string;
  /** The place on the roster, in the order of the first export that had them. */
  readonly position: number;
  readonly platformId: string;
  readonly accountName: string | null;
  readonly groupNickname: string | null;
  readonly aliases: readonly string[];
  readonly roles: readonly string[];
  /** E.164. */
  readonly mobile: string | null;
  /** Null while they are in the group. */
  readonly leftAt: Date | null;
}

const SELECT = `select e.id, e.source_group_id as "sourceGroupId", e.identity_id as "identityId", e.position,
  i.platform_id as "platformId", e.account_name as "accountName", e.group_nickname as "groupNickname", e.aliases,
  e.roles, i.mobile, e.left_at as "leftAt"
  from roster_entry e join consumer_identity i on i.id = e.identity_id`;

async function entriesByIds(sql: Sql, ids: readonly string[]): Promise<ReadonlyMap<string, RosterEntryRow>> {
  const rows = await sql.rows<RosterEntryRow>(`${SELECT} where e.id = any($1::uuid[])`, [ids]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** One entry and whose it is, for deciding who may change it. */
export function rosterEntryOrigin(
  sql: Sql,
  id: string,
): Promise<{ sourceGroupId: string; organizationId: string; platformId: string } | undefined> {
  return sql.row(
    `select e.source_group_id as "sourceGroupId", i.organization_id as "organizationId", i.platform_id as "platformId"
     from roster_entry e join consumer_identity i on i.id = e.identity_id where e.id = $1`,
    [id],
  );
}

/** For `context.load`: entries of rosters by id. It asks for no rights; who loads has asked. */
export const rosterEntryLoader = { name: 'rosterEntry', batch: entriesByIds };

/** Those who are in a source group, in the order of its roster, at most `limit` after the position `after`. */
export function rosterPage(
  sql: Sql,
  sourceGroupId: string,
  page: { readonly after: number | undefined; readonly limit: number },
): Promise<RosterEntryRow[]> {
  return sql.rows<RosterEntryRow>(
    `${SELECT} where e.source_group_id = $1 and e.position > $2 and e.left_at is null order by e.position limit $3`,
    [sourceGroupId, page.after ?? 0, page.limit],
  );
}
