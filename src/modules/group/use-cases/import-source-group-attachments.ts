import { command } from '#modules/identity/public.js';
import { startOperation, takeUpload } from '#modules/operation/public.js';
import { refuse } from '#kernel/refusals.js';
import { err, ok } from '#kernel/result.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { sourceGroupById } from '../data/source-groups.js';

export const IMPORT_ATTACHMENTS_JOB = 'group:import-attachments';

/** Queues the import of a manifest that says which files a group's messages are about. */
export const importSourceGroupAttachments = command<
  { sourceGroupId: string; uploadId: string },
  { operationId: string }
>({
  name: 'importSourceGroupAttachments',
  action: 'group.import',
  async run(context, { sourceGroupId, uploadId }) {
    const group = orNotFound(await sourceGroupById(context.tx, sourceGroupId));
    const { organizationId } = group;
    await context.authorize({ organizationId });
    if (group.state === 'CEASED') return err([refuse('SOURCE_GROUP_CEASED', 'sourceGroupId')]);
    const personId = context.personId();
    const upload = await takeUpload(context.tx, {
      uploadId,
      personId,
      organizationId,
      purpose: 'GROUP_ATTACHMENTS',
      field: 'uploadId',
    });
    if (!upload.ok) return upload;
    const { fileName, bytes, sha256 } = upload.value;
    const operationId = await startOperation(context, {
      kind: 'IMPORT_SOURCE_GROUP_ATTACHMENTS',
      organizationId,
      personId,
      job: IMPORT_ATTACHMENTS_JOB,
      payload: { sourceGroupId, personId, uploadId },
    });
    const details = { sourceGroupId, fileName, bytes, sha256 };
    context.record({ organizationId, subject: { type: 'Operation', id: operationId }, details });
    return ok({ operationId });
  },
});
