import { newId } from '#kernel/ids.js';
import { sourcesOf } from '#kernel/transitions.js';
import type { Sql } from '#platform/db/sql.js';
import { enqueueJob } from '#platform/use-case/effects.js';
import {
  type EnterpriseGroupState,
  enterpriseGroupTransitions,
  type GroupRole,
  sourceGroupTransitions,
} from '../domain/states.js';
import { INDEX_HISTORY_JOB, indexKey } from './index-job.js';

export interface EnterpriseGroupRow {
  readonly id: string;
  readonly organizationId: string;
  readonly name: string;
  readonly state: EnterpriseGroupState;
  readonly conversationId: string;
  readonly sourceGroupId: string;
  readonly createdAt: Date;
  readonly activatedAt: Date | null;
}

const SELECT = `select id, organization_id as "organizationId", name, state, conversation_id as "conversationId",
  source_group_id as "sourceGroupId", created_at as "createdAt", activated_at as "activatedAt" from enterprise_group`;

export function enterpriseGroupById(sql: Sql, id: string): Promise<EnterpriseGroupRow | undefined> {
  return sql.row<EnterpriseGroupRow>(`${SELECT} where id = $1`, [id]);
}

async function enterpriseGroupsByIds(
  sql: Sql,
  ids: readonly string[],
): Promise<ReadonlyMap<string, EnterpriseGroupRow>> {
  const rows = await sql.rows<EnterpriseGroupRow>(`${SELECT} where id = any($1::uuid[])`, [ids]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** For `context.load`: enterprise groups by id. It asks for no rights; who loads has asked. */
export const enterpriseGroupLoader = { name: 'enterpriseGroup', batch: enterpriseGroupsByIds };

export interface NewEnterpriseGroup {
  readonly organizationId: string;
  readonly name: string;
  /** The history it will take over. */
  readonly conversationId: string;
  readonly sourceGroupId: string;
}

/** A group that forms: it has no members, and nobody reads its history yet. Returns its id. */
export async function createEnterpriseGroup(tx: Sql, group: NewEnterpriseGroup): Promise<string> {
  const id = newId();
  await tx.run(
    `insert into enterprise_group (id, organization_id, name, conversation_id, source_group_id, created_at)
     values ($1, $2, $3, $4, $5, assent_now())`,
    [id, group.organizationId, group.name, group.conversationId, group.sourceGroupId],
  );
  return id;
}

export interface TakeoverMember {
  readonly memberId: string;
  readonly rosterEntryId: string;
  readonly role: GroupRole;
}

export interface Takeover {
  readonly sourceGroupId: string;
  readonly enterpriseGroupId: string;
  readonly members: readonly TakeoverMember[];
}

/**
 * The cut-over's part here, for good: the forming group becomes active with these members, the source group ceases
 * and points to it. The history changes hands by its id, whatever its length; it is made searchable later. Throws, so that the transaction rolls
 * back, unless the one was FORMING and the other LIVE.
 */
export async function completeTakeover(
  tx: Sql,
  { sourceGroupId, enterpriseGroupId, members }: Takeover,
): Promise<void> {
  const activated = await tx.row<{ conversationId: string }>(
    `update enterprise_group set state = 'ACTIVE', activated_at = assent_now()
     where id = $1 and source_group_id = $2 and state = any($3) returning conversation_id as "conversationId"`,
    [enterpriseGroupId, sourceGroupId, sourcesOf(enterpriseGroupTransitions, 'ACTIVE')],
  );
  const ceased = await tx.run(
    `update source_group set state = 'CEASED', successor_id = $2 where id = $1 and state = any($3)`,
    [sourceGroupId, enterpriseGroupId, sourcesOf(sourceGroupTransitions, 'CEASED')],
  );
  if (!activated || ceased !== 1) throw new Error(`group ${sourceGroupId} cannot be taken over`);
  await tx.run(
    `insert into enterprise_group_member (enterprise_group_id, member_id, roster_entry_id, role, joined_at)
     select $1, m.member_id, m.roster_entry_id, m.role, assent_now()
     from unnest($2::uuid[], $3::uuid[], $4::text[]) as m (member_id, roster_entry_id, role)`,
    [
      enterpriseGroupId,
      members.map((member) => member.memberId),
      members.map((member) => member.rosterEntryId),
      members.map((member) => member.role),
    ],
  );
  await recordAuthors(
    tx,
    enterpriseGroupId,
    members.map((member) => member.memberId),
  );
  const { conversationId } = activated;
  await enqueueJob(tx, INDEX_HISTORY_JOB, { conversationId }, { key: indexKey(conversationId) });
}

/**
 * Keeps whose messages are shown under these members: of the entries of the source group's roster, their own and
 * those with their verified mobile, for one person can stand on it twice.
 */
export async function recordAuthors(
  tx: Sql,
  enterpriseGroupId: string,
  memberIds: readonly string[],
): Promise<void> {
  await tx.run(
    `insert into enterprise_group_author (enterprise_group_id, roster_entry_id, member_id)
     select h.id, e.id, j.member_id
     from enterprise_group h
     join enterprise_group_member j on j.enterprise_group_id = h.id and j.member_id = any($2::uuid[])
     join member m on m.id = j.member_id
     join roster_entry e on e.source_group_id = h.source_group_id
     join consumer_identity i on i.id = e.identity_id
     where h.id = $1 and i.erased_at is null and (e.id = j.roster_entry_id or i.mobile = m.mobile)
     on conflict on constraint enterprise_group_author_pkey do nothing`,
    [enterpriseGroupId, memberIds],
  );
}

/** Ends a group that never became active. Does nothing to any other. */
export async function dissolveForming(tx: Sql, enterpriseGroupId: string): Promise<void> {
  await tx.run(
    `update enterprise_group set state = 'DISSOLVED', dissolved_at = assent_now() where id = $1 and state = 'FORMING'`,
    [enterpriseGroupId],
  );
}

/** Whether a person is in the group with an enterprise account that is active now. */
export async function isGroupMember(
  sql: Sql,
  { enterpriseGroupId, personId }: { readonly enterpriseGroupId: string; readonly personId: string },
): Promise<boolean> {
  const row = await sql.row(
    `select 1 from enterprise_group_member g join member m on m.id = g.member_id
     where g.enterprise_group_id = $1 and m.person_id = $2 and m.status = 'ACTIVATED'`,
    [enterpriseGroupId, personId],
  );
  return row !== undefined;
}

/** From which ordinal a person who is in the group reads its history; undefined for all others. */
export async function historyStartOf(
  sql: Sql,
  { enterpriseGroupId, personId }: { readonly enterpriseGroupId: string; readonly personId: string },
): Promise<number | undefined> {
  const row = await sql.row<{ from: number }>(
    `select coalesce(g.history_from, 1) as from from enterprise_group_member g join member m on m.id = g.member_id
     where g.enterprise_group_id = $1 and m.person_id = $2 and m.status = 'ACTIVATED'`,
    [enterpriseGroupId, personId],
  );
  return row?.from;
}

export interface GroupMemberRow {
  readonly memberId: string;
  readonly rosterEntryId: string | null;
  readonly role: GroupRole;
  readonly joinedAt: Date;
  /** The first ordinal of the history that is theirs to read; null: all of it. */
  readonly historyFrom: number | null;
}

/** The key of somebody's place in a group, for `groupMemberLoader`. */
export const groupMemberKey = (enterpriseGroupId: string, memberId: string): string =>
  `${enterpriseGroupId}/${memberId}`;

async function groupMembers(sql: Sql, keys: readonly string[]): Promise<ReadonlyMap<string, GroupMemberRow>> {
  const pairs = keys.map((key) => key.split('/'));
  const rows = await sql.rows<GroupMemberRow & { groupId: string }>(
    `select g.enterprise_group_id as "groupId", g.member_id as "memberId", g.roster_entry_id as "rosterEntryId",
       g.role, g.joined_at as "joinedAt", g.history_from as "historyFrom"
     from unnest($1::uuid[], $2::uuid[]) as k (group_id, member_id)
     join enterprise_group_member g on g.enterprise_group_id = k.group_id and g.member_id = k.member_id`,
    [pairs.map(([groupId]) => groupId), pairs.map(([, memberId]) => memberId)],
  );
  return new Map(rows.map(({ groupId, ...row }) => [groupMemberKey(groupId, row.memberId), row]));
}

/** For `context.load`: members of groups by `groupMemberKey`. It asks for no rights; who loads has asked. */
export const groupMemberLoader = { name: 'groupMember', batch: groupMembers };

/** The members of a group by their member ids, at most `limit` after the id `after`. */
export function groupMemberPage(
  sql: Sql,
  enterpriseGroupId: string,
  page: { readonly after: string | undefined; readonly limit: number },
): Promise<GroupMemberRow[]> {
  return sql.rows<GroupMemberRow>(
    `select member_id as "memberId", roster_entry_id as "rosterEntryId", role, joined_at as "joinedAt",
       history_from as "historyFrom" from enterprise_group_member
     where enterprise_group_id = $1 and ($2::uuid is null or member_id > $2) order by member_id limit $3`,
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
