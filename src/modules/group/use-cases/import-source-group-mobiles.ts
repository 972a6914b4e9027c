import { command } from '#modules/identity/public.js';
import { type GroupFileInput, startGroupFileImport } from './start-group-file-import.js';

export const IMPORT_MOBILES_JOB = 'group:import-mobiles';

/** Queues the import of the mobiles of a group's members from a CSV file that was uploaded before. */
export const importSourceGroupMobiles = command<GroupFileInput, { operationId: string }>({
  name: 'importSourceGroupMobiles',
  action: 'group.import',
  run: (context, input) =>
    startGroupFileImport(context, input, {
      kind: 'IMPORT_SOURCE_GROUP_MOBILES',
      purpose: 'GROUP_MOBILES',
      job: IMPORT_MOBILES_JOB,
    }),
});
