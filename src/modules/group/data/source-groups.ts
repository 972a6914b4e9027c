import type { Sql } from '#platform/db/sql.js';
import type { OwnerMobile } from '../domain/owner-unknown.js';
import type { SourceGroupState } from '../domain/states.js';

export interface SourceGroupRow extends OwnerMobile {
  readonly id: string;
  readonly organizationId: string;
  readonly platform: string;
  readonly platformGroupId: string;
  readonly name: string;
  readonly state: SourceGroupState;
  readonly conversationId: string;
  /** Null while nobody on the roster is known to be the owner. */
  readonly ownerIdentityId: string | null;
  /** The owner's entry of the roster; null in the same case. */
  readonly ownerEntryId: string | null;
  readonly successorId: string | null;
  readonly memberCount: number;
  readonly lastMessageAt: Date | null;
  readonly importedAt: Date;
}

const OWNER_MOBILE = `case when i.mobile_vouched then i.mobile end as "ownerMobile",
  coalesce(i.mobile is not null and not i.mobile_vouched, false) as "ownerUnconfirmed"`;

export const SOURCE_GROUP_COLUMNS = `g.id, g.organization_id as "organizationId", g.platform,
  g.platform_group_id as "platformGroupId", g.name, g.state, g.conversation_id as "conversationId",
  g.owner_identity_id as "ownerIdentityId", e.id as "ownerEntryId", ${OWNER_MOBILE},
  g.successor_id as "successorId", g.member_count as "memberCount", g.last_message_at as "lastMessageAt",
  g.imported_at as "importedAt"`;

/** What the columns need besides `g`, the group. */
export const SOURCE_GROUP_JOINS = `left join consumer_identity i on i.id = g.owner_identity_id
  left join roster_entry e on e.source_group_id = g.id and e.identity_id = g.owner_identity_id`;

const SELECT = `select ${SOURCE_GROUP_COLUMNS} from source_group g ${SOURCE_GROUP_JOINS}`;

export function sourceGroupById(sql: Sql, id: string): Promise<SourceGroupRow | undefined> {
  return sql.row<SourceGroupRow>(`${SELECT} where g.id = $1`, [id]);
}

export async function sourceGroupsByIds(
  sql: Sql,
  ids: readonly string[],
): Promise<ReadonlyMap<string, SourceGroupRow>> {
  const rows = await sql.rows<SourceGroupRow>(`${SELECT} where g.id = any($1::uuid[])`, [ids]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** For `context.load`: source groups by id. It asks for no rights; who loads has asked. */
export const sourceGroupLoader = { name: 'sourceGroup', batch: sourceGroupsByIds };

/** An organization's source groups in the order of their first import, at most `limit` after the id `after`. */
export function sourceGroupPage(
  sql: Sql,
  organizationId: string,
  page: { readonly after: string | undefined; readonly limit: number },
): Promise<SourceGroupRow[]> {
  return sql.rows<SourceGroupRow>(
    `${SELECT} where g.organization_id = $1 and ($2::uuid is null or g.id > $2) order by g.id limit $3`,
    [organizationId, page.after ?? null, page.limit],
  );
}

export async function countSourceGroups(sql: Sql, organizationId: string): Promise<number> {
  const row = await sql.row<{ count: number }>(
    'select count(*) from source_group where organization_id = $1',
    [organizationId],
  );
  return row?.count ?? 0;
}

/** The enterprise group that has taken over a group of a platform; undefined where none has. */
export async function successorOf(
  sql: Sql,
  group: { readonly organizationId: string; readonly platform: string; readonly platformGroupId: string },
): Promise<string | undefined> {
  const row = await sql.row<{ id: string | null }>(
    `select successor_id as id from source_group
     where organization_id = $1 and platform = $2 and platform_group_id = $3`,
    [group.organizationId, group.platform, group.platformGroupId],
  );
  return row?.id ?? undefined;
}

export interface LockedSourceGroup extends OwnerMobile {
  readonly id: string;
  readonly organizationId: string;
  readonly name: string;
  readonly state: SourceGroupState;
  /** Null while no member of the roster is known to be the owner. */
  readonly ownerIdentityId: string | null;
  readonly conversationId: string;
  readonly memberCount: number;
}

/**
 * Locks a source group until the end of the transaction: neither an import nor a cut-over goes on beside it. Its key
 * stays free, for PostgreSQL looks at it when an upgrade changes, whose lock comes later in the order. Read in a
 * statement of its own after the lock: a statement that waits for it does not see the mobile that the owner got meanwhile.
 */
export async function lockSourceGroup(tx: Sql, id: string): Promise<LockedSourceGroup | undefined> {
  await tx.run('select 1 from source_group where id = $1 for no key update', [id]);
  return lockedGroup(tx, id);
}

/**
 * The same, and nobody on its roster gets another mobile until the commit: that can also happen through another group
 * that they are in, whose lock alone is taken for it.
 */
export async function lockSourceGroupAndPeople(tx: Sql, id: string): Promise<LockedSourceGroup | undefined> {
  await tx.run('select 1 from source_group where id = $1 for no key update', [id]);
  await tx.run(
    `select 1 from consumer_identity where id in (select identity_id from roster_entry where source_group_id = $1)
     order by id for share`,
    [id],
  );
  return lockedGroup(tx, id);
}

function lockedGroup(tx: Sql, id: string): Promise<LockedSourceGroup | undefined> {
  return tx.row<LockedSourceGroup>(
    `select g.id, g.organization_id as "organizationId", g.name, g.state, g.owner_identity_id as "ownerIdentityId",
       ${OWNER_MOBILE}, g.conversation_id as "conversationId", g.member_count as "memberCount"
     from source_group g left join consumer_identity i on i.id = g.owner_identity_id where g.id = $1`,
    [id],
  );
}

/** Locks these groups in the order of their ids, which is the order for all who lock several. */
export async function lockSourceGroups(tx: Sql, ids: readonly string[]): Promise<void> {
  await tx.run('select 1 from source_group where id = any($1::uuid[]) order by id for no key update', [ids]);
}
