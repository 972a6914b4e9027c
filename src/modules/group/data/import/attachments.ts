import type { ClientBase } from 'pg';
import { copyInto, copyRow } from '#platform/db/copy.js';
import type { Sql } from '#platform/db/sql.js';
import { attachableTypes } from '../../domain/attachment.js';

export interface StagedAttachment {
  readonly line: number;
  readonly platformMessageId: string;
  readonly reference: string;
  readonly fileName: string;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** The sound lines of a manifest, in a temporary table of the import's own connection. */
export async function createAttachmentStage(client: ClientBase): Promise<void> {
  await client.query(
    `create temporary table attachment_import (
       line                int    not null,
       platform_message_id text   not null,
       reference           text   not null,
       file_name           text   not null,
       bytes               bigint not null,
       sha256              bytea  not null)`,
  );
}

/** Copies rows of `stagedAttachment`, then lets the planner know how many there are. */
export async function fillAttachmentStage(client: ClientBase, pieces: AsyncIterable<string>): Promise<void> {
  await copyInto(client, 'copy attachment_import from stdin', pieces);
  await client.query('analyze attachment_import');
}

export function stagedAttachment(attachment: StagedAttachment): string {
  const { line, platformMessageId, reference, fileName, bytes, sha256 } = attachment;
  return copyRow([line, platformMessageId, reference, fileName, bytes, `\\x${sha256}`]);
}

export type AttachmentVerdict =
  | 'CREATED'
  | 'UPDATED'
  | 'UNCHANGED'
  | 'DUPLICATE_MESSAGE_ID'
  | 'UNKNOWN_MESSAGE'
  | 'WRONG_TYPE';

export type VerdictCounts = Readonly<Record<AttachmentVerdict, number>>;

/**
 * Finds the message of each staged line and what the line changes; of two lines for one message the first counts. The
 * caller holds the group's lock, so what is found stays so until `storeAttachments`. Returns how many there are of each.
 */
export async function judgeAttachments(tx: Sql, conversationId: string): Promise<VerdictCounts> {
  await tx.run(
    `create temporary table attachment_judged as
     select s.*, m.ordinal, case
         when s.n > 1 then 'DUPLICATE_MESSAGE_ID'
         when m.ordinal is null then 'UNKNOWN_MESSAGE'
         when m.type <> all ($2::int[]) then 'WRONG_TYPE'
         when a.ordinal is null then 'CREATED'
         when (a.reference, a.file_name, a.bytes, a.sha256) = (s.reference, s.file_name, s.bytes, s.sha256)
           then 'UNCHANGED'
         else 'UPDATED' end as verdict
     from (select *, row_number() over (partition by platform_message_id order by line) as n
           from attachment_import) s
     left join message m on m.conversation_id = $1 and m.platform_message_id = s.platform_message_id
       and m.platform_message_id is not null
     left join message_attachment a on a.conversation_id = $1 and a.ordinal = m.ordinal`,
    [conversationId, attachableTypes],
  );
  await tx.run(`create index on attachment_judged (line) where verdict not in ('CREATED', 'UNCHANGED')`);
  const rows = await tx.rows<{ verdict: AttachmentVerdict; count: number }>(
    'select verdict, count(*) as count from attachment_judged group by verdict',
  );
  const counts = {
    CREATED: 0,
    UPDATED: 0,
    UNCHANGED: 0,
    DUPLICATE_MESSAGE_ID: 0,
    UNKNOWN_MESSAGE: 0,
    WRONG_TYPE: 0,
  };
  for (const { verdict, count } of rows) counts[verdict] = count;
  return counts;
}

/** Stores what the judged lines say that is new. */
export async function storeAttachments(tx: Sql, conversationId: string): Promise<void> {
  await tx.run(
    `insert into message_attachment (conversation_id, ordinal, reference, file_name, bytes, sha256)
     select $1, ordinal, reference, file_name, bytes, sha256 from attachment_judged
     where verdict in ('CREATED', 'UPDATED')
     on conflict on constraint message_attachment_pkey do update set reference = excluded.reference,
       file_name = excluded.file_name, bytes = excluded.bytes, sha256 = excluded.sha256`,
    [conversationId],
  );
}

export interface JudgedLine {
  readonly line: number;
  readonly platformMessageId: string;
  readonly verdict: Exclude<AttachmentVerdict, 'CREATED' | 'UNCHANGED'>;
}

/** Lines that are worth a word, in order, at most `limit` after a line. */
export function remarkableLines(sql: Sql, after: number, limit: number): Promise<JudgedLine[]> {
  return sql.rows<JudgedLine>(
    `select line, platform_message_id as "platformMessageId", verdict from attachment_judged
     where verdict not in ('CREATED', 'UNCHANGED') and line > $1 order by line limit $2`,
    [after, limit],
  );
}
