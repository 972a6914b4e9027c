import type { Sql } from '#platform/db/sql.js';
import type { PreflightEntry } from '../domain/preflight.js';
import { HINDRANCE, MEMBER_JOIN, PERSON } from './eligibility.js';

/** What a start has done with each entry, in roster order: read from the invitations that it has made. */
export function entriesOfUpgrade(sql: Sql, upgradeId: string): Promise<PreflightEntry[]> {
  return sql.rows<PreflightEntry>(
    `select i.position, i.roster_entry_id as "rosterEntryId", i.blocked_reason as hindrance, m.id as "memberId"
     from invitation i join roster_entry r on r.id = i.roster_entry_id
       join consumer_identity c on c.id = r.identity_id ${MEMBER_JOIN}
     where i.group_upgrade_id = $1 order by i.position`,
    [upgradeId],
  );
}

/** The same of a roster that nothing can be started on now. */
export function entriesOfRoster(sql: Sql, sourceGroupId: string): Promise<PreflightEntry[]> {
  return sql.rows<PreflightEntry>(
    `select (row_number() over (order by r.position, r.id))::int as position, r.id as "rosterEntryId",
       ${HINDRANCE} as hindrance, m.id as "memberId"
     from roster_entry r join consumer_identity c on c.id = r.identity_id ${MEMBER_JOIN}
     where r.source_group_id = $1 and r.left_at is null order by r.position, r.id`,
    [sourceGroupId],
  );
}

/** How many people a roster holds. */
export async function countPeople(sql: Sql, sourceGroupId: string): Promise<number> {
  const row = await sql.row<{ count: number }>(
    `select count(distinct ${PERSON}) as count
     from roster_entry r join consumer_identity c on c.id = r.identity_id
     where r.source_group_id = $1 and r.left_at is null`,
    [sourceGroupId],
  );
  return row?.count ?? 0;
}

/**
 * How many messages of a history these roster entries have written. It reads the whole history once: half a second for
 * a million messages, on two busy cores. An index by sender would make each import pay for what is asked now and then.
 */
export async function countMessagesOf(
  sql: Sql,
  conversationId: string,
  rosterEntryIds: readonly string[],
): Promise<number> {
  const row = await sql.row<{ count: number }>(
    `select count(*) as count from message where conversation_id = $1 and sender_platform_id in (
       select c.platform_id from roster_entry r join consumer_identity c on c.id = r.identity_id
       where r.id = any($2::uuid[]))`,
    [conversationId, rosterEntryIds],
  );
  return row?.count ?? 0;
}
