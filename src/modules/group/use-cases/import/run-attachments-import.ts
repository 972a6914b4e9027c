import type { PoolClient } from 'pg';
import { appendEntries } from '#modules/audit/public.js';
import {
  OperationFailure,
  type OperationResult,
  type Progress,
  readUpload,
} from '#modules/operation/public.js';
import type { Database } from '#platform/db/database.js';
import { type Sql, sqlOver } from '#platform/db/sql.js';
import { orNotFound } from '#platform/use-case/failures.js';
import {
  createAttachmentStage,
  fillAttachmentStage,
  judgeAttachments,
  remarkableLines,
  type StagedAttachment,
  stagedAttachment,
  storeAttachments,
  type VerdictCounts,
} from '../../data/import/attachments.js';
import { type LockedSourceGroup, lockSourceGroup, sourceGroupById } from '../../data/source-groups.js';
import { readAttachmentRows } from '../csv/attachment-rows.js';
import { inTransaction, onOwnConnection } from './own-connection.js';
import { checkStillAllowed } from './still-allowed.js';

export interface AttachmentsImport {
  readonly operationId: string;
  readonly sourceGroupId: string;
  readonly personId: string;
  readonly uploadId: string;
}

/**
 * Imports a manifest of files: its sound lines, all of them or none. The file is read into a temporary table while
 * nothing is locked, and taken over in one transaction from there. Doing it again changes nothing.
 */
export function runAttachmentsImport(
  database: Database,
  job: AttachmentsImport,
  progress: Progress,
): Promise<OperationResult> {
  return onOwnConnection(database, async (client) => {
    progress.phase('READING');
    await createAttachmentStage(client);
    await fillAttachmentStage(client, stagedLines(readUpload(database, job.uploadId), progress));
    await progress.flush();
    progress.throwIfCancelled();
    progress.phase('STORING');
    await takeOver(client, job, progress);
    await reportLines(sqlOver(client), progress);
    return { resultType: 'SourceGroup', resultId: job.sourceGroupId };
  });
}

/** UTF-16 units that are handed to COPY at once. */
const PIECE = 64 * 1024;
const PROBLEMS_A_FLUSH = 1_000;

/** Rows for COPY of the sound lines; the others are reported. */
async function* stagedLines(source: AsyncIterable<Uint8Array>, progress: Progress): AsyncGenerator<string> {
  let piece = '';
  let lines = 0;
  let problems = 0;
  for await (const row of readAttachmentRows(source)) {
    const attachment = soundRow(row, progress);
    lines += 1;
    if (attachment) piece += stagedAttachment(attachment);
    else if ((problems += 1) % PROBLEMS_A_FLUSH === 0) await progress.flush();
    if (piece.length < PIECE) continue;
    progress.throwIfCancelled();
    progress.total(lines);
    yield piece;
    piece = '';
  }
  progress.total(lines);
  if (piece !== '') yield piece;
}

type Row = ReturnType<typeof readAttachmentRows> extends AsyncGenerator<infer R> ? R : never;

function soundRow(row: Row, progress: Progress): StagedAttachment | undefined {
  if (row.kind === 'fatal') {
    const { code, line, columns } = row.problem;
    const which = columns ? `: ${columns.join(', ')}` : '';
    throw new OperationFailure(code, `The file cannot be read from line ${line} on${which}.`);
  }
  const { line, result } = row;
  if (result.ok) return { line, ...result.value };
  const { code, field, value } = result.error;
  progress.row({ outcome: 'FAILED', line, code, field, value });
  progress.advance({ failed: 1 });
  return undefined;
}

async function takeOver(client: PoolClient, job: AttachmentsImport, progress: Progress): Promise<void> {
  const counts = await inTransaction(client, async (tx) => {
    const { organizationId } = orNotFound(await sourceGroupById(tx, job.sourceGroupId));
    await checkStillAllowed(tx, { personId: job.personId, organizationId });
    // Under the group's lock, which a cut-over takes too: what has ceased keeps the history that it ceased with.
    const group = await lockSourceGroup(tx, job.sourceGroupId);
    if (group?.state !== 'LIVE') throw new OperationFailure('SOURCE_GROUP_CEASED', 'The group has ceased.');
    const judged = await judgeAttachments(tx, group.conversationId);
    await storeAttachments(tx, group.conversationId);
    await record(tx, job, group, judged);
    progress.throwIfCancelled();
    return judged;
  });
  const succeeded = counts.CREATED + counts.UPDATED + counts.UNCHANGED;
  const failed = counts.DUPLICATE_MESSAGE_ID + counts.UNKNOWN_MESSAGE + counts.WRONG_TYPE;
  progress.advance({ succeeded, failed });
}

async function record(
  tx: Sql,
  job: AttachmentsImport,
  group: LockedSourceGroup,
  { CREATED, UPDATED, UNCHANGED }: VerdictCounts,
): Promise<void> {
  await appendEntries(tx, [
    {
      organizationId: group.organizationId,
      actorId: job.personId,
      action: 'group.import',
      command: 'importSourceGroupAttachments',
      subject: { type: 'SourceGroup', id: group.id },
      details: { created: CREATED, updated: UPDATED, unchanged: UNCHANGED },
      viewer: undefined,
      origin: { requestId: `operation:${job.operationId}`, address: undefined, userAgent: undefined },
    },
  ]);
}

const PAGE = 1_000;

async function reportLines(sql: Sql, progress: Progress): Promise<void> {
  for (let after = 0; ;) {
    const lines = await remarkableLines(sql, after, PAGE);
    for (const { line, platformMessageId, verdict } of lines) {
      const about = { line, reference: platformMessageId };
      if (verdict === 'UPDATED') progress.row({ outcome: 'UPDATED', ...about });
      else
        progress.row({
          outcome: 'FAILED',
          code: verdict,
          field: 'platformMessageId',
          value: platformMessageId,
          ...about,
        });
    }
    await progress.flush();
    if (lines.length < PAGE) return;
    after = lines.at(-1)?.line ?? after;
  }
}
