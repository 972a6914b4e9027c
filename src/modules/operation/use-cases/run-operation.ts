import type { PoolClient } from 'pg';
import type { Logger } from 'pino';
import type { Database } from '#platform/db/database.js';
import { isUnavailable } from '#platform/db/pg-errors.js';
import { type Sql, sqlOver } from '#platform/db/sql.js';
import type { Hub } from '#platform/events/hub.js';
import {
  beginOperation,
  type Ending,
  endOperation,
  tryLockOperation,
  unlockOperation,
} from '../data/operations.js';
import { OperationCancelled, OperationFailure, operationTopic, STARTS_MAX } from '../domain/operation.js';
import { type Progress, ProgressWriter } from './progress-writer.js';

export interface OperationParts {
  readonly database: Database;
  readonly hub: Hub;
  readonly log: Logger;
}

/** What the work has made, if anything: a GraphQL type that `node` can read, and its UUID. */
export interface OperationResult {
  readonly resultType?: string;
  readonly resultId?: string;
}

/**
 * Runs the work of a queued operation and writes how it ends. Does nothing when it has finished or is running
 * elsewhere. Work whose process died starts over, so its effect must be idempotent or in one transaction.
 * Whatever the work throws ends it; only an unreachable database leaves it as it is and throws, to be tried again.
 */
export async function runOperation(
  parts: OperationParts,
  operationId: string,
  work: (progress: Progress) => Promise<OperationResult>,
): Promise<void> {
  const client = await parts.database.pool.connect();
  const ignore = (): void => undefined;
  // Without a listener the loss of the connection would end the process; the next statement tells of it.
  client.on('error', ignore);
  let lost: Error | undefined;
  try {
    await runLocked(parts, client, operationId, work);
  } catch (error) {
    lost = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    client.off('error', ignore);
    // A connection that failed is closed, and PostgreSQL lets go of its lock.
    client.release(lost);
  }
}

async function runLocked(
  parts: OperationParts,
  client: PoolClient,
  operationId: string,
  work: (progress: Progress) => Promise<OperationResult>,
): Promise<void> {
  const sql = sqlOver(client);
  if (!(await tryLockOperation(sql, operationId))) return;
  const begun = await beginOperation(sql, operationId);
  if (begun) {
    const changed = (): void => parts.hub.publish(operationTopic(operationId));
    changed();
    const ending = await endingOf(parts.log, sql, operationId, begun, work, changed);
    await endOperation(sql, operationId, ending);
    changed();
  }
  await unlockOperation(sql, operationId);
}

async function endingOf(
  log: Logger,
  sql: Sql,
  operationId: string,
  begun: { readonly starts: number; readonly cancelRequested: boolean },
  work: (progress: Progress) => Promise<OperationResult>,
  changed: () => void,
): Promise<Ending> {
  if (begun.cancelRequested) return { state: 'CANCELLED' };
  if (begun.starts > STARTS_MAX) {
    return { state: 'FAILED', code: 'INTERRUPTED', message: `It was interrupted ${STARTS_MAX} times.` };
  }
  const progress = new ProgressWriter(sql, operationId, changed);
  try {
    const result = await work(progress);
    await progress.close();
    return { state: 'SUCCEEDED', ...result };
  } catch (error) {
    await progress.close().catch(() => undefined);
    return endingOfError(log, operationId, error);
  }
}

function endingOfError(log: Logger, operationId: string, error: unknown): Ending {
  if (isUnavailable(error)) throw error;
  if (error instanceof OperationCancelled) return { state: 'CANCELLED' };
  if (error instanceof OperationFailure) return { state: 'FAILED', code: error.code, message: error.message };
  log.error({ err: error, operationId }, 'operation failed');
  return { state: 'FAILED', code: 'INTERNAL', message: 'Something went wrong on our side.' };
}
