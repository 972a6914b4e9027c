import type { Sql } from '#platform/db/sql.js';

/**
 * The next invitations of an upgrade that is over, which the caller holds, whose people have not been told how it ended;
 * from now on they have. Undone with the transaction, so that each is told once, whoever asks how often.
 */
export async function takeUntold(sql: Sql, upgradeId: string, limit: number): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(
    `with next as (
       select id, position from invitation
       where group_upgrade_id = $1 and position > (select told_position from group_upgrade where id = $1)
       order by position limit $2),
     told as (
       update group_upgrade set told_position = (select max(position) from next)
       where id = $1 and exists (select from next))
     select id from next order by position`,
    [upgradeId, limit],
  );
  return rows.map(({ id }) => id);
}
