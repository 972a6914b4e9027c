import type { Sql } from '#platform/db/sql.js';
import { authorDigest, HistoryChain } from '../domain/history-proof.js';
import { linkFromHex } from '#kernel/hash-chain.js';
import { chainStored, historyProof, MissingMessage } from './conversations.js';

const LOCK_KEY = `hashtextextended('erasure:' || $1::text, 0)`;

/**
 * Until the end of the transaction nobody imports a group of the organization: an import that had looked before could
 * bring back what is being erased. Taken before any group is locked.
 */
export async function lockErasures(tx: Sql, organizationId: string): Promise<void> {
  await tx.run(`select pg_advisory_xact_lock(${LOCK_KEY})`, [organizationId]);
}

/** Until the end of the transaction nobody is erased from the organization's groups. Others import beside it. */
export async function holdOffErasures(tx: Sql, organizationId: string): Promise<void> {
  await tx.run(`select pg_advisory_xact_lock_shared(${LOCK_KEY})`, [organizationId]);
}

/** The tombstone of a platform id, in SQL: `z` is the organization's salt. */
export const tombstone = (platformId: string): string =>
  `sha256(z.salt || convert_to(${platformId}, 'UTF8'))`;

/** Somebody whose platform id is replaced by a pseudonym. */
export interface Erased {
  readonly platformId: string;
  readonly pseudonym: string;
}

/**
 * Takes the authors out of messages after an ordinal: id and names go, what they have written stays, and the digest of
 * each author is kept first, so that the chain over the messages stays what it was. A history whose proof could not do
 * without them changes to version 2 before. Returns how many messages there were.
 */
export async function eraseMessages(
  tx: Sql,
  conversationIds: readonly string[],
  erased: readonly Erased[],
  after = 0,
): Promise<number> {
  const of = [conversationIds, erased.map(({ platformId }) => platformId), after];
  const authors = await tx.rows<Author>(
    `select conversation_id as "conversationId", sender_platform_id as sender, account_name as "accountName",
       group_nickname as "groupNickname"
     from message where conversation_id = any($1::uuid[]) and sender_platform_id = any($2::text[]) and ordinal > $3
     group by 1, 2, 3, 4`,
    of,
  );
  if (authors.length === 0) return 0;
  for (const id of new Set(authors.map(({ conversationId }) => conversationId))) await rechain(tx, id);
  await keepDigests(tx, authors, after);
  return tx.run(
    `update message m set sender_platform_id = e.pseudonym, account_name = null, group_nickname = null
     from unnest($2::text[], $4::text[]) as e (platform_id, pseudonym)
     where m.conversation_id = any($1::uuid[]) and m.sender_platform_id = e.platform_id and m.ordinal > $3`,
    [...of, erased.map(({ pseudonym }) => pseudonym)],
  );
}

interface Author {
  readonly conversationId: string;
  readonly sender: string;
  readonly accountName: string | null;
  readonly groupNickname: string | null;
}

async function keepDigests(tx: Sql, authors: readonly Author[], after: number): Promise<void> {
  await tx.run(
    `insert into message_erasure (conversation_id, ordinal, author_digest)
     select m.conversation_id, m.ordinal, a.digest
     from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::bytea[])
       as a (conversation_id, sender, account_name, group_nickname, digest)
     join message m on m.conversation_id = a.conversation_id and m.sender_platform_id = a.sender
       and m.account_name is not distinct from a.account_name
       and m.group_nickname is not distinct from a.group_nickname
     where m.ordinal > $6`,
    [
      authors.map(({ conversationId }) => conversationId),
      authors.map(({ sender }) => sender),
      authors.map(({ accountName }) => accountName),
      authors.map(({ groupNickname }) => groupNickname),
      authors.map(authorDigest),
      after,
    ],
  );
}

/**
 * Brings a history in version 1 of the proof, which cannot do without its authors, to the present one. One that is not
 * what was imported keeps its digests, which no chain of this version gives: it stays unproved.
 */
async function rechain(tx: Sql, conversationId: string): Promise<void> {
  const proof = await historyProof(tx, conversationId);
  if (proof.version !== 1) return;
  const digest = (await stands(tx, conversationId)) ? await presentDigest(tx, conversationId) : undefined;
  await tx.run(
    `update conversation set proof_version = 2, former_chain = case when $2::bytea is not null then chain end,
       chain = coalesce($2, chain), source_chain = coalesce($2, source_chain)
     where id = $1`,
    [conversationId, digest === undefined ? null : linkFromHex(digest)],
  );
}

async function stands(tx: Sql, conversationId: string): Promise<boolean> {
  const { messageCount, digest, sourceCount, sourceDigest } = await historyProof(tx, conversationId);
  const chain = new HistoryChain(0, undefined, 1);
  try {
    await chainStored(tx, conversationId, chain);
  } catch (error) {
    if (error instanceof MissingMessage) return false;
    throw error;
  }
  const { count } = chain;
  return (
    messageCount === count &&
    sourceCount === count &&
    digest === chain.digest &&
    sourceDigest === chain.digest
  );
}

async function presentDigest(tx: Sql, conversationId: string): Promise<string> {
  const chain = new HistoryChain();
  await chainStored(tx, conversationId, chain);
  return chain.digest;
}
