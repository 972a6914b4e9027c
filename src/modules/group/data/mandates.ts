import { sourcesOf } from '#kernel/transitions.js';
import type { Loader } from '#platform/db/loader.js';
import type { Sql } from '#platform/db/sql.js';
import { type MandateState, mandateTransitions } from '../domain/mandate.js';

export interface MandateRow {
  readonly sourceGroupId: string;
  readonly state: MandateState;
  /** Member ids and times; null where nobody has asked, or where the owner has not yet decided. */
  readonly requestedBy: string | null;
  readonly requestedAt: Date | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
}

/** The mandates `d` of the present owners of groups `g`, with whom they were given by. */
export const PRESENT_MANDATES = `join source_group_mandate d
    on d.source_group_id = g.id and d.owner_identity_id = g.owner_identity_id
  join consumer_identity w on w.id = g.owner_identity_id
  left join member b on b.id = d.decided_by`;

/**
 * What was granted counts as long as the person who granted it has the account with which they did, and the owner's
 * identity has its mobile: where a mobile is corrected, the word of somebody who never was the owner goes with it, and
 * whoever gets the account has not given it.
 */
export const MANDATE_STATE = `case when d.state = 'GRANTED' and (b.mobile is distinct from w.mobile
    or b.person_id is distinct from d.decided_person_id or b.person_id is null or b.status = 'LEFT')
  then 'LAPSED' else d.state end`;

/** By source group: the mandate of its present owner. */
export async function presentMandates(
  sql: Sql,
  sourceGroupIds: readonly string[],
): Promise<ReadonlyMap<string, MandateRow>> {
  const rows = await sql.rows<MandateRow>(
    `select g.id as "sourceGroupId", ${MANDATE_STATE} as state, d.requested_by as "requestedBy",
       d.requested_at as "requestedAt", d.decided_by as "decidedBy", d.decided_at as "decidedAt"
     from source_group g ${PRESENT_MANDATES} where g.id = any($1::uuid[])`,
    [sourceGroupIds],
  );
  return new Map(rows.map((row) => [row.sourceGroupId, row]));
}

export const mandateLoader: Loader<MandateRow> = { name: 'mandate', batch: presentMandates };

/**
 * Asks the owners of these groups, which the caller has locked: of those that are LIVE and have an owner who is not
 * being asked already and has not said yes. Returns the ids of the groups whose owners are asked now.
 */
export async function requestMandates(
  tx: Sql,
  sourceGroupIds: readonly string[],
  memberId: string,
  now: Date,
): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    `insert into source_group_mandate (source_group_id, owner_identity_id, state, requested_by, requested_at)
     select g.id, g.owner_identity_id, 'REQUESTED', $2, $3
     from source_group g left join (
       select g.id, ${MANDATE_STATE} as state from source_group g ${PRESENT_MANDATES}
       where g.id = any($1::uuid[])) p on p.id = g.id
     where g.id = any($1::uuid[]) and g.state = 'LIVE' and g.owner_identity_id is not null
       and (p.id is null or p.state = any($4))
     on conflict on constraint source_group_mandate_pkey do update set state = 'REQUESTED',
       requested_by = excluded.requested_by, requested_at = excluded.requested_at, decided_by = null, decided_at = null, decided_person_id = null
     returning source_group_id as id`,
    [sourceGroupIds, memberId, now, sourcesOf(mandateTransitions, 'REQUESTED')],
  );
  return rows.map((row) => row.id);
}

/** How many owners of these groups no message reaches, for nobody has an account as them. */
export async function countUnreachable(sql: Sql, sourceGroupIds: readonly string[]): Promise<number> {
  const row = await sql.row<{ count: number }>(
    `select count(*) from source_group g where g.id = any($1::uuid[]) and not exists (
       select from consumer_identity c join member m on m.organization_id = g.organization_id and m.mobile = c.mobile
       where c.id = g.owner_identity_id and c.mobile_vouched and m.status in ('NOT_ACTIVATED', 'ACTIVATED'))`,
    [sourceGroupIds],
  );
  return row?.count ?? 0;
}

export interface Decision {
  readonly sourceGroupId: string;
  readonly ownerIdentityId: string;
  readonly state: 'GRANTED' | 'REVOKED';
  /** The owner, and their account. */
  readonly personId: string;
  readonly memberId: string;
  readonly now: Date;
}

/** Stores what the owner has decided, asked or not. The caller holds the group's lock. */
export async function decideMandate(tx: Sql, decision: Decision): Promise<void> {
  const { sourceGroupId, ownerIdentityId, state, personId, memberId, now } = decision;
  await tx.run(
    `insert into source_group_mandate (source_group_id, owner_identity_id, state, decided_by, decided_at,
       decided_person_id)
     values ($1, $2, $3, $4, $5, $6)
     on conflict on constraint source_group_mandate_pkey do update set state = excluded.state,
       decided_by = excluded.decided_by, decided_at = excluded.decided_at,
       decided_person_id = excluded.decided_person_id`,
    [sourceGroupId, ownerIdentityId, state, memberId, now, personId],
  );
}

/** Ends what earlier owners were asked for or have granted. The caller holds the group's lock. */
export async function lapseMandates(tx: Sql, sourceGroupId: string): Promise<void> {
  await tx.run(
    `update source_group_mandate d set state = 'LAPSED' from source_group g
     where g.id = $1 and d.source_group_id = g.id and d.state = any($2)
       and d.owner_identity_id is distinct from g.owner_identity_id`,
    [sourceGroupId, sourcesOf(mandateTransitions, 'LAPSED')],
  );
}
