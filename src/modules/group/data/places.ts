import type { Sql } from '#platform/db/sql.js';
import type { HolderStanding } from '../domain/changes-of-holders.js';
import type { GroupRole } from '../domain/states.js';

/**
 * Joins as `own` the account that the holder of a place `g` has in the organization `organizationId`: the one that is
 * theirs now, else the one that they have left. No row where the last of theirs belongs to somebody else.
 */
export const ownAccount = (organizationId: string): string => `left join lateral (
    select m.id, m.status from member m where m.person_id = g.person_id and m.organization_id = ${organizationId}
    order by m.status = 'LEFT', m.id desc limit 1) own on true`;

interface Reader {
  readonly enterpriseGroupId: string;
  readonly personId: string;
}

/** The place `g` of a person whose account in the group's organization is active now: they alone read by it. */
const READING = `from enterprise_group_member g join enterprise_group h on h.id = g.enterprise_group_id
  join member m on m.person_id = g.person_id and m.organization_id = h.organization_id and m.status = 'ACTIVATED'
  where g.enterprise_group_id = $1 and g.person_id = $2`;

/** Whether a person is in the group and has an enterprise account that is active now. */
export async function isGroupMember(sql: Sql, { enterpriseGroupId, personId }: Reader): Promise<boolean> {
  return (await sql.row(`select 1 ${READING}`, [enterpriseGroupId, personId])) !== undefined;
}

/** From which ordinal a person who is in the group reads its history; undefined for all others. */
export async function historyStartOf(
  sql: Sql,
  { enterpriseGroupId, personId }: Reader,
): Promise<number | undefined> {
  const row = await sql.row<{ from: number }>(`select coalesce(g.history_from, 1) as from ${READING}`, [
    enterpriseGroupId,
    personId,
  ]);
  return row?.from;
}

export interface GroupMemberRow {
  /** Of the place. */
  readonly id: string;
  /** Their account; where none is theirs any more, the one with which they came in. */
  readonly memberId: string;
  readonly standing: HolderStanding;
  readonly role: GroupRole;
  readonly joinedAt: Date;
  /** The first ordinal of the history that is theirs to read; null: all of it. */
  readonly historyFrom: number | null;
}

const SELECT = `select g.id, coalesce(own.id, g.member_id) as "memberId", g.role, g.joined_at as "joinedAt",
    g.history_from as "historyFrom",
    case when own.status = 'ACTIVATED' then 'ACTIVE' when own.id is null and a.status <> 'LEFT' then 'ACCOUNT_PASSED_ON'
      else 'INACTIVE' end as standing
  from enterprise_group_member g join member a on a.id = g.member_id ${ownAccount('a.organization_id')}`;

async function groupMembers(sql: Sql, ids: readonly string[]): Promise<ReadonlyMap<string, GroupMemberRow>> {
  const rows = await sql.rows<GroupMemberRow>(`${SELECT} where g.id = any($1::uuid[])`, [ids]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** For `context.load`: places in groups by their ids. It asks for no rights; who loads has asked. */
export const groupMemberLoader = { name: 'groupMember', batch: groupMembers };

/** The members of a group by the ids of their places, at most `limit` after the id `after`. */
export function groupMemberPage(
  sql: Sql,
  enterpriseGroupId: string,
  page: { readonly after: string | undefined; readonly limit: number },
): Promise<GroupMemberRow[]> {
  return sql.rows<GroupMemberRow>(
    `${SELECT} where g.enterprise_group_id = $1 and ($2::uuid is null or g.id > $2) order by g.id limit $3`,
    [enterpriseGroupId, page.after ?? null, page.limit],
  );
}

export async function countGroupMembers(sql: Sql, enterpriseGroupId: string): Promise<number> {
  const row = await sql.row<{ count: number }>(
    'select count(*) from enterprise_group_member where enterprise_group_id = $1',
    [enterpriseGroupId],
  );
  return row?.count ?? 0;
}
