import type { Sql } from '#platform/db/sql.js';
import type { DeliveryState } from '../domain/states.js';
import { addressedTo } from './addressee.js';

/** A delivery under lock, as its webhook's gateway may report on it. */
export interface ReportedDelivery {
  readonly id: string;
  readonly organizationId: string;
  readonly channel: string;
  readonly state: DeliveryState;
}

export function lockReported(sql: Sql, id: string): Promise<ReportedDelivery | undefined> {
  return sql.row<ReportedDelivery>(
    `select id, organization_id as "organizationId", channel, state from delivery where id = $1 for update`,
    [id],
  );
}

export async function storeReport(
  sql: Sql,
  id: string,
  report: { readonly state: 'DELIVERED' } | { readonly state: 'FAILED'; readonly detail: string },
): Promise<void> {
  const failed = report.state === 'FAILED';
  await sql.run(
    `update delivery set state = $2, failure = case when $3 then 'REPORTED' end,
       failure_detail = case when $3 then $4 else failure_detail end, sent_at = coalesce(sent_at, assent_now()),
       delivered_at = case when $3 then delivered_at else assent_now() end,
       ended_at = case when $3 then assent_now() end
     where id = $1`,
    [id, report.state, failed, failed ? report.detail : null],
  );
}

/**
 * Marks what a person was told about something as seen: whoever has it open has been reached. The delivery by whose
 * link they came has arrived, whatever is known of it.
 */
export async function markSeen(
  sql: Sql,
  topic: { readonly type: string; readonly id: string },
  personId: string,
  cameBy: string | null,
): Promise<void> {
  await sql.run(
    `update delivery d set state = 'SEEN', failure = null, seen_at = assent_now()
     where d.topic_type = $1 and d.topic_id = $2 and d.state not in ('SEEN', 'CANCELLED')
       and (d.id = $4 or (d.sent_at is not null and exists (
         select from member m where m.id = d.member_id and m.person_id = $3 and ${addressedTo('$3')})))`,
    [topic.type, topic.id, personId, cameBy],
  );
}
