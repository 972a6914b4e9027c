import type { Refusal } from '#kernel/refusals.js';
import { ok, type Result } from '#kernel/result.js';
import { startOperation, takeUpload, type UploadPurpose } from '#modules/operation/public.js';
import type { CommandContext } from '#platform/use-case/use-case.js';

export interface ImportInput {
  readonly organizationId: string;
  readonly uploadId: string;
}

/** What an import job works on. */
export interface ImportJob extends ImportInput {
  readonly operationId: string;
  readonly personId: string;
}

/** Takes the file and queues the operation that reads it. */
export async function startImport(
  context: CommandContext,
  { organizationId, uploadId }: ImportInput,
  { kind, purpose, job }: { readonly kind: string; readonly purpose: UploadPurpose; readonly job: string },
): Promise<Result<{ operationId: string }, readonly Refusal[]>> {
  const personId = context.personId();
  const upload = await takeUpload(context.tx, {
    uploadId,
    personId,
    purpose,
    organizationId,
    field: 'uploadId',
  });
  if (!upload.ok) return upload;
  const payload = { organizationId, uploadId, personId };
  const operationId = await startOperation(context, { kind, organizationId, personId, job, payload });
  const { fileName, bytes, sha256 } = upload.value;
  context.record({
    organizationId,
    subject: { type: 'Operation', id: operationId },
    details: { kind, fileName, bytes, sha256 },
  });
  return ok({ operationId });
}
