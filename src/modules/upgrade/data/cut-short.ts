import type { Sql } from '#platform/db/sql.js';
import type { Asked } from './account-locks.js';
import { HINDRANCE, MEMBER_JOIN } from './eligibility.js';

/**
 * Those who have lapsed only because answers were closed early: their own end has not come. Under lock, in the order of
 * their ids, and what hinders each now.
 */
export function lockCutShort(
  sql: Sql,
  upgradeId: string,
  now: Date,
): Promise<({ readonly id: string; readonly expiresAt: Date } & Asked)[]> {
  return sql.rows(
    `select i.id, i.expires_at as "expiresAt", ${HINDRANCE} as hindrance, m.id as "accountId"
     from invitation i join roster_entry r on r.id = i.roster_entry_id
       join consumer_identity c on c.id = r.identity_id ${MEMBER_JOIN}
     where i.group_upgrade_id = $1 and i.state = 'EXPIRED' and i.expires_at > $2
     order by i.id for no key update of i`,
    [upgradeId, now],
  );
}
