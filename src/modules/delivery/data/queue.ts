import { newId } from '#kernel/ids.js';
import type { Sql } from '#platform/db/sql.js';
import type { Channel } from '../domain/states.js';

export interface NewText {
  /** What it is about: a word of the module that sends it. */
  readonly kind: string;
  readonly language: 'en' | 'zh-CN';
  readonly title: string;
  readonly body: string;
}

/** One message to one person through one channel. */
export interface NewDelivery {
  readonly id: string;
  /** The place of its text in the batch. */
  readonly text: number;
  /** The account it is for; null for somebody without one, whom `identityId` names. */
  readonly memberId: string | null;
  readonly identityId: string | null;
  readonly topicId: string;
  readonly channel: Channel;
  /** With `{token}` where the delivery's own token goes. */
  readonly link: string | null;
}

/** Messages that are queued together, whatever their number. */
export interface Batch {
  readonly organizationId: string;
  /** The GraphQL type of what they are about. */
  readonly topicType: string;
  readonly texts: readonly NewText[];
  readonly deliveries: readonly NewDelivery[];
}

/**
 * Inserts texts and deliveries in one statement, addressed to whose account it is at this moment. What goes into the product's own list is there with it, so that it
 * is delivered at once; the rest waits until `notBefore`.
 */
export async function insertBatch(sql: Sql, batch: Batch, now: Date, notBefore: Date): Promise<void> {
  const texts = batch.texts.map((text, place) => ({ id: newId(), place, ...text }));
  await sql.run(
    `with texts as (
       select * from jsonb_to_recordset($3::jsonb)
         as (id uuid, place int, kind text, language text, title text, body text)),
     inserted as (
       insert into delivery_text (id, organization_id, kind, language, title, body)
       select id, $1, kind, language, title, body from texts)
     insert into delivery (id, organization_id, text_id, member_id, person_id, identity_id, topic_type, topic_id,
       channel, link, state, not_before, queued_at, sent_at, delivered_at)
     select d.id, $1, t.id, d."memberId", m.person_id, d."identityId", $2, d."topicId", d.channel, d.link,
       case d.channel when 'IN_APP' then 'DELIVERED' else 'QUEUED' end,
       case d.channel when 'IN_APP' then $5::timestamptz else $6::timestamptz end, $5,
       case d.channel when 'IN_APP' then $5 end, case d.channel when 'IN_APP' then $5 end
     from jsonb_to_recordset($4::jsonb) as d (id uuid, text int, "memberId" uuid, "identityId" uuid, "topicId" uuid,
         channel text, link text)
       join texts t on t.place = d.text left join member m on m.id = d."memberId"`,
    [
      batch.organizationId,
      batch.topicType,
      JSON.stringify(texts),
      JSON.stringify(batch.deliveries),
      now,
      notBefore,
    ],
  );
}
