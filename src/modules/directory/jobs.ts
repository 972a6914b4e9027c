import { z } from 'zod';
import type { JobHandlers } from '#platform/jobs/jobs.js';
import { IMPORT_DEPARTMENTS_JOB } from './use-cases/import-departments.js';
import { IMPORT_MEMBERS_JOB } from './use-cases/import-members.js';
import type { ImportParts } from './use-cases/import-parts.js';
import { runDepartmentImport } from './use-cases/run-department-import.js';
import { runMemberImport } from './use-cases/run-member-import.js';

const importJob = z.object({
  operationId: z.uuid(),
  organizationId: z.uuid(),
  uploadId: z.uuid(),
  personId: z.uuid(),
});

/** The imports; each runs once however often its job does. */
export const directoryJobs = (parts: ImportParts): JobHandlers => ({
  [IMPORT_DEPARTMENTS_JOB]: (payload) => runDepartmentImport(parts, importJob.parse(payload)),
  [IMPORT_MEMBERS_JOB]: (payload) => runMemberImport(parts, importJob.parse(payload)),
});
