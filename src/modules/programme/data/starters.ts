import type { Role } from '#modules/identity/public.js';
import type { Sql } from '#platform/db/sql.js';

/** In whose name a group is started, as they are now. */
export interface StarterRow {
  readonly memberId: string;
  readonly personId: string | null;
  readonly mobile: string;
  readonly roles: readonly Role[];
  readonly activated: boolean;
  readonly organizationActive: boolean;
}

/** Holds the organization as it is until the commit, before all other locks, so that a suspension stops what follows. */
export function lockedStarter(sql: Sql, memberId: string): Promise<StarterRow | undefined> {
  return sql.row<StarterRow>(
    `select m.id as "memberId", m.person_id as "personId", m.mobile, m.roles, m.status = 'ACTIVATED' as activated,
       o.state = 'ACTIVE' as "organizationActive"
     from member m join organization o on o.id = m.organization_id where m.id = $1 for share of o`,
    [memberId],
  );
}
