import type { Sql } from '#platform/db/sql.js';

/** The most that one row of `upload_chunk` holds. */
export const CHUNK_MAX = 256 * 1024;
/** Chunks read at once: about a mebibyte. */
const READ_AHEAD = 4;

/** The file's bytes, a chunk at a time; holds about 2 MiB whatever the file's size. No lock: take the upload first. */
export async function* readUpload(sql: Sql, uploadId: string): AsyncGenerator<Uint8Array> {
  const chunksAfter = (sequence: number): Promise<{ sequence: number; data: Buffer }[]> =>
    sql.rows(
      `select sequence, data from upload_chunk where upload_id = $1 and sequence > $2
       order by sequence limit ${READ_AHEAD}`,
      [uploadId, sequence],
    );
  for (let next = chunksAfter(-1); ;) {
    const chunks = await next;
    const last = chunks.at(-1);
    const more = last && chunks.length === READ_AHEAD;
    if (more) {
      // The database reads on while these are worked on; whoever stops here has no use for it, nor for its failure.
      next = chunksAfter(last.sequence);
      next.catch(() => undefined);
    }
    for (const { data } of chunks) yield data;
    if (!more) return;
  }
}
