import type { Sql } from '#platform/db/sql.js';
import type { BlockedReason } from '../domain/states.js';
import { HINDRANCE, MEMBER_JOIN } from './eligibility.js';

/**
 * Holds the accounts of everybody whom an upgrade asks as they are. First in the order of locks: whoever changes an
 * account holds it already when open upgrades follow.
 */
export async function lockAccountsOf(sql: Sql, upgradeId: string): Promise<void> {
  await sql.run(
    `select 1 from invitation i join roster_entry r on r.id = i.roster_entry_id
       join consumer_identity c on c.id = r.identity_id
       join member m on m.organization_id = c.organization_id and m.mobile = c.mobile and m.status <> 'LEFT'
     where i.group_upgrade_id = $1 order by m.id for share of m`,
    [upgradeId],
  );
}

/** Those who have said yes, under lock, and what hinders each from saying it again now. */
export function lockAccepted(
  sql: Sql,
  upgradeId: string,
): Promise<{ id: string; expiresAt: Date; hindrance: BlockedReason | null }[]> {
  return sql.rows(
    `select i.id, i.expires_at as "expiresAt", ${HINDRANCE} as hindrance from invitation i join roster_entry r on r.id = i.roster_entry_id
       join consumer_identity c on c.id = r.identity_id ${MEMBER_JOIN}
     where i.group_upgrade_id = $1 and i.state = 'ACCEPTED' order by i.id for no key update of i`,
    [upgradeId],
  );
}
