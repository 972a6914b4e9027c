import type { PoolClient } from 'pg';
import { appendEntries } from '#modules/audit/public.js';
import {
  OperationFailure,
  type OperationResult,
  type Progress,
  readUpload,
} from '#modules/operation/public.js';
import { databaseNow } from '#platform/db/clock.js';
import type { Database } from '#platform/db/database.js';
import { type Sql, sqlOver } from '#platform/db/sql.js';
import { enqueueJob } from '#platform/use-case/effects.js';
import { holdOffErasures } from '../../data/erasure.js';
import { createStage, fillStage } from '../../data/import/stage.js';
import { applyRoster, hasRoster, type RosterChange } from '../../data/import/roster.js';
import {
  countGroup,
  type GroupKey,
  type ImportTarget,
  lockImportTarget,
  noteNewOwner,
  saveGroup,
} from '../../data/import/target.js';
import type { ChatLabHeader } from '../../domain/chatlab/format.js';
import { harmlessName } from '../../domain/display-name.js';
import { ExportReading } from './export-reading.js';
import { KnownErased } from './known-erased.js';
import { inTransaction, onOwnConnection } from './own-connection.js';
import { type Imported, reportFindings } from './report-findings.js';
import { checkStillAllowed } from './still-allowed.js';
import { storeMessages, type StoredMessages } from './store-export.js';

export interface GroupImport {
  readonly operationId: string;
  readonly organizationId: string;
  readonly personId: string;
  readonly uploadId: string;
  readonly bytes: number;
}

/** Tells later modules, in a transaction of its own after the import's. */
export const GROUP_CHANGED_JOB = 'group:changed';

/**
 * Imports an export of a group: roster, owner and messages, all of it or nothing. The file is read into a temporary
 * table while nothing is locked, and taken over in one transaction from there. Doing it again adds nothing.
 */
export function runGroupImport(
  database: Database,
  job: GroupImport,
  progress: Progress,
): Promise<OperationResult> {
  return onOwnConnection(database, (client) => importOver(client, database, job, progress));
}

async function importOver(
  client: PoolClient,
  database: Database,
  job: GroupImport,
  progress: Progress,
): Promise<OperationResult> {
  progress.phase('READING');
  const reading = new ExportReading(readUpload(database, job.uploadId), job.bytes, progress);
  await createStage(client);
  await fillStage(client, reading.pieces());
  await progress.flush();
  progress.throwIfCancelled();

  const header = headerOf(reading);
  const key = keyOf(job.organizationId, header);
  progress.phase('STORING');
  const done = await inTransaction(client, async (tx) => {
    const taken = await takeOver(tx, { job, reading, header, key, sql: database });
    progress.throwIfCancelled();
    return taken;
  });
  await reportFindings(sqlOver(client), progress, { ...done, key, header, headerLine: reading.headerLine });
  return { resultType: 'SourceGroup', resultId: done.groupId };
}

interface Source {
  readonly job: GroupImport;
  readonly reading: ExportReading;
  readonly header: ChatLabHeader;
  readonly key: GroupKey;
  readonly sql: Sql;
}

async function takeOver(tx: Sql, source: Source): Promise<Omit<Imported, 'key' | 'header' | 'headerLine'>> {
  const { job, reading, header, key, sql } = source;
  await checkStillAllowed(tx, job);
  await holdOffErasures(tx, job.organizationId);
  const target = await lockImportTarget(tx, key, groupName(header));
  if (target.state === 'CEASED') {
    throw new OperationFailure(
      'SOURCE_GROUP_CEASED',
      'This group was upgraded and has ceased; its successor goes on.',
    );
  }
  const erased = await KnownErased.inStage(tx, key, header.ownerId);
  const older = isOlder(header, target);
  const now = await databaseNow(tx);
  const present = { ...source, ownerId: erased.ownerId };
  const people = older ? { ownerKnown: true } : await takePeople(tx, present, target, now);
  const messages = await storeMessages(tx, target, { uploadId: job.uploadId, sql, chain: reading.chain });
  if (messages.stored.count !== messages.source.count || messages.stored.digest !== messages.source.digest) {
    throw new OperationFailure(
      'HISTORY_NOT_PROVED',
      'What was stored is not what the file holds. Nothing was imported.',
    );
  }
  await erased.eraseAdded(tx, target);
  await countGroup(tx, target.id, now);
  await enqueueJob(tx, GROUP_CHANGED_JOB, { sourceGroupId: target.id, organizationId: job.organizationId });
  await record(tx, job, target.id, people, messages);
  return { groupId: target.id, older, ownerKnown: people.ownerKnown, repetitions: messages.repetitions };
}

interface People {
  readonly ownerKnown: boolean;
  /** Undefined where the file says nothing of the roster. */
  readonly roster?: RosterChange | undefined;
  readonly ownerChanged?: boolean;
}

/** Who is in the group and who owns it, and what has changed in both since the newest file before. */
async function takePeople(
  tx: Sql,
  { reading, header, key, ownerId }: Source & { readonly ownerId: string | null },
  target: ImportTarget,
  now: Date,
): Promise<People> {
  const known = await hasRoster(tx, target.id);
  const update = { known, absenceCounts: reading.complete, now };
  const roster = reading.members === 0 ? undefined : await applyRoster(tx, target.id, key, update);
  const exportedAt = dateOf(header.exportedAt);
  const group = { name: groupName(header), ownerId, exportedAt };
  const { ownerIdentityId } = await saveGroup(tx, target.id, group);
  const ownerChanged = known && ownerIdentityId !== target.ownerIdentityId;
  if (ownerChanged) await noteNewOwner(tx, target.id, target.ownerIdentityId, now);
  return { ownerKnown: ownerIdentityId !== null, roster, ownerChanged };
}

/** An export that was made before the newest one has messages to add, perhaps, and nothing to say of the present. */
function isOlder(header: ChatLabHeader, target: ImportTarget): boolean {
  return (
    header.exportedAt !== null &&
    target.exportedAt !== null &&
    header.exportedAt * 1_000 < target.exportedAt.getTime()
  );
}

async function record(
  tx: Sql,
  job: GroupImport,
  groupId: string,
  { roster, ownerChanged }: People,
  messages: StoredMessages,
): Promise<void> {
  await appendEntries(tx, [
    {
      organizationId: job.organizationId,
      actorId: job.personId,
      action: 'group.import',
      command: 'importSourceGroup',
      subject: { type: 'SourceGroup', id: groupId },
      details: {
        ...roster,
        ...(ownerChanged ? { ownerChanged } : {}),
        added: messages.added,
        messages: messages.stored.count,
        digest: messages.stored.digest,
      },
      viewer: undefined,
      origin: { requestId: `operation:${job.operationId}`, address: undefined, userAgent: undefined },
    },
  ]);
}

function headerOf(reading: ExportReading): ChatLabHeader {
  const { header } = reading;
  if (!header) throw new OperationFailure('MISSING_HEADER', 'The file has no header.');
  if (header.type !== 'group') throw new OperationFailure('NOT_A_GROUP', 'The export is not one of a group.');
  return header;
}

/** A group without an id is known by its name: the same file twice is the same group. */
function keyOf(organizationId: string, header: ChatLabHeader): GroupKey {
  return {
    organizationId,
    platform: header.platform,
    platformGroupId: header.groupId ?? `name:${header.name}`,
  };
}

function groupName(header: ChatLabHeader): string {
  return harmlessName(header.name) ?? header.groupId ?? header.platform;
}

function dateOf(seconds: number | null): Date | null {
  return seconds === null ? null : new Date(seconds * 1_000);
}
