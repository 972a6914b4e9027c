import type { Sql } from './sql.js';

/** The database's present, by its own clock at this statement, not at the transaction's start. */
export async function databaseNow(sql: Sql): Promise<Date> {
  const row = await sql.row<{ now: Date }>('select assent_now() as now');
  if (!row) throw new Error('assent_now() returned no row');
  return row.now;
}
