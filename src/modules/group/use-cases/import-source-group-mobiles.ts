import { command } from '#modules/identity/public.js';
import { startOperation, takeUpload } from '#modules/operation/public.js';
import { refuse } from '#kernel/refusals.js';
import { err, ok } from '#kernel/result.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { sourceGroupById } from '../data/source-groups.js';

export const IMPORT_MOBILES_JOB = 'group:import-mobiles';

/** Queues the import of the mobiles of a group's members from a CSV file that was uploaded before. */
export const importSourceGroupMobiles = command<
  { sourceGroupId: string; uploadId: string },
  { operationId: string }
>({
  name: 'importSourceGroupMobiles',
  action: 'group.import',
  async run(context, { sourceGroupId, uploadId }) {
    const group = orNotFound(await sourceGroupById(context.tx, sourceGroupId));
    const { organizationId } = group;
    await context.authorize({ organizationId });
    if (group.state === 'CEASED') return err([refuse('SOURCE_GROUP_CEASED', 'sourceGroupId')]);
    const personId = context.personId();
    const claim = {
      uploadId,
      personId,
      organizationId,
      purpose: 'GROUP_MOBILES',
      field: 'uploadId',
    } as const;
    const upload = await takeUpload(context.tx, claim);
    if (!upload.ok) return upload;
    const operationId = await startOperation(context, {
      kind: 'IMPORT_SOURCE_GROUP_MOBILES',
      organizationId,
      personId,
      job: IMPORT_MOBILES_JOB,
      payload: { sourceGroupId, personId, uploadId },
    });
    const { fileName, bytes, sha256 } = upload.value;
    const details = { sourceGroupId, fileName, bytes, sha256 };
    context.record({ organizationId, subject: { type: 'Operation', id: operationId }, details });
    return ok({ operationId });
  },
});
