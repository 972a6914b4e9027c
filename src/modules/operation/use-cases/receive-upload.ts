import { createHash } from 'node:crypto';
import { rechunk } from '#kernel/chunks.js';
import { newId } from '#kernel/ids.js';
import { err, ok, type Result } from '#kernel/result.js';
import { databaseNow } from '#platform/db/clock.js';
import type { Sql } from '#platform/db/sql.js';
import { CHUNK_MAX } from '../data/upload-chunks.js';
import {
  abandonReceiving,
  beginReceiving,
  completeReceiving,
  type Receiver,
  storeChunk,
} from '../data/upload-receiving.js';
import { uploadById } from '../data/uploads.js';
import { maxBytesOf } from '../domain/upload.js';

export interface ReceivedFile {
  readonly bytes: number;
  /** 64 lower-case hexadecimal digits. */
  readonly sha256: string;
}

/** BUSY: another request is sending it. CUT: the sender went away before the end. */
export type ReceiveProblem = 'EXPIRED' | 'COMPLETE' | 'BUSY' | 'TOO_LARGE' | 'CUT';

/** The source itself failed: nobody is left to send the rest. */
class SourceError extends Error {}

/**
 * Stores a file as it arrives, at most two chunks of it in memory; the source is read no faster than the database
 * takes it. One request at a time may send a file, and unless it is whole nothing of it stays.
 * `announcedBytes` is the sender's word on its size, checked before anything is read.
 */
export async function receiveUpload(
  sql: Sql,
  uploadId: string,
  source: AsyncIterable<Uint8Array>,
  announcedBytes: number | undefined,
): Promise<Result<ReceivedFile, ReceiveProblem>> {
  const upload = await uploadById(sql, uploadId);
  const now = await databaseNow(sql);
  if (upload?.state === 'COMPLETE') return err('COMPLETE');
  if (!upload?.expiresAt || upload.expiresAt <= now) return err('EXPIRED');
  const maxBytes = maxBytesOf(upload.purpose);
  if (announcedBytes !== undefined && announcedBytes > maxBytes) return err('TOO_LARGE');
  const receiver = { uploadId, receiverId: newId() };
  if (!(await beginReceiving(sql, receiver))) return err('BUSY');
  try {
    const stored = await storeAll(sql, receiver, source, maxBytes);
    if (!stored.ok) await abandonReceiving(sql, receiver);
    return stored;
  } catch (error) {
    // Where this fails too, the next sender finds the receiver silent and clears up.
    await abandonReceiving(sql, receiver).catch(() => undefined);
    if (error instanceof SourceError) return err('CUT');
    throw error;
  }
}

async function storeAll(
  sql: Sql,
  receiver: Receiver,
  source: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<Result<ReceivedFile, ReceiveProblem>> {
  const hash = createHash('sha256');
  let bytes = 0;
  let sequence = 0;
  // Pieces are less than twice the size that is asked for.
  for await (const piece of rechunk(marked(source), CHUNK_MAX / 2)) {
    bytes += piece.length;
    if (bytes > maxBytes) return err('TOO_LARGE');
    hash.update(piece);
    if (!(await storeChunk(sql, receiver, sequence, piece))) return err('BUSY');
    sequence += 1;
  }
  const file = { bytes, sha256: hash.digest('hex') };
  return (await completeReceiving(sql, receiver, file)) ? ok(file) : err('BUSY');
}

async function* marked(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* source;
  } catch (error) {
    throw new SourceError('the source failed', { cause: error });
  }
}
