import { command } from '#modules/identity/public.js';
import { type ImportInput, startImport } from './start-import.js';

export const IMPORT_DEPARTMENTS_JOB = 'directory.import-departments';

/** Starts reading a file in WeCom's department template. */
export const importDepartments = command<ImportInput, { operationId: string }>({
  name: 'importDepartments',
  action: 'directory.write',
  async run(context, input) {
    await context.authorize({ organizationId: input.organizationId });
    const job = IMPORT_DEPARTMENTS_JOB;
    return startImport(context, input, { kind: 'IMPORT_DEPARTMENTS', purpose: 'DIRECTORY_DEPARTMENTS', job });
  },
});
