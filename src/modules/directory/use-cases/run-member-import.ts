import type { PoolClient } from 'pg';
import { type Progress, readUpload, runOperation } from '#modules/operation/public.js';
import { refreshMemberStatistics, refreshStagingStatistics } from '../data/member-statistics.js';
import { applyBatch, type BatchRow } from '../data/member-batch.js';
import { clearStaging, markRepeated, type StagedMember, stageMembers } from '../data/member-staging.js';
import { accountsChanged } from '../domain/events.js';
import { mayDispossessOfficers } from '../domain/member.js';
import { readMemberRows } from './csv/member-rows.js';
import { emptyFile, fileFailure, type ImportParts, lockForImport, refusedRow } from './import-parts.js';
import { importedRow } from './member-import-row.js';
import type { ImportJob } from './start-import.js';

/** Lines a transaction. Others can change the directory in between, and a cancelled import ends after one. */
const BATCH = 5_000;
/** Lines of the file between two looks for a wish to cancel; also what waits to be written at most. */
const LINES_A_LOOK = 500;

/**
 * Brings a file of members into an organization's directory. First the whole file is read and staged, so a file that
 * breaks off half-way imports nothing; then it is applied in batches, each a transaction. The same file again changes
 * nothing, so an import that was cancelled or interrupted is continued by importing the file once more.
 */
export function runMemberImport(parts: ImportParts, job: ImportJob): Promise<void> {
  return runOperation(parts, job.operationId, async (progress) => {
    try {
      await clearStaging(parts.database, job.operationId);
      progress.phase('READING');
      const total = await readFile(parts, job, progress);
      if (total === 0) throw emptyFile();
      progress.total(total);
      progress.phase('WRITING');
      await refreshStagingStatistics(parts.database);
      await markRepeated(parts.database, job.operationId);
      let line: number | undefined = 0;
      for (let batches = 1; line !== undefined; batches++) {
        line = await writeBatch(parts, job, line, progress);
        if (isPowerOfTwo(batches)) await refreshMemberStatistics(parts.database);
      }
    } finally {
      await clearStaging(parts.database, job.operationId);
    }
    return { resultType: 'Organization', resultId: job.organizationId };
  });
}

/** Each time the import has doubled: often enough that the planner knows what it works on, in few statements. */
function isPowerOfTwo(count: number): boolean {
  return (count & (count - 1)) === 0;
}

/** Stages the sound lines and reports the others. Returns how many lines there are. */
async function readFile(parts: ImportParts, job: ImportJob, progress: Progress): Promise<number> {
  let total = 0;
  async function* soundLines(): AsyncGenerator<StagedMember> {
    for await (const row of readMemberRows(readUpload(parts.database, job.uploadId))) {
      if (row.kind === 'fatal') throw fileFailure(row.problem);
      total += 1;
      if (row.result.ok) yield { ...row.result.value, line: row.line };
      else {
        progress.row(refusedRow(row.line, row.result.error));
        progress.advance({ failed: 1 });
      }
      if (total % LINES_A_LOOK > 0) continue;
      await progress.flush();
      progress.throwIfCancelled();
    }
  }
  await withClient(parts, (client) => stageMembers(client, job.operationId, soundLines()));
  return total;
}

/** Lends a connection for a COPY; one whose COPY failed is not used again. */
async function withClient(parts: ImportParts, work: (client: PoolClient) => Promise<void>): Promise<void> {
  const client = await parts.database.pool.connect();
  const ignore = (): void => undefined;
  // Without a listener the loss of the connection would end the process; the statement under way tells of it.
  client.on('error', ignore);
  let failed = true;
  try {
    await work(client);
    failed = false;
  } finally {
    client.off('error', ignore);
    client.release(failed);
  }
}

/** Applies the lines that follow `afterLine`. Returns the last of them, undefined when there are none. */
async function writeBatch(
  parts: ImportParts,
  job: ImportJob,
  afterLine: number,
  progress: Progress,
): Promise<number | undefined> {
  progress.throwIfCancelled();
  const { operationId, organizationId, personId } = job;
  const rows = await parts.runner().perform('importMembers', async (context) => {
    const officersToo = mayDispossessOfficers(await lockForImport(context.tx, job));
    const applied = await applyBatch(context.tx, {
      operationId,
      organizationId,
      afterLine,
      limit: BATCH,
      officersToo,
    });
    const changed = applied.filter(isChange);
    if (changed.length === 0) return applied;
    const details = { afterLine, lines: applied.length, changed: changed.length };
    context.record({
      organizationId,
      actorId: personId,
      subject: { type: 'Operation', id: operationId },
      details,
    });
    const accounts = changed.map(({ memberId, mobile }) => ({ organizationId, memberId, mobile }));
    await context.emit(accountsChanged, { accounts });
    return applied;
  });
  let failed = 0;
  for (const row of rows) {
    const reported = importedRow(row);
    if (reported.outcome === 'FAILED') failed += 1;
    progress.row(reported);
  }
  progress.advance({ succeeded: rows.length - failed, failed });
  await progress.flush();
  return rows.at(-1)?.line;
}

function isChange(row: BatchRow): boolean {
  return row.outcome === 'CREATED' || row.outcome === 'UPDATED';
}
