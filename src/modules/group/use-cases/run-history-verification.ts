import { OperationFailure, type OperationResult, type Progress } from '#modules/operation/public.js';
import { newId } from '#kernel/ids.js';
import type { Database } from '#platform/db/database.js';
import { type Sql, sqlOver } from '#platform/db/sql.js';
import type { Runner } from '#platform/use-case/runner.js';
import { countStored, historyProof, MissingMessage, verifyConversation } from '../data/conversations.js';
import { enterpriseGroupById } from '../data/enterprise-groups.js';
import { sourceGroupById } from '../data/source-groups.js';
import { proveShown } from '../data/shown-history.js';
import { insertVerification } from '../data/verifications.js';
import { isEqual, shownOf, type Verification } from '../domain/verification.js';

export interface HistoryVerificationJob {
  readonly sourceGroupId: string;
  readonly personId: string;
}

/**
 * Computes a history's proof from every stored row and stores what was found beside what it should be. All is read
 * from one snapshot, so an import or an erasure that goes on meanwhile makes no difference.
 */
export async function runHistoryVerification(
  database: Database,
  runner: Runner,
  { sourceGroupId, personId }: HistoryVerificationJob,
  progress: Progress,
): Promise<OperationResult> {
  progress.phase('READING');
  const found = await inSnapshot(database, (sql) => verify(sql, sourceGroupId, progress));
  const id = newId();
  await runner.perform('verifyHistory', async (context) => {
    await insertVerification(context.tx, id, found);
    const { organizationId, storedCount, storedDigest } = found;
    context.record({
      organizationId,
      actorId: personId,
      subject: { type: 'SourceGroup', id: sourceGroupId },
      details: { equal: isEqual(found), messages: storedCount, digest: storedDigest },
    });
  });
  return { resultType: 'HistoryVerification', resultId: id };
}

async function inSnapshot<T>(database: Database, work: (sql: Sql) => Promise<T>): Promise<T> {
  const client = await database.pool.connect();
  const ignore = (): void => undefined;
  client.on('error', ignore);
  let broken = true;
  try {
    await client.query('begin isolation level repeatable read read only');
    const result = await work(sqlOver(client));
    await client.query('commit');
    broken = false;
    return result;
  } finally {
    client.off('error', ignore);
    client.release(broken);
  }
}

async function verify(sql: Sql, sourceGroupId: string, progress: Progress): Promise<Verification> {
  const group = await sourceGroupById(sql, sourceGroupId);
  if (!group) throw new OperationFailure('SOURCE_GROUP_UNKNOWN', 'There is no such group.');
  const { organizationId, conversationId, successorId } = group;
  const { version, messageCount, sourceCount, sourceDigest } = await historyProof(sql, conversationId);
  progress.total(messageCount);
  const stored = await storedProof(sql, conversationId, (count) => {
    progress.advance({ succeeded: count });
    progress.throwIfCancelled();
  });
  const source = { version, sourceCount, sourceDigest };
  const shown = await shownProof(sql, successorId, source, progress);
  return { organizationId, sourceGroupId, ...source, ...stored, ...shown };
}

async function storedProof(
  sql: Sql,
  conversationId: string,
  told: (count: number) => void,
): Promise<Pick<Verification, 'storedCount' | 'storedDigest' | 'missingOrdinal'>> {
  try {
    const { messageCount, digest } = await verifyConversation(sql, conversationId, told);
    return { storedCount: messageCount, storedDigest: digest, missingOrdinal: null };
  } catch (error) {
    if (!(error instanceof MissingMessage)) throw error;
    const storedCount = await countStored(sql, conversationId);
    return { storedCount, storedDigest: null, missingOrdinal: error.ordinal };
  }
}

/** The proof of what the group shows that has taken over, read as its members read it from the first message on. */
async function shownProof(
  sql: Sql,
  enterpriseGroupId: string | null,
  { version, sourceCount, sourceDigest }: Pick<Verification, 'version' | 'sourceCount' | 'sourceDigest'>,
  progress: Progress,
): Promise<Pick<Verification, 'enterpriseGroupId' | 'shownCount' | 'shownDigest'>> {
  const group = enterpriseGroupId === null ? undefined : await enterpriseGroupById(sql, enterpriseGroupId);
  if (!group) return { enterpriseGroupId: null, shownCount: null, shownDigest: null };
  progress.phase('READING_AS_MEMBERS');
  const { id, conversationId, sourceGroupId } = group;
  const view = { id, conversationId, sourceGroupId, from: 1 };
  const read = await proveShown(sql, view, version, () => progress.throwIfCancelled());
  const source = { messageCount: sourceCount, digest: sourceDigest };
  const shown = shownOf(source, read, await historyProof(sql, conversationId));
  return { enterpriseGroupId, shownCount: shown.messageCount, shownDigest: shown.digest };
}
