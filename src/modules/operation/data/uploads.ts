import type { Sql } from '#platform/db/sql.js';
import type { UploadPurpose, UploadState } from '../domain/upload.js';

export interface UploadRecord {
  readonly id: string;
  readonly personId: string;
  readonly organizationId: string | null;
  readonly purpose: UploadPurpose;
  readonly fileName: string;
  readonly contentType: string;
  readonly state: UploadState;
  readonly bytes: number | null;
  /** 64 lower-case hexadecimal digits. */
  readonly sha256: string | null;
  /** Null: kept for good. */
  readonly expiresAt: Date | null;
}

const COLUMNS = `id, person_id as "personId", organization_id as "organizationId", purpose, file_name as "fileName",
  content_type as "contentType", state, bytes, sha256, expires_at as "expiresAt"`;

export function uploadById(sql: Sql, id: string): Promise<UploadRecord | undefined> {
  return sql.row<UploadRecord>(`select ${COLUMNS} from upload where id = $1`, [id]);
}

export function lockUpload(tx: Sql, id: string): Promise<UploadRecord | undefined> {
  return tx.row<UploadRecord>(`select ${COLUMNS} from upload where id = $1 for update`, [id]);
}

export async function markTaken(tx: Sql, id: string, now: Date, expiresAt: Date | undefined): Promise<void> {
  await tx.run('update upload set taken_at = $2, expires_at = $3 where id = $1', [
    id,
    now,
    expiresAt ?? null,
  ]);
}

/** How many of a person's files nothing has taken and no sweep may remove yet. */
export async function countOpenUploads(sql: Sql, personId: string, now: Date): Promise<number> {
  const row = await sql.row<{ open: number }>(
    'select count(*) as open from upload where person_id = $1 and taken_at is null and expires_at > $2',
    [personId, now],
  );
  return row?.open ?? 0;
}

type NewUpload = Pick<
  UploadRecord,
  'id' | 'personId' | 'organizationId' | 'purpose' | 'fileName' | 'contentType' | 'expiresAt'
>;

export async function insertUpload(tx: Sql, upload: NewUpload, now: Date): Promise<void> {
  await tx.run(
    `insert into upload (id, person_id, organization_id, purpose, file_name, content_type, expires_at, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      upload.id,
      upload.personId,
      upload.organizationId,
      upload.purpose,
      upload.fileName,
      upload.contentType,
      upload.expiresAt,
      now,
    ],
  );
}

/** Files of imports that may hold what is known of a person: their own, and those of their organizations. */
const OF_IMPORTS = `purpose <> 'REGISTRATION_DOCUMENT' and (person_id = $1 or organization_id = any($2::uuid[])
  or id in (select (o.payload ->> 'uploadId')::uuid from operation o
    where o.organization_id = any($2::uuid[]) and o.payload ->> 'uploadId' is not null))`;

/**
 * Removes the files that were sent for imports. One that is being received or imported stays until that is over, and a
 * day at the most. Locked first, so that none is removed that somebody is taking.
 */
export async function removeImportFiles(
  tx: Sql,
  personId: string,
  organizationIds: readonly string[],
): Promise<void> {
  const of = [personId, organizationIds];
  await tx.run(`select 1 from upload where ${OF_IMPORTS} order by id for update`, of);
  await tx.run(
    `delete from upload u where ${OF_IMPORTS} and receiver is null and not exists (
       select from operation r where r.state in ('QUEUED', 'RUNNING') and r.payload ->> 'uploadId' = u.id::text)`,
    of,
  );
  await tx.run(
    `update upload set expires_at = least(expires_at, assent_now() + interval '1 day') where ${OF_IMPORTS}`,
    of,
  );
}

/** Removes what has expired and is not being received right now. Returns how many. */
export function removeExpiredUploads(sql: Sql, silentSeconds: number): Promise<number> {
  return sql.run(
    `delete from upload where expires_at <= assent_now()
       and (receiver is null or receiver_seen_at < assent_now() - make_interval(secs => $1))`,
    [silentSeconds],
  );
}
