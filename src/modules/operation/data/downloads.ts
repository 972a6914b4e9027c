import type { Sql } from '#platform/db/sql.js';
import { DOWNLOAD_DAYS, type DownloadPurpose } from '../domain/download.js';

/** A file that is ready to be fetched. */
export interface DownloadRecord {
  readonly id: string;
  readonly organizationId: string;
  readonly personId: string;
  readonly purpose: DownloadPurpose;
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: number;
  /** 64 lower-case hexadecimal digits. */
  readonly sha256: string;
  readonly expiresAt: Date;
}

export type NewDownload = Pick<
  DownloadRecord,
  'id' | 'organizationId' | 'personId' | 'purpose' | 'fileName' | 'contentType'
>;

export async function insertDownload(sql: Sql, download: NewDownload): Promise<void> {
  const { id, organizationId, personId, purpose, fileName, contentType } = download;
  await sql.run(
    `insert into download (id, organization_id, person_id, purpose, file_name, content_type, expires_at, created_at)
     values ($1, $2, $3, $4, $5, $6, assent_now() + make_interval(days => ${DOWNLOAD_DAYS}), assent_now())`,
    [id, organizationId, personId, purpose, fileName, contentType],
  );
}

export async function insertChunk(sql: Sql, id: string, sequence: number, data: Uint8Array): Promise<void> {
  await sql.run('insert into download_chunk (download_id, sequence, data) values ($1, $2, $3)', [
    id,
    sequence,
    Buffer.from(data.buffer, data.byteOffset, data.byteLength),
  ]);
}

export async function completeDownload(
  sql: Sql,
  id: string,
  { bytes, sha256 }: { readonly bytes: number; readonly sha256: string },
): Promise<void> {
  const updated = await sql.run(
    `update download set state = 'READY', bytes = $2, sha256 = $3 where id = $1 and state = 'WRITING'`,
    [id, bytes, sha256],
  );
  if (updated !== 1) throw new Error(`download ${id} was removed while it was written`);
}

export async function removeDownload(sql: Sql, id: string): Promise<void> {
  await sql.run('delete from download where id = $1', [id]);
}

/** Undefined for what is not there any more, or not yet whole. */
export function downloadById(sql: Sql, id: string): Promise<DownloadRecord | undefined> {
  return sql.row<DownloadRecord>(
    `select id, organization_id as "organizationId", person_id as "personId", purpose, file_name as "fileName",
       content_type as "contentType", bytes, sha256, expires_at as "expiresAt"
     from download where id = $1 and state = 'READY' and expires_at > assent_now()`,
    [id],
  );
}

export async function countDownloads(sql: Sql, personId: string): Promise<number> {
  const row = await sql.row<{ count: number }>(
    'select count(*) from download where person_id = $1 and expires_at > assent_now()',
    [personId],
  );
  return row?.count ?? 0;
}

/** Chunks read at once: about half a mebibyte. */
const READ_AHEAD = 4;

/** The file's bytes, some chunks at a time. Throws when it is removed before its end. */
export async function* readDownload(sql: Sql, { id, bytes }: DownloadRecord): AsyncGenerator<Uint8Array> {
  let read = 0;
  for (let after = -1; read < bytes;) {
    const chunks = await sql.rows<{ sequence: number; data: Buffer }>(
      `select sequence, data from download_chunk where download_id = $1 and sequence > $2
       order by sequence limit ${READ_AHEAD}`,
      [id, after],
    );
    if (chunks.length === 0) throw new Error(`download ${id} was removed while it was read`);
    for (const { sequence, data } of chunks) {
      after = sequence;
      read += data.length;
      yield data;
    }
  }
}

/** Removes what has expired, also what was never finished. Returns how many. */
export function removeExpiredDownloads(sql: Sql): Promise<number> {
  return sql.run('delete from download where expires_at <= assent_now()');
}

const REMOVAL = (id: string): string => `hashtextextended('downloads:' || ${id}, 0)`;

/** Until the end of the transaction no file of the organization is removed; waits for a removal to be committed. */
export async function holdOffRemovals(tx: Sql, organizationId: string): Promise<void> {
  await tx.run(`select pg_advisory_xact_lock_shared(${REMOVAL('$1::text')})`, [organizationId]);
}

/**
 * Removes all files of these organizations, for they hold what must not be kept any more, and holds up those that are
 * being made until the commit: each is asked then whether it may be kept. Returns how many.
 */
export async function removeDownloadsOf(tx: Sql, organizationIds: readonly string[]): Promise<number> {
  await tx.run(
    `select pg_advisory_xact_lock(${REMOVAL('id')}) from (
       select distinct id from unnest($1::text[]) as o (id) order by id) o`,
    [organizationIds],
  );
  return tx.run('delete from download where organization_id = any($1::uuid[])', [organizationIds]);
}
