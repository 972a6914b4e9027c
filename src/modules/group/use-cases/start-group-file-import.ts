import { type Refusal, refuse } from '#kernel/refusals.js';
import { err, ok, type Result } from '#kernel/result.js';
import { startOperation, takeUpload, type UploadPurpose } from '#modules/operation/public.js';
import { orNotFound } from '#platform/use-case/failures.js';
import type { CommandContext } from '#platform/use-case/use-case.js';
import { sourceGroupById } from '../data/source-groups.js';

export interface GroupFileInput {
  readonly sourceGroupId: string;
  readonly uploadId: string;
}

/** Takes a file about a group that is alive, and queues the operation that reads it. */
export async function startGroupFileImport(
  context: CommandContext,
  { sourceGroupId, uploadId }: GroupFileInput,
  { kind, purpose, job }: { readonly kind: string; readonly purpose: UploadPurpose; readonly job: string },
): Promise<Result<{ operationId: string }, readonly Refusal[]>> {
  const group = orNotFound(await sourceGroupById(context.tx, sourceGroupId));
  const { organizationId } = group;
  await context.authorize({ organizationId });
  if (group.state === 'CEASED') return err([refuse('SOURCE_GROUP_CEASED', 'sourceGroupId')]);
  const personId = context.personId();
  const claim = { uploadId, personId, organizationId, purpose, field: 'uploadId' };
  const upload = await takeUpload(context.tx, claim);
  if (!upload.ok) return upload;
  const payload = { sourceGroupId, personId, uploadId };
  const operationId = await startOperation(context, { kind, organizationId, personId, job, payload });
  const { fileName, bytes, sha256 } = upload.value;
  const details = { sourceGroupId, fileName, bytes, sha256 };
  context.record({ organizationId, subject: { type: 'Operation', id: operationId }, details });
  return ok({ operationId });
}
