import type { Loader } from '#platform/db/loader.js';
import type { Sql } from '#platform/db/sql.js';
import { fileTypes } from '../domain/attachment.js';

export interface AttachmentRow {
  readonly reference: string;
  readonly fileName: string;
  readonly bytes: number;
  /** 64 hexadecimal digits. */
  readonly sha256: string;
}

/** A message, as a key for `attachmentLoader`. */
export const attachmentKey = (conversationId: string, ordinal: number): string =>
  `${conversationId}/${ordinal}`;

/** For `context.load`: the files of messages, by `attachmentKey`. Asks for no rights; who loads may read the message. */
export const attachmentLoader: Loader<AttachmentRow> = {
  name: 'attachment',
  async batch(sql, keys) {
    const messages = keys.map((key) => key.split('/'));
    const rows = await sql.rows<AttachmentRow & { key: string }>(
      `select k.key, a.reference, a.file_name as "fileName", a.bytes, encode(a.sha256, 'hex') as sha256
       from unnest($1::text[], $2::uuid[], $3::int[]) as k (key, conversation_id, ordinal)
       join message_attachment a on a.conversation_id = k.conversation_id and a.ordinal = k.ordinal`,
      [keys, messages.map(([id]) => id), messages.map(([, ordinal]) => ordinal)],
    );
    return new Map(rows.map(({ key, ...row }) => [key, row]));
  },
};

/** In the statement, not as a parameter: only so does the partial index on these types serve. */
const WITH_FILE = `type in (${fileTypes.join(', ')})`;
const WITHOUT_ROW = `not exists (
  select from message_attachment a where a.conversation_id = m.conversation_id and a.ordinal = m.ordinal)`;

export interface AttachmentCounts {
  readonly present: number;
  readonly missing: number;
}

/** For `context.load`: how many files of a conversation are there and are not, by its id. */
export const attachmentCountLoader: Loader<AttachmentCounts> = {
  name: 'attachmentCounts',
  async batch(sql, conversationIds) {
    const rows = await sql.rows<AttachmentCounts & { id: string }>(
      `select c.id,
         (select count(*) from message_attachment a where a.conversation_id = c.id) as present,
         (select count(*) from message m where m.conversation_id = c.id and m.${WITH_FILE} and ${WITHOUT_ROW}) as missing
       from unnest($1::uuid[]) as c (id)`,
      [conversationIds],
    );
    return new Map(rows.map(({ id, ...counts }) => [id, counts]));
  },
};

export interface MissingRow {
  readonly ordinal: number;
  readonly platformMessageId: string | null;
  readonly type: number;
  readonly sentAt: Date;
}

/** Messages that must be about a file and of which nobody has said which, at most `limit` after an ordinal. */
export function missingAttachmentPage(
  sql: Sql,
  conversationId: string,
  page: { readonly after: number; readonly limit: number },
): Promise<MissingRow[]> {
  return sql.rows<MissingRow>(
    `select m.ordinal, m.platform_message_id as "platformMessageId", m.type, m.sent_at as "sentAt" from message m
     where m.conversation_id = $1 and m.ordinal > $2 and m.${WITH_FILE} and ${WITHOUT_ROW}
     order by m.ordinal limit $3`,
    [conversationId, page.after, page.limit],
  );
}
