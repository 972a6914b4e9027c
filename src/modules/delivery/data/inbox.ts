import type { Loader } from '#platform/db/loader.js';
import type { Sql } from '#platform/db/sql.js';
import { addressedTo } from './addressee.js';
import { DELIVERY_COLUMNS, type DeliveryRow } from './delivery-rows.js';

/** The messages in a person's list: those to all their active accounts, but for what was told to others who had them. */
const LIST = `from delivery d join member m on m.id = d.member_id
  where m.person_id = $1 and m.status = 'ACTIVATED' and d.channel = 'IN_APP' and ${addressedTo('$1')}`;

export interface InboxPage {
  readonly after: string | undefined;
  readonly limit: number;
  readonly unseenOnly: boolean;
}

/** A page of a person's messages, the newest first. */
export function inboxOf(
  sql: Sql,
  personId: string,
  { after, limit, unseenOnly }: InboxPage,
): Promise<DeliveryRow[]> {
  return sql.rows<DeliveryRow>(
    `select ${DELIVERY_COLUMNS} from (select d.* ${LIST} and ($2::uuid is null or d.id < $2)
         and (not $4 or d.state = 'DELIVERED') order by d.id desc limit $3) d
       join delivery_text t on t.id = d.text_id order by d.id desc`,
    [personId, after ?? null, limit, unseenOnly],
  );
}

export async function countInbox(sql: Sql, personId: string, unseenOnly: boolean): Promise<number> {
  const row = await sql.row<{ count: number }>(
    `select count(*) ${LIST} and (not $2 or d.state = 'DELIVERED')`,
    [personId, unseenOnly],
  );
  return row?.count ?? 0;
}

export interface SeenMessage {
  readonly id: string;
  readonly topicType: string;
  readonly topicId: string;
}

/** Those of these messages that are in the person's list. */
export function messagesOfPerson(sql: Sql, personId: string, ids: readonly string[]): Promise<SeenMessage[]> {
  return sql.rows<SeenMessage>(
    `select d.id, d.topic_type as "topicType", d.topic_id as "topicId" ${LIST} and d.id = any($2::uuid[])`,
    [personId, ids],
  );
}

/** Marks messages that wait in lists as seen. Others stay as they are. */
export async function markSeenById(sql: Sql, ids: readonly string[]): Promise<void> {
  await sql.run(
    `update delivery set state = 'SEEN', seen_at = assent_now()
     where id = any($1::uuid[]) and channel = 'IN_APP' and state = 'DELIVERED'`,
    [ids],
  );
}

/** For `context.load`: deliveries by id. It asks for no rights. */
export const deliveryLoader: Loader<DeliveryRow> = {
  name: 'delivery',
  async batch(sql, ids) {
    const rows = await sql.rows<DeliveryRow>(
      `select ${DELIVERY_COLUMNS} from delivery d join delivery_text t on t.id = d.text_id
       where d.id = any($1::uuid[])`,
      [ids],
    );
    return new Map(rows.map((row) => [row.id, row]));
  },
};
