import { createHash } from 'node:crypto';
import { rechunk } from '#kernel/chunks.js';
import { newId } from '#kernel/ids.js';
import type { Sql } from '#platform/db/sql.js';
import {
  completeDownload,
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
 * database takes it, and unless it comes to its end nothing of it stays.
 */
export async function storeDownload(
  sql: Sql,
  download: Omit<NewDownload, 'id'>,
  source: AsyncIterable<Uint8Array>,
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
    await completeDownload(sql, id, file);
    return { id, ...file };
  } catch (error) {
    // Where this fails too, the next clean-up after a week finds it.
    await removeDownload(sql, id).catch(() => undefined);
    throw error;
  }
}
