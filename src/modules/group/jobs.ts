import { z } from 'zod';
import { type OperationParts, runOperation } from '#modules/operation/public.js';
import type { JobHandlers } from '#platform/jobs/jobs.js';
import type { Schedule } from '#platform/jobs/schedules.js';
import type { Runner } from '#platform/use-case/runner.js';
import { INDEX_HISTORIES_JOB, INDEX_HISTORY_JOB } from './data/index-job.js';
import { groupChanged } from './domain/events.js';
import { IMPORT_GROUP_JOB } from './use-cases/import-source-group.js';
import { IMPORT_ATTACHMENTS_JOB } from './use-cases/import-source-group-attachments.js';
import { IMPORT_MOBILES_JOB } from './use-cases/import-source-group-mobiles.js';
import { runAttachmentsImport } from './use-cases/import/run-attachments-import.js';
import { GROUP_CHANGED_JOB, runGroupImport } from './use-cases/import/run-group-import.js';
import { runMobilesImport } from './use-cases/import/run-mobiles-import.js';
import { indexHistories, indexHistory } from './use-cases/index-history.js';
import { runHistoryVerification } from './use-cases/run-history-verification.js';
import { VERIFY_HISTORY_JOB } from './use-cases/verify-history.js';

export interface GroupParts extends OperationParts {
  readonly runner: () => Runner;
}

const groupJob = z.object({
  operationId: z.uuid(),
  organizationId: z.uuid(),
  personId: z.uuid(),
  uploadId: z.uuid(),
  bytes: z.number(),
});
const groupFileJob = groupJob
  .pick({ operationId: true, personId: true, uploadId: true })
  .extend({ sourceGroupId: z.uuid() });
const verifyJob = z.object({ operationId: z.uuid(), personId: z.uuid(), sourceGroupId: z.uuid() });
const indexJob = z.object({ conversationId: z.uuid() });
const changedJob = z.object({ sourceGroupId: z.uuid(), organizationId: z.uuid() });

export function groupJobs(parts: GroupParts): JobHandlers {
  const { database, runner } = parts;
  return {
    [IMPORT_GROUP_JOB]: async (payload) => {
      const job = groupJob.parse(payload);
      await runOperation(parts, job.operationId, (progress) => runGroupImport(database, job, progress));
    },
    [IMPORT_MOBILES_JOB]: async (payload) => {
      const job = groupFileJob.parse(payload);
      await runOperation(parts, job.operationId, (progress) =>
        runMobilesImport(database, runner(), job, progress),
      );
    },
    [VERIFY_HISTORY_JOB]: async (payload) => {
      const job = verifyJob.parse(payload);
      await runOperation(parts, job.operationId, (progress) =>
        runHistoryVerification(database, runner(), job, progress),
      );
    },
    [INDEX_HISTORY_JOB]: (payload) => indexHistory(database, indexJob.parse(payload).conversationId),
    [INDEX_HISTORIES_JOB]: () => indexHistories(database),
    [IMPORT_ATTACHMENTS_JOB]: async (payload) => {
      const job = groupFileJob.parse(payload);
      await runOperation(parts, job.operationId, (progress) => runAttachmentsImport(database, job, progress));
    },
    [GROUP_CHANGED_JOB]: async (payload) => {
      const job = changedJob.parse(payload);
      await runner().perform(GROUP_CHANGED_JOB, (context) => context.emit(groupChanged, job));
    },
  };
}

export const groupSchedules: readonly Schedule[] = [{ task: INDEX_HISTORIES_JOB, every: 'hour' }];
