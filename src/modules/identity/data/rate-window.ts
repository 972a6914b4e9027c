import type { Sql } from '#platform/db/sql.js';

export interface RateLimit {
  readonly subject: string;
  readonly limit: number;
  readonly windowSeconds: number;
}

/**
 * Counts one attempt in the subject's fixed window, over all nodes. Returns 0 if it is within the limit, else the
 * seconds until the window ends.
 */
export async function countAttempt(sql: Sql, { subject, limit, windowSeconds }: RateLimit): Promise<number> {
  const row = await sql.row<{ used: number; left: number }>(
    `insert into rate_window as w (subject, started_at, used) values ($1, assent_now(), 1)
     on conflict on constraint rate_window_pkey do update set
       used = case when w.started_at + make_interval(secs => $2) <= assent_now() then 1 else w.used + 1 end,
       started_at = case when w.started_at + make_interval(secs => $2) <= assent_now() then assent_now() else w.started_at end
     returning used, ceil(extract(epoch from w.started_at + make_interval(secs => $2) - assent_now()))::int as left`,
    [subject, windowSeconds],
  );
  return row && row.used > limit ? Math.max(1, row.left) : 0;
}
