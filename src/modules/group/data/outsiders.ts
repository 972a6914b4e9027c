import type { Sql } from '#platform/db/sql.js';

/** Keeps of these people that they have said no to joining a group. */
export async function insertDecliners(
  tx: Sql,
  enterpriseGroupId: string,
  personIds: readonly string[],
): Promise<void> {
  if (personIds.length === 0) return;
  await tx.run(
    `insert into enterprise_group_outsider (enterprise_group_id, person_id, declined)
     select $1, person_id, true from unnest($2::uuid[]) as d (person_id)`,
    [enterpriseGroupId, personIds],
  );
}

/** Whether the person `person` has said no to joining the group `group` and has not asked to be admitted since. */
export const staysOut = (group: string, person: string): string => `exists (
  select from enterprise_group_outsider s
  where s.enterprise_group_id = ${group} and s.person_id = ${person} and s.declined and s.asked_at is null)`;

export interface Asked {
  readonly askedAt: Date;
  /** Whether this lifts a no. */
  readonly declined: boolean;
}

/** Keeps that a person asks to be admitted to a group; of two times the first. */
export async function insertAsked(tx: Sql, enterpriseGroupId: string, personId: string): Promise<Asked> {
  const row = await tx.row<Asked>(
    `insert into enterprise_group_outsider as s (enterprise_group_id, person_id, declined, asked_at)
     values ($1, $2, false, assent_now())
     on conflict on constraint enterprise_group_outsider_pkey
       do update set asked_at = coalesce(s.asked_at, excluded.asked_at)
     returning asked_at as "askedAt", declined`,
    [enterpriseGroupId, personId],
  );
  if (!row) throw new Error('what was asked was not stored');
  return row;
}

export interface AdmissionRequestRow extends Asked {
  /** The account that the person has now. */
  readonly memberId: string;
}

/** Who has asked to be admitted, has an active account and is not in the group. */
const WAITING = `from enterprise_group_outsider s join enterprise_group h on h.id = s.enterprise_group_id
  join member m on m.person_id = s.person_id and m.organization_id = h.organization_id and m.status = 'ACTIVATED'
  where s.enterprise_group_id = $1 and s.asked_at is not null and not exists (
    select from enterprise_group_member g
    where g.enterprise_group_id = s.enterprise_group_id and g.person_id = s.person_id)`;

/** Those who wait to be admitted, by the ids of their accounts, at most `limit` after the id `after`. */
export function waitingPage(
  sql: Sql,
  enterpriseGroupId: string,
  page: { readonly after: string | undefined; readonly limit: number },
): Promise<AdmissionRequestRow[]> {
  return sql.rows<AdmissionRequestRow>(
    `select m.id as "memberId", s.asked_at as "askedAt", s.declined ${WAITING}
       and ($2::uuid is null or m.id > $2) order by m.id limit $3`,
    [enterpriseGroupId, page.after ?? null, page.limit],
  );
}

export async function countWaiting(sql: Sql, enterpriseGroupId: string): Promise<number> {
  return (await sql.row<{ count: number }>(`select count(*) ${WAITING}`, [enterpriseGroupId]))?.count ?? 0;
}
