import type { Sql } from '#platform/db/sql.js';

/** The most that one row of `upload_chunk` holds. */
export const CHUNK_MAX = 256 * 1024;
/** Chunks read at once: about a mebibyte. */
const READ_AHEAD = 4;

/** The file's bytes, a chunk at a time; holds about 1 MiB whatever the file's size. No lock: take the upload first. */
export async function* readUpload(sql: Sql, uploadId: string): AsyncGenerator<Uint8Array> {
  for (let after = -1; ;) {
    const chunks = await sql.rows<{ sequence: number; data: Buffer }>(
      `select sequence, data from upload_chunk where upload_id = $1 and sequence > $2
       order by sequence limit ${READ_AHEAD}`,
      [uploadId, after],
    );
    for (const { sequence, data } of chunks) {
      after = sequence;
      yield data;
    }
    if (chunks.length < READ_AHEAD) return;
  }
}
