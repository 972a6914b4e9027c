import type { Sql } from '#platform/db/sql.js';
import type { OtherEntry } from '../domain/conclusions.js';

/**
 * Where else on the roster the people of these invitations stand, by invitation: ACCEPTED where another entry of theirs
 * has said yes, PENDING where another one asks them; the others are left out.
 */
export async function otherEntries(
  sql: Sql,
  upgradeId: string,
  invitationIds: readonly string[],
): Promise<ReadonlyMap<string, OtherEntry>> {
  if (invitationIds.length === 0) return new Map();
  const rows = await sql.rows<{ id: string; state: OtherEntry }>(
    `with entry as (
       select i.id, i.state, coalesce(p.mobile, c.mobile) as whom
       from invitation i join roster_entry r on r.id = i.roster_entry_id
         join consumer_identity c on c.id = r.identity_id left join person p on p.id = i.answered_by
       where i.group_upgrade_id = $1)
     select e.id, min(other.state) as state
     from entry e join entry other on other.whom = e.whom and other.id <> e.id
     where e.id = any($2::uuid[]) and other.state in ('ACCEPTED', 'PENDING') group by e.id`,
    [upgradeId, invitationIds],
  );
  return new Map(rows.map(({ id, state }) => [id, state]));
}

/**
 * Whether whom a question asks has answered it as another entry of the roster, as an SQL expression over `i` (invitation)
 * and `c` (consumer_identity): a yes of theirs stands there, or a no that they gave after they were asked this last.
 * Where a yes was asked anew for another text, it is that yes after which the no must have come.
 */
export const ANSWERED_ELSEWHERE = `exists (
    select from person p join invitation w on w.answered_by = p.id
    where p.mobile = c.mobile and i.answered_by is null and w.group_upgrade_id = i.group_upgrade_id and w.id <> i.id
      and (w.state = 'ACCEPTED' or w.state in ('DECLINED', 'WITHDRAWN')
        and w.answered_at > coalesce(i.answered_at, '-infinity') and not exists (
          select from invitation_round e where e.invitation_id = i.id and e.closed_at >= w.answered_at)))`;

/** Those of these invitations whose people still owe an answer: they have given none as another entry either. */
export async function withoutAnswer(sql: Sql, invitationIds: readonly string[]): Promise<string[]> {
  if (invitationIds.length === 0) return [];
  const rows = await sql.rows<{ id: string; answered: boolean }>(
    `select i.id, ${ANSWERED_ELSEWHERE} as answered from invitation i
       join roster_entry r on r.id = i.roster_entry_id join consumer_identity c on c.id = r.identity_id
     where i.id = any($1::uuid[]) order by i.id`,
    [invitationIds],
  );
  return rows.filter(({ answered }) => !answered).map(({ id }) => id);
}
