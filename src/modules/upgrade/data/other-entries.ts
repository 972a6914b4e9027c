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
