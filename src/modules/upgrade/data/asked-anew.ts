import type { Sql } from '#platform/db/sql.js';
import type { Asked } from './account-locks.js';
import { HINDRANCE, MEMBER_JOIN } from './eligibility.js';

/** Who was asked before and is to be asked once more, and what hinders them now. */
export type AskedAnew = { readonly id: string; readonly expiresAt: Date } & Asked;

/** Invitations `i` of the upgrade `$1`, under lock, in the order of their ids. */
const lockWhere = (condition: string): string =>
  `select i.id, i.expires_at as "expiresAt", ${HINDRANCE} as hindrance, m.id as "accountId"
   from invitation i join roster_entry r on r.id = i.roster_entry_id
     join consumer_identity c on c.id = r.identity_id ${MEMBER_JOIN}
   where i.group_upgrade_id = $1 and ${condition} order by i.id for no key update of i`;

/** Those who have said yes. */
export function lockAccepted(sql: Sql, upgradeId: string): Promise<AskedAnew[]> {
  return sql.rows(lockWhere(`i.state = 'ACCEPTED'`), [upgradeId]);
}

/** Those who have lapsed only because answers were closed early: their own end has not come. */
export function lockCutShort(sql: Sql, upgradeId: string, now: Date): Promise<AskedAnew[]> {
  return sql.rows(lockWhere(`i.state = 'EXPIRED' and i.expires_at > $2`), [upgradeId, now]);
}
