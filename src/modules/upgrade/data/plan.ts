import type { Sql } from '#platform/db/sql.js';
import type { BlockedReason } from '../domain/states.js';
import { HINDRANCE, MEMBER_JOIN } from './eligibility.js';

export interface PlannedInvitation {
  readonly rosterEntryId: string;
  readonly hindrance: BlockedReason | null;
}

/** Whom an upgrade of this group would ask now, in roster order, and what hinders each. */
export function planInvitations(sql: Sql, sourceGroupId: string): Promise<PlannedInvitation[]> {
  return sql.rows<PlannedInvitation>(
    `select r.id as "rosterEntryId", ${HINDRANCE} as hindrance
     from roster_entry r join consumer_identity c on c.id = r.identity_id ${MEMBER_JOIN}
     where r.source_group_id = $1 and r.left_at is null order by r.position, r.id`,
    [sourceGroupId],
  );
}

export interface NewInvitation {
  readonly id: string;
  readonly rosterEntryId: string;
  readonly hindrance: BlockedReason | null;
}

/** Inserts an upgrade's invitations with an event each. The counters and the sequence are the new upgrade's own. */
export async function insertInvitations(
  sql: Sql,
  upgradeId: string,
  invitations: readonly NewInvitation[],
  expiresAt: Date,
  now: Date,
): Promise<void> {
  await sql.run(
    `with x as (
       select * from rows from (jsonb_to_recordset($2::jsonb) as (id uuid, "rosterEntryId" uuid, hindrance text))
         with ordinality as x (id, roster_entry_id, hindrance, position)),
     inserted as (
       insert into invitation (id, group_upgrade_id, roster_entry_id, position, state, blocked_reason, expires_at)
       select id, $1, roster_entry_id, position, case when hindrance is null then 'PENDING' else 'BLOCKED' end,
         hindrance, $3 from x)
     insert into group_upgrade_event (group_upgrade_id, sequence, type, at, invitation_id, to_state, reason)
     select $1, 1 + position, 'INVITATION_CREATED', $4, id,
       case when hindrance is null then 'PENDING' else 'BLOCKED' end, hindrance from x`,
    [upgradeId, JSON.stringify(invitations), expiresAt, now],
  );
}
