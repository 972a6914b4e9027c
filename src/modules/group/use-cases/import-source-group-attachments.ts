import { command } from '#modules/identity/public.js';
import { type GroupFileInput, startGroupFileImport } from './start-group-file-import.js';

export const IMPORT_ATTACHMENTS_JOB = 'group:import-attachments';

/** Queues the import of a manifest that says which files a group's messages are about. */
export const importSourceGroupAttachments = command<GroupFileInput, { operationId: string }>({
  name: 'importSourceGroupAttachments',
  action: 'group.import',
  run: (context, input) =>
    startGroupFileImport(context, input, {
      kind: 'IMPORT_SOURCE_GROUP_ATTACHMENTS',
      purpose: 'GROUP_ATTACHMENTS',
      job: IMPORT_ATTACHMENTS_JOB,
    }),
});
