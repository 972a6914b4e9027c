import type { Sql } from '#platform/db/sql.js';

/** Organizations whose streams have rows that are older than so many days, or that nobody has put in order. */
export async function organizationsToTend(sql: Sql, days: number): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(
    `select organization_id as id from organization_log where position is null
     union select organization_id from organization_log where at < assent_now() - make_interval(days => $1)`,
    [days],
  );
  return rows.map(({ id }) => id);
}

/**
 * Removes what is older than so many days from a stream that the caller has locked and put in order, as far as nothing
 * younger stands before it; where the rest begins is stored with it. Returns how many rows there were.
 */
export function removeOldEntries(sql: Sql, organizationId: string, days: number): Promise<number> {
  return sql.run(
    `with kept as (
       select min(position - coalesce(last_sequence - first_sequence, 0)) - 1 as before from organization_log
       where organization_id = $1 and at >= assent_now() - make_interval(days => $2)),
     moved as (
       update organization_stream s set floor = coalesce(kept.before, s.head) from kept
       where s.organization_id = $1 returning s.floor)
     delete from organization_log l using moved where l.organization_id = $1 and l.position <= moved.floor`,
    [organizationId, days],
  );
}
