import type { Sql } from '#platform/db/sql.js';

export interface PersonRow {
  readonly id: string;
  readonly mobile: string;
}

export function personById(sql: Sql, id: string): Promise<PersonRow | undefined> {
  return sql.row<PersonRow>('select id, mobile from person where id = $1', [id]);
}

/** Whether a session is open now, and whose it is. */
export function openSession(
  sql: Sql,
  sessionId: string,
): Promise<{ personId: string; mobile: string } | undefined> {
  return sql.row(
    `select p.id as "personId", p.mobile from session s join person p on p.id = s.person_id
     where s.id = $1 and s.ended_at is null and s.expires_at > assent_now()`,
    [sessionId],
  );
}

/** Those of the sessions that are not open any more. */
export function endedAmong(sql: Sql, sessionIds: readonly string[]): Promise<{ readonly id: string }[]> {
  return sql.rows(
    `select asked.id from unnest($1::uuid[]) as asked (id)
     where not exists (
       select from session s where s.id = asked.id and s.ended_at is null and s.expires_at > assent_now())`,
    [sessionIds],
  );
}
