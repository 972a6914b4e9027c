import type { ErasedPerson } from '#modules/identity/public.js';
import type { Sql } from '#platform/db/sql.js';

/** What an upgrade has asked somebody. */
export interface Asked {
  /** Every question that they were asked or have answered, also in earlier rounds. */
  readonly invitationIds: readonly string[];
  /** The consumer identities that were asked. */
  readonly identityIds: readonly string[];
  /** In the order of their locks. */
  readonly upgradeIds: readonly string[];
}

/** What a person was ever asked. Read while their accounts are held and before their identities are erased. */
export async function answersOf(sql: Sql, { personId, mobile }: ErasedPerson): Promise<Asked> {
  const rows = await sql.rows<{ id: string; upgradeId: string; identityId: string | null }>(
    `select i.id, i.group_upgrade_id as "upgradeId", case when c.mobile = $2 then c.id end as "identityId"
     from invitation i join roster_entry e on e.id = i.roster_entry_id join consumer_identity c on c.id = e.identity_id
     where i.id in (
       select id from invitation where answered_by = $1
       union select invitation_id from invitation_round where answered_by = $1
       union select r.invitation_id from receipt_person p join receipt r on r.id = p.receipt_id where p.person_id = $1
       union select i.id from consumer_identity c join roster_entry e on e.identity_id = c.id
         join invitation i on i.roster_entry_id = e.id where c.mobile = $2)
     order by 2, 1`,
    [personId, mobile],
  );
  return {
    invitationIds: rows.map(({ id }) => id),
    identityIds: [...new Set(rows.flatMap(({ identityId }) => identityId ?? []))],
    upgradeIds: [...new Set(rows.map(({ upgradeId }) => upgradeId))],
  };
}

/** What a person has said yes to in an upgrade, under lock. */
export async function lockAcceptedBy(sql: Sql, upgradeId: string, personId: string): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(
    `select id from invitation where group_upgrade_id = $1 and state = 'ACCEPTED' and answered_by = $2
     order by id for no key update`,
    [upgradeId, personId],
  );
  return rows.map(({ id }) => id);
}

/**
 * Erases what a person wrote with their answers, and the links that were sent to them. What somebody else has answered
 * to the same question, before a mobile was corrected or after, stays.
 */
export async function eraseAnswerTexts(
  sql: Sql,
  personId: string,
  invitationIds: readonly string[],
): Promise<void> {
  const of = [invitationIds, personId];
  const theirs = (row: string): string => `coalesce(${row}.answered_by = $2, true)`;
  await sql.run(
    `update invitation i set decline_reason = null where i.id = any($1::uuid[]) and ${theirs('i')}`,
    of,
  );
  await sql.run(
    `update invitation_round d set reason = null
     where d.invitation_id = any($1::uuid[]) and d.state = 'DECLINED' and ${theirs('d')}`,
    of,
  );
  await sql.run(
    `update group_upgrade_event e set reason = null from invitation i
     where i.id = any($1::uuid[]) and e.group_upgrade_id = i.group_upgrade_id and e.invitation_id = i.id
       and e.to_state = 'DECLINED' and not exists (
         select from receipt r join receipt_person p on p.receipt_id = r.id
         where r.group_upgrade_id = e.group_upgrade_id and r.sequence = e.sequence and p.person_id <> $2)`,
    of,
  );
  await sql.run(
    `delete from invitation_link l using delivery d left join member m on m.id = d.member_id
     where l.invitation_id = any($1::uuid[]) and d.id = l.delivery_id
       and (d.member_id is null or coalesce(d.person_id, m.person_id) is not distinct from $2)`,
    of,
  );
}
