import type { Sql } from '#platform/db/sql.js';

export interface MessageRow {
  readonly conversationId: string;
  readonly ordinal: number;
  readonly platformMessageId: string | null;
  readonly platformId: string;
  readonly accountName: string | null;
  readonly groupNickname: string | null;
  readonly sentAt: Date;
  readonly type: number;
  readonly content: string | null;
  readonly replyTo: string | null;
  /** The place of the message that this one answers; null where it is not in this history. */
  readonly replyOrdinal: number | null;
  /** The sender's account, if they are in the group. */
  readonly memberId: string | null;
}

/**
 * Messages of a group's history in order, at most `limit` after an ordinal, in one statement. Ordinals have no gaps,
 * and what messages answer and who sent them are looked up by unique keys.
 */
export function messagePage(
  sql: Sql,
  group: { readonly id: string; readonly conversationId: string; readonly sourceGroupId: string },
  page: { readonly after: number; readonly limit: number },
): Promise<MessageRow[]> {
  return sql.rows<MessageRow>(
    `select m.conversation_id as "conversationId", m.ordinal, m.platform_message_id as "platformMessageId", m.sender_platform_id as "platformId",
       m.account_name as "accountName", m.group_nickname as "groupNickname", m.sent_at as "sentAt", m.type, m.content,
       m.reply_to as "replyTo", r.ordinal as "replyOrdinal", g.member_id as "memberId"
     from (select * from message where conversation_id = $1 and ordinal > $4 and ordinal <= $4::bigint + $5::int) m
     left join message r on r.conversation_id = $1 and r.platform_message_id = m.reply_to
       and r.platform_message_id is not null
     join source_group s on s.id = $3
     left join consumer_identity i
       on i.organization_id = s.organization_id and i.platform = s.platform and i.platform_id = m.sender_platform_id
     left join roster_entry e on e.source_group_id = s.id and e.identity_id = i.id
     left join enterprise_group_member g on g.enterprise_group_id = $2 and g.roster_entry_id = e.id
     order by m.ordinal`,
    [group.conversationId, group.id, group.sourceGroupId, page.after, page.limit],
  );
}
