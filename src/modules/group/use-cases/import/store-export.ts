import { readUpload } from '#modules/operation/public.js';
import { violatedConstraint } from '#platform/db/pg-errors.js';
import type { Sql } from '#platform/db/sql.js';
import { chainDigests, chainStored } from '../../data/conversations.js';
import {
  freshPositions,
  insertAll,
  insertFresh,
  markFresh,
  saysAnythingTwice,
} from '../../data/import/messages.js';
import { type ImportTarget, type Proof, saveProofs } from '../../data/import/target.js';
import { readChatLab } from '../../domain/chatlab/read-chatlab.js';
import { HistoryChain } from '../../domain/history-proof.js';

export interface StoredMessages {
  readonly added: number;
  /** Whether the file may hold a message twice. */
  readonly repetitions: boolean;
  readonly stored: Proof;
  readonly source: Proof;
}

/**
 * Stores the staged messages that the conversation does not have, after those that it has, and both proofs of it.
 *
 * The source's proof is over the messages as they stand in the files. Of a file that overlaps with what was imported
 * before, it goes on with the messages that are new, at the places that they get; those that are known do not count
 * again, and one that the platform changed or recalled since keeps the form in which it was first imported. To have
 * it from the file and not from the stage, such a file is read once more.
 * The stored proof is over the rows as they are read back from the table.
 */
export async function storeMessages(
  tx: Sql,
  target: ImportTarget,
  file: { readonly uploadId: string; readonly sql: Sql; readonly chain: HistoryChain },
): Promise<StoredMessages> {
  const { conversationId, proofVersion } = target;
  const untouched = target.messageCount === 0 && (await insertedAll(tx, conversationId));
  const fresh = untouched ? file.chain.count : await markFresh(tx, conversationId);
  const stored = new HistoryChain(target.messageCount, target.digest, proofVersion);
  const source = untouched
    ? file.chain
    : new HistoryChain(target.sourceCount, target.sourceDigest, proofVersion);
  if (fresh > 0) {
    if (!untouched) await insertFresh(tx, conversationId, target.messageCount);
    await (proofVersion === 1 ? chainStored : chainDigests)(tx, conversationId, stored);
    if (!untouched) await chainFresh(tx, file, source);
    await saveProofs(tx, conversationId, stored, source);
  }
  return { added: fresh, repetitions: !untouched, stored, source };
}

/**
 * Stores the whole file in an empty conversation, or nothing of it if it holds a message twice. What is said twice in a
 * second is common, and looked for before; an id that stands twice is not, and found by the constraint.
 */
async function insertedAll(tx: Sql, conversationId: string): Promise<boolean> {
  if (await saysAnythingTwice(tx)) return false;
  await tx.run('savepoint whole_file');
  try {
    await insertAll(tx, conversationId);
    return true;
  } catch (error) {
    if (violatedConstraint(error) !== 'message_platform_message_id_key') throw error;
    await tx.run('rollback to savepoint whole_file');
    return false;
  }
}

async function chainFresh(
  tx: Sql,
  file: { readonly uploadId: string; readonly sql: Sql },
  chain: HistoryChain,
): Promise<void> {
  const positions = freshPositions(tx);
  let next = await positions.next();
  let position = 0;
  for await (const item of readChatLab(readUpload(file.sql, file.uploadId))) {
    if (next.done) return;
    if (item.kind !== 'message') continue;
    position += 1;
    if (position !== next.value) continue;
    chain.add(item.message);
    next = await positions.next();
  }
}
