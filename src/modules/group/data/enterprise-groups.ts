import type { PromisedTerms } from '#modules/organization/public.js';
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
import { insertDecliners } from './outsiders.js';

export interface EnterpriseGroupRow {
  readonly id: string;
  readonly organizationId: string;
  readonly name: string;
  readonly state: EnterpriseGroupState;
  readonly conversationId: string;
  readonly sourceGroupId: string;
  readonly createdAt: Date;
  readonly activatedAt: Date | null;
  /** What its members were promised when they agreed to join; null until it has taken over. */
  readonly terms: PromisedTerms | null;
}

const SELECT = `select id, organization_id as "organizationId", name, state, conversation_id as "conversationId",
  source_group_id as "sourceGroupId", created_at as "createdAt", activated_at as "activatedAt",
  case when activated_at is not null then jsonb_build_object('retentionDays', retention_days,
    'confidentiality', confidentiality, 'lateHistory', late_history) end as terms from enterprise_group`;

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
  /** Whose place it is. */
  readonly personId: string;
  /** The account with which they come in. */
  readonly memberId: string;
  readonly rosterEntryId: string;
  readonly role: GroupRole;
}

export interface Takeover {
  readonly sourceGroupId: string;
  readonly enterpriseGroupId: string;
  readonly terms: PromisedTerms;
  readonly members: readonly TakeoverMember[];
  /** People whose last word was a no; none of them is among the members. */
  readonly declined: readonly string[];
}

/**
 * The cut-over's part here, for good: the forming group becomes active with these members and what they were
 * promised, the source group ceases and points to it. The history changes hands by its id, whatever its length; it is
 * made searchable later. Throws, so that the transaction rolls back, unless the one was FORMING and the other LIVE.
 */
export async function completeTakeover(
  tx: Sql,
  { sourceGroupId, enterpriseGroupId, terms, members, declined }: Takeover,
): Promise<void> {
  const activated = await tx.row<{ conversationId: string }>(
    `update enterprise_group set state = 'ACTIVE', activated_at = assent_now(), retention_days = $4,
       confidentiality = $5, late_history = $6
     where id = $1 and source_group_id = $2 and state = any($3) returning conversation_id as "conversationId"`,
    [
      enterpriseGroupId,
      sourceGroupId,
      sourcesOf(enterpriseGroupTransitions, 'ACTIVE'),
      terms.retentionDays,
      terms.confidentiality,
      terms.lateHistory,
    ],
  );
  const ceased = await tx.run(
    `update source_group set state = 'CEASED', successor_id = $2 where id = $1 and state = any($3)`,
    [sourceGroupId, enterpriseGroupId, sourcesOf(sourceGroupTransitions, 'CEASED')],
  );
  if (!activated || ceased !== 1) throw new Error(`group ${sourceGroupId} cannot be taken over`);
  await tx.run(
    `insert into enterprise_group_member (enterprise_group_id, person_id, member_id, roster_entry_id, role, joined_at)
     select $1, m.person_id, m.member_id, m.roster_entry_id, m.role, assent_now()
     from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::text[]) as m (person_id, member_id, roster_entry_id, role)`,
    [
      enterpriseGroupId,
      members.map((member) => member.personId),
      members.map((member) => member.memberId),
      members.map((member) => member.rosterEntryId),
      members.map((member) => member.role),
    ],
  );
  await recordAuthors(
    tx,
    enterpriseGroupId,
    members.map((member) => member.personId),
  );
  await insertDecliners(tx, enterpriseGroupId, declined);
  const { conversationId } = activated;
  await enqueueJob(tx, INDEX_HISTORY_JOB, { conversationId }, { key: indexKey(conversationId) });
}

/**
 * Keeps whose messages are shown as these people's: of the entries of the source group's roster, their own and those
 * with their verified mobile, for one person can stand on it twice. The ids of that time are kept beside them, by which
 * it is found out where somebody is shown as another one later.
 */
export async function recordAuthors(
  tx: Sql,
  enterpriseGroupId: string,
  personIds: readonly string[],
): Promise<void> {
  await tx.run(
    `insert into enterprise_group_author (enterprise_group_id, roster_entry_id, place_id, platform_id, person_id)
     select h.id, e.id, j.id, i.platform_id, j.person_id
     from enterprise_group h
     join enterprise_group_member j on j.enterprise_group_id = h.id and j.person_id = any($2::uuid[])
     join person p on p.id = j.person_id
     join roster_entry e on e.source_group_id = h.source_group_id
     join consumer_identity i on i.id = e.identity_id
     where h.id = $1 and i.erased_at is null and (e.id = j.roster_entry_id or i.mobile = p.mobile)
     on conflict on constraint enterprise_group_author_pkey do nothing`,
    [enterpriseGroupId, personIds],
  );
}

/** Ends a group that never became active. Does nothing to any other. */
export async function dissolveForming(tx: Sql, enterpriseGroupId: string): Promise<void> {
  await tx.run(
    `update enterprise_group set state = 'DISSOLVED', dissolved_at = assent_now() where id = $1 and state = 'FORMING'`,
    [enterpriseGroupId],
  );
}
