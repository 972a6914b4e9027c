import type { Loader } from '#platform/db/loader.js';
import type { Sql } from '#platform/db/sql.js';
import type { ReadMessage } from '../domain/shown-proof.js';
import { enterpriseGroupLoader } from './enterprise-groups.js';
import { ownAccount } from './places.js';

/** What one reader sees of a group's history. */
export interface HistoryView {
  /** The enterprise group. */
  readonly id: string;
  readonly conversationId: string;
  readonly sourceGroupId: string;
  /** The first ordinal that is theirs to read: 1, or more for somebody who was admitted later. */
  readonly from: number;
}

export interface MessageRow extends ReadMessage {
  readonly ordinal: number;
  /** The place of the message that this one answers; null where it is not in what the reader sees. */
  readonly replyOrdinal: number | null;
  readonly view: HistoryView;
}

const COLUMNS = `m.ordinal, m.platform_message_id as "platformMessageId", m.sender_platform_id as "platformId",
  m.account_name as "accountName", m.group_nickname as "groupNickname", m.sent_at as "sentAt", m.type, m.content,
  m.reply_to as "replyTo", r.ordinal as "replyOrdinal", i.erased_at is not null as erased,
  g.id is not null as "inGroup", own.id as "memberId"`;

/** `$1` to `$4` are the view; what messages answer and who sent them are looked up by unique keys. */
const JOINS = `left join message r on r.conversation_id = $1 and r.platform_message_id = m.reply_to
    and r.platform_message_id is not null and r.ordinal >= $4
  join source_group s on s.id = $3
  left join consumer_identity i
    on i.organization_id = s.organization_id and i.platform = s.platform and i.platform_id = m.sender_platform_id
  left join roster_entry e on e.source_group_id = s.id and e.identity_id = i.id
  left join enterprise_group_author a on a.enterprise_group_id = $2 and a.roster_entry_id = e.id
  left join enterprise_group_member g on g.id = a.place_id and i.erased_at is null
  ${ownAccount('s.organization_id')}
  order by m.ordinal`;

const paramsOf = (view: HistoryView): unknown[] => [
  view.conversationId,
  view.id,
  view.sourceGroupId,
  view.from,
];

/**
 * Messages of a group's history in order, at most `limit` after an ordinal, in one statement. Ordinals have no gaps.
 */
export async function messagePage(
  sql: Sql,
  view: HistoryView,
  page: { readonly after: number; readonly limit: number },
): Promise<MessageRow[]> {
  const rows = await sql.rows<Omit<MessageRow, 'view'>>(
    `select ${COLUMNS}
     from (select * from message where conversation_id = $1 and ordinal > $5 and ordinal <= $5::bigint + $6::int) m
     ${JOINS}`,
    [...paramsOf(view), Math.max(page.after, view.from - 1), page.limit],
  );
  return rows.map((row) => ({ ...row, view }));
}

/** The messages at these ordinals, those left out that the reader does not see. */
export async function messagesAt(
  sql: Sql,
  view: HistoryView,
  ordinals: readonly number[],
): Promise<MessageRow[]> {
  const rows = await sql.rows<Omit<MessageRow, 'view'>>(
    `select ${COLUMNS}
     from (select * from message where conversation_id = $1 and ordinal = any($5::int[]) and ordinal >= $4) m ${JOINS}`,
    [...paramsOf(view), ordinals],
  );
  return rows.map((row) => ({ ...row, view }));
}

/** The key of a message for `messageLoader`. */
export function messageKey(view: HistoryView, ordinal: number): string {
  return `${view.id}/${view.from}/${ordinal}`;
}

/** For `context.load`: messages by `messageKey`. It asks for no rights; who loads has found out what the reader sees. */
export const messageLoader: Loader<MessageRow> = {
  name: 'message',
  async batch(sql, keys) {
    const found = new Map<string, MessageRow>();
    for (const [id, from, ordinals] of byView(keys)) {
      const group = (await enterpriseGroupLoader.batch(sql, [id])).get(id);
      if (!group) continue;
      const view = { id, from, conversationId: group.conversationId, sourceGroupId: group.sourceGroupId };
      for (const row of await messagesAt(sql, view, ordinals)) found.set(messageKey(view, row.ordinal), row);
    }
    return found;
  },
};

/** Keys of one request are of one view each group, so that there are as many statements as groups in it. */
function byView(keys: readonly string[]): (readonly [id: string, from: number, ordinals: number[]])[] {
  const views = new Map<string, readonly [string, number, number[]]>();
  for (const key of keys) {
    const [id = '', from = '', ordinal] = key.split('/');
    const view = views.get(`${id}/${from}`) ?? ([id, Number(from), []] as const);
    view[2].push(Number(ordinal));
    views.set(`${id}/${from}`, view);
  }
  return [...views.values()];
}
