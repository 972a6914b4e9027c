import type { Sql } from '#platform/db/sql.js';
import { HistoryChain, type ProofVersion } from '../domain/history-proof.js';

export interface HistoryProofRow {
  /** Of the proof's encoding. A conversation stays in the one that it was begun in until somebody is erased from it. */
  readonly version: ProofVersion;
  readonly messageCount: number;
  /** Of the rows as they were read back after they were stored; 64 hexadecimal digits. */
  readonly digest: string;
  readonly sourceCount: number;
  /** Of the messages as they stood in the files. Equal to `digest` unless something got lost or changed between. */
  readonly sourceDigest: string;
  /** Of a history that was brought from version 1 to the present one: its digest in that version. */
  readonly formerDigest: string | null;
}

/** The proof that was stored with the last import: two numbers and two digests, whatever the length of the history. */
export async function historyProof(sql: Sql, conversationId: string): Promise<HistoryProofRow> {
  const row = (await historyProofs(sql, [conversationId])).get(conversationId);
  if (!row) throw new Error(`there is no conversation ${conversationId}`);
  return row;
}

async function historyProofs(
  sql: Sql,
  conversationIds: readonly string[],
): Promise<ReadonlyMap<string, HistoryProofRow>> {
  const rows = await sql.rows<HistoryProofRow & { id: string }>(
    `select id, proof_version as version, message_count as "messageCount", encode(chain, 'hex') as digest,
       source_count as "sourceCount", encode(source_chain, 'hex') as "sourceDigest",
       encode(former_chain, 'hex') as "formerDigest"
     from conversation where id = any($1::uuid[])`,
    [conversationIds],
  );
  return new Map(rows.map(({ id, ...proof }) => [id, proof]));
}

export const historyProofLoader = { name: 'historyProof', batch: historyProofs };

interface StoredMessage {
  readonly ordinal: number;
  readonly platformMessageId: string | null;
  readonly sender: string;
  readonly accountName: string | null;
  readonly groupNickname: string | null;
  readonly timestamp: number;
  readonly type: number;
  readonly content: string | null;
  readonly replyToMessageId: string | null;
}

const PAGE = 5_000;

/** A message is not there although later ones are: there is no chain over what is left. */
export class MissingMessage extends Error {
  override readonly name = 'MissingMessage';

  constructor(
    conversationId: string,
    readonly ordinal: number,
  ) {
    super(`message ${ordinal} of ${conversationId} is missing`);
  }
}

/**
 * Adds the stored messages after the chain's count to it, in order, in constant memory, and tells after each page how
 * many it held. Throws MissingMessage where one is missing before others. Pages are ranges of ordinals, which have no
 * gaps: a plan for them is right without statistics, and there are none of rows that this very transaction has stored.
 */
export async function chainStored(
  sql: Sql,
  conversationId: string,
  chain: HistoryChain,
  told: (count: number) => void = () => undefined,
): Promise<void> {
  for (;;) {
    const page = [conversationId, chain.count, chain.count + PAGE];
    const rows = await sql.rows<StoredMessage>(
      `select ordinal, platform_message_id as "platformMessageId", sender_platform_id as sender,
         account_name as "accountName", group_nickname as "groupNickname",
         extract(epoch from sent_at)::int8 as timestamp, type, content, reply_to as "replyToMessageId"
       from message where conversation_id = $1 and ordinal > $2 and ordinal <= $3 order by ordinal`,
      page,
    );
    // After the messages, not before: an author who is found erased there has left their digest here by now.
    const erased = await erasedAuthors(sql, page);
    for (const row of rows) {
      if (row.ordinal !== chain.count + 1) throw new MissingMessage(conversationId, chain.count + 1);
      chain.add(row, erased.get(row.ordinal));
    }
    told(rows.length);
    if (rows.length < PAGE) return;
  }
}

/** A text as `LinkBuilder` writes it. */
const text = (column: string): string =>
  `coalesce(int4send(octet_length(${column})) || convert_to(${column}, 'UTF8'), '\\xffffffff')`;

/** `messageDigest` of a stored message, put together and digested by PostgreSQL. */
const DIGEST = `sha256(int8send(ordinal) || ${text('platform_message_id')}
  || sha256(${text('sender_platform_id')} || ${text('account_name')} || ${text('group_nickname')})
  || int8send(extract(epoch from sent_at)::int8) || int8send(type) || ${text('content')} || ${text('reply_to')})`;

const DIGEST_BYTES = 32;
const DIGESTS_PAGE = 10_000;

/**
 * The same as `chainStored` in the present version of the proof, for messages whose authors are all there, as they are
 * when they have just been stored. Their rows do not leave the database, only their digests; and two programs of
 * different making must come to the same for the proof to hold.
 */
export async function chainDigests(sql: Sql, conversationId: string, chain: HistoryChain): Promise<void> {
  const pageAfter = (ordinal: number) =>
    sql.row<{ count: number; last: number | null; digests: Buffer | null }>(
      `select count(*)::int as count, max(ordinal) as last, string_agg(${DIGEST}, ''::bytea order by ordinal) as digests
       from message where conversation_id = $1 and ordinal > $2 and ordinal <= $3`,
      [conversationId, ordinal, ordinal + DIGESTS_PAGE],
    );
  for (let next = pageAfter(chain.count); ;) {
    const page = await next;
    if (!page?.digests) return;
    if (page.last !== chain.count + page.count) throw new MissingMessage(conversationId, chain.count + 1);
    // The database goes on while these are chained.
    if (page.count === DIGESTS_PAGE) next = pageAfter(page.last);
    for (let start = 0; start < page.digests.length; start += DIGEST_BYTES) {
      chain.addDigest(page.digests.subarray(start, start + DIGEST_BYTES));
    }
    if (page.count < DIGESTS_PAGE) return;
  }
}

/** The digests that were kept of erased authors: of a conversation, after one ordinal up to another. */
export async function erasedAuthors(
  sql: Sql,
  page: readonly unknown[],
): Promise<ReadonlyMap<number, Uint8Array>> {
  const rows = await sql.rows<{ ordinal: number; digest: Uint8Array }>(
    `select ordinal, author_digest as digest from message_erasure
     where conversation_id = $1 and ordinal > $2 and ordinal <= $3`,
    page,
  );
  return new Map(rows.map(({ ordinal, digest }) => [ordinal, digest]));
}

/** Computes the proof again from every stored row, in the version in which it was stored. */
export async function verifyConversation(
  sql: Sql,
  conversationId: string,
  told?: (count: number) => void,
): Promise<{ readonly messageCount: number; readonly digest: string }> {
  const { version } = await historyProof(sql, conversationId);
  const chain = new HistoryChain(0, undefined, version);
  await chainStored(sql, conversationId, chain, told);
  return { messageCount: chain.count, digest: chain.digest };
}

export async function countStored(sql: Sql, conversationId: string): Promise<number> {
  const row = await sql.row<{ count: number }>('select count(*) from message where conversation_id = $1', [
    conversationId,
  ]);
  return row?.count ?? 0;
}
