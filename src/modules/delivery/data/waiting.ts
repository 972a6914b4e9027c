import type { Sql } from '#platform/db/sql.js';

/** A message about one topic to one account. */
export interface MessageTo {
  readonly topicId: string;
  readonly memberId: string;
}

/** To which accounts messages of these kinds about these topics are still to be sent. */
export function waitingMessages(
  sql: Sql,
  topicType: string,
  topicIds: readonly string[],
  kinds: readonly string[],
): Promise<MessageTo[]> {
  return sql.rows<MessageTo>(
    `select distinct d.topic_id as "topicId", d.member_id as "memberId"
     from delivery d join delivery_text t on t.id = d.text_id
     where d.topic_type = $1 and d.topic_id = any($2::uuid[]) and d.state = 'QUEUED' and d.member_id is not null
       and t.kind = any($3)`,
    [topicType, topicIds, kinds],
  );
}
