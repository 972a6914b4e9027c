import { command } from '#modules/identity/public.js';
import { newId } from '#kernel/ids.js';
import { type Refusal, refuse } from '#kernel/refusals.js';
import { err, ok, type Result } from '#kernel/result.js';
import { cleanText } from '#kernel/text.js';
import { databaseNow } from '#platform/db/clock.js';
import { countOpenUploads, insertUpload } from '../data/uploads.js';
import {
  CONTENT_TYPE,
  CONTENT_TYPE_UNKNOWN,
  FILE_NAME_MAX,
  OPEN_UPLOADS_MAX,
  URL_SECONDS,
  type UploadPurpose,
} from '../domain/upload.js';

export interface CreateUpload {
  readonly purpose: UploadPurpose;
  readonly organizationId: string | null;
  readonly fileName: string;
  readonly contentType: string | null;
}

/** Announces a file. It can be sent for an hour, and belongs to the caller alone. */
export const createUpload = command<CreateUpload, { uploadId: string }>({
  name: 'createUpload',
  action: 'upload.create',
  async run(context, input) {
    await context.authorize();
    const fileName = checkFileName(input.fileName);
    if (!fileName.ok) return fileName;
    const contentType = input.contentType?.trim() || CONTENT_TYPE_UNKNOWN;
    if (!CONTENT_TYPE.test(contentType)) return err([refuse('INVALID_CONTENT_TYPE', 'contentType')]);
    const personId = context.personId();
    const now = await databaseNow(context.tx);
    if ((await countOpenUploads(context.tx, personId, now)) >= OPEN_UPLOADS_MAX) {
      return err([refuse('TOO_MANY_UPLOADS', [], { max: OPEN_UPLOADS_MAX })]);
    }
    const { purpose, organizationId } = input;
    const id = newId();
    // Whole seconds, as the URL tells them.
    const expiresAt = new Date(Math.ceil(now.getTime() / 1_000 + URL_SECONDS) * 1_000);
    await insertUpload(
      context.tx,
      { id, personId, organizationId, purpose, fileName: fileName.value, contentType, expiresAt },
      now,
    );
    context.record({ subject: { type: 'Upload', id }, details: { purpose, fileName: fileName.value } });
    return ok({ uploadId: id });
  },
});

function checkFileName(raw: string): Result<string, Refusal[]> {
  const name = cleanText(raw, { max: FILE_NAME_MAX });
  if (name.ok) return name;
  if (name.error === 'EMPTY') return err([refuse('REQUIRED', 'fileName')]);
  if (name.error === 'TOO_LONG') return err([refuse('TOO_LONG', 'fileName', { max: FILE_NAME_MAX })]);
  return err([refuse('INVALID_TEXT', 'fileName')]);
}
