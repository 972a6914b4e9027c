import type { Sql } from '#platform/db/sql.js';
import type { LockedQuestion } from './invitation-rows.js';

/**
 * Those who have joined the source group since the cooling-off began, and have neither answered nor been removed, under
 * lock, in the order of their ids.
 */
export function lockLateJoiners(sql: Sql, upgradeId: string): Promise<LockedQuestion[]> {
  return sql.rows(
    `select i.id, i.state, i.expires_at as "expiresAt", i.warned_hours as "warnedHours" from invitation i
     where i.group_upgrade_id = $1 and i.state in ('BLOCKED', 'PENDING') and i.id in (
       select e.invitation_id from group_upgrade_event e
       where e.group_upgrade_id = $1 and e.type = 'INVITATION_CREATED' and e.sequence > (
         select max(s.sequence) from group_upgrade_event s
         where s.group_upgrade_id = $1 and s.type = 'COOLING_OFF_STARTED'))
     order by i.id for no key update of i`,
    [upgradeId],
  );
}
