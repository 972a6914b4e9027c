import type { JobHandlers, Schedule } from '#platform/jobs/jobs.js';
import type { Sql } from '#platform/db/sql.js';
import type { Runner } from '#platform/use-case/runner.js';
import { removeExpiredDownloads } from './data/downloads.js';
import { removeExpiredUploads } from './data/uploads.js';
import { RECEIVER_SILENT_SECONDS } from './domain/upload.js';
import { resumeOperations } from './use-cases/resume-operations.js';

// The names have colons: a line of the crontab takes no dots.
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
  { task: REMOVE_EXPIRED, cron: '17 * * * *' },
  { task: RESUME, cron: '* * * * *' },
];
