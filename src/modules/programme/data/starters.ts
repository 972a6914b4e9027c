import type { Role } from '#modules/identity/public.js';
import type { Sql } from '#platform/db/sql.js';

/** In whose name a group is started, as they are now. */
export interface StarterRow {
  readonly memberId: string;
  readonly personId: string | null;
  readonly mobile: string;
  readonly roles: readonly Role[];
  readonly activated: boolean;
}

/** Exact until the commit for whoever holds the directory. */
export function starterOf(sql: Sql, memberId: string): Promise<StarterRow | undefined> {
  return sql.row<StarterRow>(
    `select m.id as "memberId", m.person_id as "personId", m.mobile, m.roles, m.status = 'ACTIVATED' as activated
     from member m where m.id = $1`,
    [memberId],
  );
}
