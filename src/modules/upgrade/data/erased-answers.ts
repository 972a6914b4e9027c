import type { ErasedPerson } from '#modules/identity/public.js';
import type { Sql } from '#platform/db/sql.js';

/** Every question that a person was asked or has answered, and the upgrades that asked, in the order of their locks. */
export async function answersOf(
  sql: Sql,
  { personId, mobile }: ErasedPerson,
): Promise<{ readonly invitationIds: string[]; readonly upgradeIds: string[] }> {
  const rows = await sql.rows<{ id: string; upgradeId: string }>(
    `select i.id, i.group_upgrade_id as "upgradeId" from invitation i where i.id in (
       select i.id from member m join invitation i on i.member_id = m.id where m.person_id = $1
       union select r.invitation_id from receipt_person p join receipt r on r.id = p.receipt_id where p.person_id = $1
       union select i.id from consumer_identity c join roster_entry e on e.identity_id = c.id
         join invitation i on i.roster_entry_id = e.id where c.mobile = $2 and i.member_id is null)
     order by 2, 1`,
    [personId, mobile],
  );
  return {
    invitationIds: rows.map(({ id }) => id),
    upgradeIds: [...new Set(rows.map(({ upgradeId }) => upgradeId))],
  };
}

/** What a person has said yes to in an upgrade, under lock. */
export async function lockAcceptedBy(sql: Sql, upgradeId: string, personId: string): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(
    `select i.id from invitation i join member m on m.id = i.member_id
     where i.group_upgrade_id = $1 and i.state = 'ACCEPTED' and m.person_id = $2
     order by i.id for no key update of i`,
    [upgradeId, personId],
  );
  return rows.map(({ id }) => id);
}

/** Erases what a person wrote with their answers, and the personal part of their receipts. */
export async function eraseAnswerTexts(
  sql: Sql,
  personId: string,
  invitationIds: readonly string[],
): Promise<void> {
  await sql.run('update invitation set decline_reason = null where id = any($1::uuid[])', [invitationIds]);
  await sql.run(
    `update invitation_round set reason = null where invitation_id = any($1::uuid[]) and state = 'DECLINED'`,
    [invitationIds],
  );
  await sql.run(
    `update group_upgrade_event e set reason = null from invitation i
     where i.id = any($1::uuid[]) and e.group_upgrade_id = i.group_upgrade_id and e.invitation_id = i.id
       and e.to_state = 'DECLINED'`,
    [invitationIds],
  );
  await sql.run('delete from receipt_person where person_id = $1', [personId]);
}
