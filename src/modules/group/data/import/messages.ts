import type { Sql } from '#platform/db/sql.js';
import type { StagedLine } from './roster.js';

const TARGET = `insert into message (conversation_id, ordinal, sent_at, type, occurrence, content_key,
  platform_message_id, sender_platform_id, account_name, group_nickname, content, reply_to)`;
const REST = `s.content_key, s.platform_message_id, s.sender, s.account_name, s.group_nickname, s.content, s.reply_to`;

/** Whether two messages without an id are the same in what they say. */
export async function saysAnythingTwice(tx: Sql): Promise<boolean> {
  const row = await tx.row(
    `select from group_import where content_key is not null group by content_key having count(*) > 1 limit 1`,
  );
  return row !== undefined;
}

/** Stores every staged message at its own position: for a conversation that is empty and a file without repetitions. */
export function insertAll(tx: Sql, conversationId: string): Promise<number> {
  return tx.run(
    `${TARGET} select $1, s.position, to_timestamp(s.sent_at), s.type,
       case when s.platform_message_id is null then 1 end, ${REST}
     from group_import s where s.type is not null`,
    [conversationId],
  );
}

/**
 * Marks the staged messages that the conversation does not have. With a platform id: the first of its id in the file.
 * Without: the n-th of its content key, for each n that is not stored. Returns how many.
 */
export async function markFresh(tx: Sql, conversationId: string): Promise<number> {
  await tx.run('create temporary table group_import_fresh (position int primary key, occurrence int)');
  const identified = await tx.run(
    `insert into group_import_fresh (position)
     select min(s.position) from group_import s
     where s.type is not null and s.platform_message_id is not null and not exists (
       select from message m
       where m.conversation_id = $1 and m.platform_message_id = s.platform_message_id)
     group by s.platform_message_id`,
    [conversationId],
  );
  const others = await tx.run(
    `insert into group_import_fresh (position, occurrence)
     select s.position, s.occurrence from (
       select position, content_key, row_number() over (partition by content_key order by position) as occurrence
       from group_import where type is not null and platform_message_id is null) s
     where not exists (
       select from message m
       where m.conversation_id = $1 and m.platform_message_id is null
         and m.content_key = s.content_key and m.occurrence = s.occurrence)`,
    [conversationId],
  );
  await tx.run('analyze group_import_fresh');
  return identified + others;
}

/** Stores the marked messages after the last one of the conversation, in the order of the file. */
export function insertFresh(tx: Sql, conversationId: string, last: number): Promise<number> {
  return tx.run(
    `${TARGET} select $1, $2::int + row_number() over (order by s.position), to_timestamp(s.sent_at), s.type,
       f.occurrence, ${REST}
     from group_import s join group_import_fresh f on f.position = s.position where s.type is not null`,
    [conversationId, last],
  );
}

const PAGE = 10_000;

/** The positions of the marked messages, ascending. */
export async function* freshPositions(tx: Sql): AsyncGenerator<number> {
  for (let after = 0; ;) {
    const rows = await tx.rows<{ position: number }>(
      'select position from group_import_fresh where position > $1 order by position limit $2',
      [after, PAGE],
    );
    for (const { position } of rows) yield position;
    if (rows.length < PAGE) return;
    after = rows.at(-1)?.position ?? after;
  }
}

/** Messages whose id stands in the file before already, in order, at most `limit` after a position. */
export function repeatedMessageIds(sql: Sql, after: number, limit: number): Promise<StagedLine[]> {
  return sql.rows<StagedLine>(
    `select position, line, value from (
       select position, line, platform_message_id as value,
         row_number() over (partition by platform_message_id order by position) as n
       from group_import where type is not null and platform_message_id is not null) s
     where n > 1 and position > $1 order by position limit $2`,
    [after, limit],
  );
}
