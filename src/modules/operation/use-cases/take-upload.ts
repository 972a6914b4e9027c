import { type Refusal, refuse } from '#kernel/refusals.js';
import { err, ok, type Result } from '#kernel/result.js';
import { databaseNow } from '#platform/db/clock.js';
import type { Sql } from '#platform/db/sql.js';
import { lockUpload, markTaken, type UploadRecord } from '../data/uploads.js';
import { keptUntil, type UploadPurpose } from '../domain/upload.js';

/** Whose upload must be taken, and what for. */
export interface UploadClaim {
  readonly uploadId: string;
  readonly personId: string;
  readonly purpose: UploadPurpose;
  /** An upload that was made for another organization is refused; one made for none is good for any. */
  readonly organizationId?: string;
  /** The input field that named the upload. */
  readonly field: string;
}

export interface TakenUpload {
  readonly id: string;
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: number;
  /** 64 lower-case hexadecimal digits. */
  readonly sha256: string;
}

/**
 * Locks a received file for use and keeps it from being removed: documents for good, files of imports until one has
 * ended, for a week at the most.
 * A file can be taken again. Refuses what is not there, not the person's own, for another purpose or not received.
 */
export async function takeUpload(tx: Sql, claim: UploadClaim): Promise<Result<TakenUpload, Refusal[]>> {
  const upload = await lockUpload(tx, claim.uploadId);
  const now = await databaseNow(tx);
  const refusal = refusalOf(upload, claim, now);
  if (!upload || refusal) return err([refusal ?? refuse('UPLOAD_UNKNOWN', claim.field)]);
  await markTaken(tx, upload.id, now, keptUntil(upload.purpose, now));
  const { id, fileName, contentType, bytes, sha256 } = upload;
  return ok({ id, fileName, contentType, bytes: bytes ?? 0, sha256: sha256 ?? '' });
}

function refusalOf(upload: UploadRecord | undefined, claim: UploadClaim, now: Date): Refusal | undefined {
  const { field, organizationId } = claim;
  if (!upload || upload.personId !== claim.personId) return refuse('UPLOAD_UNKNOWN', field);
  if (organizationId && upload.organizationId && upload.organizationId !== organizationId) {
    return refuse('UPLOAD_UNKNOWN', field);
  }
  if (upload.purpose !== claim.purpose) {
    return refuse('UPLOAD_WRONG_PURPOSE', field, { purpose: upload.purpose, needed: claim.purpose });
  }
  if (upload.expiresAt && upload.expiresAt <= now) return refuse('UPLOAD_EXPIRED', field);
  return upload.state === 'COMPLETE' ? undefined : refuse('UPLOAD_NOT_RECEIVED', field);
}
