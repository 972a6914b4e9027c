import { copyInto, copyRow } from '#platform/db/copy.js';
import type { Database } from '#platform/db/database.js';
import { type Sql, sqlOver } from '#platform/db/sql.js';
import { enqueueJob } from '#platform/use-case/effects.js';
import { INDEX_HISTORY_JOB, indexKey } from '../data/index-job.js';
import { findableTexts, lockSearchState, saveSearched, unsearchedHistories } from '../data/search.js';
import { documentOf } from '../domain/search-terms.js';

/** Messages of one transaction, and transactions of one run: a server that stops waits for a run to end. */
const BATCH = 2_000;
const BATCHES = 10;

/**
 * Makes a history that was taken over searchable: not while it is imported, which it would slow down, but afterwards,
 * a batch a transaction from where the last one ended. Doing it again adds nothing.
 */
export async function indexHistory(database: Database, conversationId: string): Promise<void> {
  for (let batch = 0; batch < BATCHES; batch++) {
    if (!(await indexBatch(database, conversationId))) return;
  }
  await enqueueJob(database, INDEX_HISTORY_JOB, { conversationId }, { key: indexKey(conversationId) });
}

/** Returns whether there is more to do. */
async function indexBatch(database: Database, conversationId: string): Promise<boolean> {
  const client = await database.pool.connect();
  const ignore = (): void => undefined;
  client.on('error', ignore);
  let broken = true;
  try {
    await client.query('begin');
    const tx = sqlOver(client);
    const state = await lockSearchState(tx, conversationId);
    const after = state?.searchedCount ?? 0;
    const upTo = Math.min(after + BATCH, state?.messageCount ?? 0);
    if (state && after < upTo) {
      const rows = await documentRows(tx, conversationId, state.scope, after, upTo);
      await copyInto(client, 'copy message_search (conversation_id, ordinal, document) from stdin', rows);
      await saveSearched(tx, conversationId, upTo);
    }
    await client.query('commit');
    broken = false;
    return upTo < (state?.messageCount ?? 0);
  } finally {
    client.off('error', ignore);
    client.release(broken);
  }
}

async function documentRows(
  tx: Sql,
  conversationId: string,
  scope: number,
  after: number,
  upTo: number,
): Promise<AsyncGenerator<string>> {
  const texts = await findableTexts(tx, conversationId, after, upTo);
  return (async function* () {
    for (const { ordinal, content } of texts) {
      const document = documentOf(scope, content);
      if (document !== '') yield copyRow([conversationId, ordinal, document]);
    }
  })();
}

const HISTORIES_A_SWEEP = 100;

/** Goes on with what was left: histories that were taken over before there was a search, and jobs that were lost. */
export async function indexHistories(sql: Sql): Promise<void> {
  for (const conversationId of await unsearchedHistories(sql, HISTORIES_A_SWEEP))
    await enqueueJob(sql, INDEX_HISTORY_JOB, { conversationId }, { key: indexKey(conversationId) });
}
