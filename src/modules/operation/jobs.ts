import type { JobHandlers } from '#platform/jobs/jobs.js';
import type { Schedule } from '#platform/jobs/schedules.js';
import type { Sql } from '#platform/db/sql.js';
import type { Runner } from '#platform/use-case/runner.js';
import { removeExpiredDownloads } from './data/downloads.js';
import { removeExpiredUploads } from './data/uploads.js';
import { RECEIVER_SILENT_SECONDS } from './domain/upload.js';
import { resumeOperations } from './use-cases/resume-operations.js';

const REMOVE_EXPIRED = 'operation:remove-expired-uploads';
const RESUME = 'operation:resume';

export function operationJobs(sql: Sql, runner: () => Runner): JobHandlers {
  return {
    [REMOVE_EXPIRED]: async () => {
      await removeExpiredUploads(sql, RECEIVER_SILENT_SECONDS);
      await removeExpiredDownloads(sql);
    },
    [RESUME]: () => runner().perform(RESUME, resumeOperations),
  };
}

export const operationSchedules: readonly Schedule[] = [
  { task: REMOVE_EXPIRED, every: 'hour' },
  { task: RESUME, every: 'minute' },
];
