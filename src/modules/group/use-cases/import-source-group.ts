import { command } from '#modules/identity/public.js';
import { startOperation, takeUpload } from '#modules/operation/public.js';
import { ok } from '#kernel/result.js';

export const IMPORT_GROUP_JOB = 'group:import';

/** Queues the import of a group's export that was uploaded before. */
export const importSourceGroup = command<
  { organizationId: string; uploadId: string },
  { operationId: string }
>({
  name: 'importSourceGroup',
  action: 'group.import',
  async run(context, { organizationId, uploadId }) {
    await context.authorize({ organizationId });
    const personId = context.personId();
    const claim = { uploadId, personId, organizationId, purpose: 'GROUP_EXPORT', field: 'uploadId' } as const;
    const upload = await takeUpload(context.tx, claim);
    if (!upload.ok) return upload;
    const operationId = await startOperation(context, {
      kind: 'IMPORT_SOURCE_GROUP',
      organizationId,
      personId,
      job: IMPORT_GROUP_JOB,
      payload: { organizationId, personId, uploadId, bytes: upload.value.bytes },
    });
    const { fileName, bytes, sha256 } = upload.value;
    context.record({
      organizationId,
      subject: { type: 'Operation', id: operationId },
      details: { fileName, bytes, sha256 },
    });
    return ok({ operationId });
  },
});
