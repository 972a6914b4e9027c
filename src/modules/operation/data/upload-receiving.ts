import type { Sql } from '#platform/db/sql.js';
import { RECEIVER_SILENT_SECONDS, UNTAKEN_SECONDS } from '../domain/upload.js';

/** Who receives a file: one request at a time, named by an id of its own. */
export interface Receiver {
  readonly uploadId: string;
  readonly receiverId: string;
}

/** Makes this the receiver of a file that waits, and drops what a receiver that fell silent has left. */
export async function beginReceiving(sql: Sql, { uploadId, receiverId }: Receiver): Promise<boolean> {
  const row = await sql.row(
    `with begun as (
       update upload set receiver = $2, receiver_seen_at = assent_now()
       where id = $1 and state = 'WAITING' and expires_at > assent_now()
         and (receiver is null or receiver_seen_at < assent_now() - make_interval(secs => ${RECEIVER_SILENT_SECONDS}))
       returning id),
     dropped as (delete from upload_chunk c using begun where c.upload_id = begun.id)
     select id from begun`,
    [uploadId, receiverId],
  );
  return row !== undefined;
}

/** Stores the next chunk. False when another receiver has taken over: nothing was stored. */
export async function storeChunk(
  sql: Sql,
  receiver: Receiver,
  sequence: number,
  data: Uint8Array,
): Promise<boolean> {
  const stored = await sql.run(
    `with held as (
       update upload set receiver_seen_at = assent_now() where id = $1 and receiver = $2 returning id)
     insert into upload_chunk (upload_id, sequence, data) select id, $3, $4 from held`,
    [
      receiver.uploadId,
      receiver.receiverId,
      sequence,
      Buffer.from(data.buffer, data.byteOffset, data.byteLength),
    ],
  );
  return stored === 1;
}

/** The file is whole: from now on it waits to be taken. False when another receiver has taken over. */
export async function completeReceiving(
  sql: Sql,
  { uploadId, receiverId }: Receiver,
  { bytes, sha256 }: { readonly bytes: number; readonly sha256: string },
): Promise<boolean> {
  const updated = await sql.run(
    `update upload set state = 'COMPLETE', bytes = $3, sha256 = $4, receiver = null, receiver_seen_at = null,
       expires_at = assent_now() + make_interval(secs => ${UNTAKEN_SECONDS})
     where id = $1 and receiver = $2`,
    [uploadId, receiverId, bytes, sha256],
  );
  return updated === 1;
}

/** Forgets what was received, so that the file can be sent again. */
export async function abandonReceiving(sql: Sql, { uploadId, receiverId }: Receiver): Promise<void> {
  await sql.run(
    `with freed as (
       update upload set receiver = null, receiver_seen_at = null where id = $1 and receiver = $2 returning id)
     delete from upload_chunk c using freed where c.upload_id = freed.id`,
    [uploadId, receiverId],
  );
}
