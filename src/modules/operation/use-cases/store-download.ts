import { createHash } from 'node:crypto';
import { rechunk } from '#kernel/chunks.js';
import { newId } from '#kernel/ids.js';
import type { Database } from '#platform/db/database.js';
import type { Sql } from '#platform/db/sql.js';
import {
  completeDownload,
  holdOffRemovals,
  insertChunk,
  insertDownload,
  type NewDownload,
  removeDownload,
} from '../data/downloads.js';
import { CHUNK_MAX } from '../data/upload-chunks.js';

export interface StoredDownload {
  readonly id: string;
  readonly bytes: number;
  /** 64 lower-case hexadecimal digits. */
  readonly sha256: string;
}

/**
 * Keeps what an operation makes as a file that can be fetched for a week. The source is read no faster than the
 * database takes it, and unless it comes to its end nothing of it stays; nor unless `mayBeKept` then says so, which no
 * removal of the organization's files can overtake.
 */
export async function storeDownload(
  sql: Database,
  download: Omit<NewDownload, 'id'>,
  source: AsyncIterable<Uint8Array>,
  mayBeKept: (tx: Sql) => Promise<boolean>,
): Promise<StoredDownload> {
  const id = newId();
  await insertDownload(sql, { ...download, id });
  try {
    const hash = createHash('sha256');
    let bytes = 0;
    let sequence = 0;
    // Pieces are less than twice the size that is asked for.
    for await (const piece of rechunk(source, CHUNK_MAX / 2)) {
      await insertChunk(sql, id, sequence, piece);
      hash.update(piece);
      bytes += piece.length;
      sequence += 1;
    }
    const file = { bytes, sha256: hash.digest('hex') };
    await sql.transaction(async (tx) => {
      await holdOffRemovals(tx, download.organizationId);
      if (!(await mayBeKept(tx))) throw new Error(`download ${id} may not be kept`);
      await completeDownload(tx, id, file);
    });
    return { id, ...file };
  } catch (error) {
    // Where this fails too, the next clean-up after a week finds it.
    await removeDownload(sql, id).catch(() => undefined);
    throw error;
  }
}
