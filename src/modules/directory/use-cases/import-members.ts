import { command } from '#modules/identity/public.js';
import { type ImportInput, startImport } from './start-import.js';

export const IMPORT_MEMBERS_JOB = 'directory.import-members';

/** Starts reading a file in WeCom's member template. */
export const importMembers = command<ImportInput, { operationId: string }>({
  name: 'importMembers',
  action: 'directory.write',
  async run(context, input) {
    await context.authorize({ organizationId: input.organizationId });
    const job = IMPORT_MEMBERS_JOB;
    return startImport(context, input, { kind: 'IMPORT_MEMBERS', purpose: 'DIRECTORY_MEMBERS', job });
  },
});
