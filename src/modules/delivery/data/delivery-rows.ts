import type { Loader } from '#platform/db/loader.js';
import type { Sql } from '#platform/db/sql.js';
import type { Channel, DeliveryFailure, DeliveryState } from '../domain/states.js';

export interface DeliveryRow {
  readonly id: string;
  readonly organizationId: string;
  readonly memberId: string | null;
  readonly topicType: string;
  readonly topicId: string;
  readonly kind: string;
  readonly language: 'en' | 'zh-CN';
  readonly title: string;
  readonly body: string;
  readonly channel: Channel;
  readonly state: DeliveryState;
  readonly failure: DeliveryFailure | null;
  readonly failureDetail: string | null;
  readonly sentTo: string | null;
  readonly attempts: number;
  readonly notBefore: Date;
  readonly queuedAt: Date;
  readonly sentAt: Date | null;
  readonly deliveredAt: Date | null;
  readonly seenAt: Date | null;
  readonly endedAt: Date | null;
}

export const DELIVERY_COLUMNS = `d.id, d.organization_id as "organizationId", d.member_id as "memberId",
  d.topic_type as "topicType", d.topic_id as "topicId", t.kind, t.language, t.title, t.body, d.channel, d.state,
  d.failure, d.failure_detail as "failureDetail", d.sent_to as "sentTo", d.attempts, d.not_before as "notBefore",
  d.queued_at as "queuedAt", d.sent_at as "sentAt", d.delivered_at as "deliveredAt", d.seen_at as "seenAt",
  d.ended_at as "endedAt"`;

export function deliveryById(sql: Sql, id: string): Promise<DeliveryRow | undefined> {
  return sql.row<DeliveryRow>(
    `select ${DELIVERY_COLUMNS} from delivery d join delivery_text t on t.id = d.text_id where d.id = $1`,
    [id],
  );
}

/** The key of a page of a topic's deliveries, for `topicDeliveriesLoader`. */
export const topicPageKey = (type: string, id: string, limit: number, after: string | undefined): string =>
  [type, id, limit, after ?? FIRST].join('/');

const FIRST = '00000000-0000-0000-0000-000000000000';

/** For `context.load`: pages of the deliveries about something, the oldest first, by `topicPageKey`. It asks for no rights. */
export const topicDeliveriesLoader: Loader<readonly DeliveryRow[]> = {
  name: 'topic-deliveries',
  async batch(sql, keys) {
    const parts = keys.map((key) => key.split('/'));
    const rows = await sql.rows<DeliveryRow & { key: string }>(
      `select k.key, ${DELIVERY_COLUMNS}
       from unnest($1::text[], $2::text[], $3::uuid[], $4::int[], $5::uuid[]) as k (key, type, id, first, after)
         cross join lateral (
           select * from delivery where topic_type = k.type and topic_id = k.id and id > k.after
           order by id limit k.first) d
         join delivery_text t on t.id = d.text_id
       order by d.id`,
      [
        keys,
        parts.map(([type]) => type),
        parts.map(([, id]) => id),
        parts.map(([, , limit]) => Number(limit)),
        parts.map(([, , , after]) => after),
      ],
    );
    return Map.groupBy(rows, (row) => row.key);
  },
};

/** For `context.load`: how many deliveries there are about something, by `type/id`. It asks for no rights. */
export const topicCountLoader: Loader<number> = {
  name: 'topic-delivery-count',
  async batch(sql, keys) {
    const rows = await sql.rows<{ key: string; count: number }>(
      `select k.key, count(*) as count
       from unnest($1::text[], $2::text[], $3::uuid[]) as k (key, type, id)
         join delivery d on d.topic_type = k.type and d.topic_id = k.id group by k.key`,
      [keys, keys.map((key) => key.split('/')[0]), keys.map((key) => key.split('/')[1])],
    );
    return new Map(rows.map((row) => [row.key, row.count]));
  },
};
