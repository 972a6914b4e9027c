import type { Duplex } from 'node:stream';

/** A text frame of one piece. */
const TEXT = 0x81;
/** Lengths up to this stand in the second byte; then come two bytes, then eight. */
const SHORT = 125;
const TWO_BYTES = 0xffff;

interface Made {
  readonly before: Buffer;
  readonly payload: Buffer;
  readonly frame: Buffer;
}

/** Of the socket before: where the next has given its operation the same id, it is sent the same bytes. */
let latest: Made | undefined;

/**
 * Writes a message of graphql-transport-ws as one WebSocket frame, in one write: what is before the payload is this
 * socket's own, the payload is everybody's. Sound beside `ws`, which writes whole frames too: without compression it
 * holds none back. Neither part may be changed afterwards.
 */
export function writeNext(socket: Duplex, before: Buffer, payload: Buffer): void {
  if (latest?.payload !== payload || latest.before !== before) {
    latest = { before, payload, frame: frameOf(before, payload) };
  }
  socket.write(latest.frame);
}

function frameOf(before: Buffer, payload: Buffer): Buffer {
  const length = before.length + payload.length + 1;
  const head = length <= SHORT ? 2 : length <= TWO_BYTES ? 4 : 10;
  const frame = Buffer.allocUnsafe(head + length);
  frame[0] = TEXT;
  if (head === 2) frame[1] = length;
  else if (head === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  before.copy(frame, head);
  payload.copy(frame, head + before.length);
  frame[head + length - 1] = 0x7d; // }
  return frame;
}

/** Up to so long ids are names and counters, which many clients have in common. */
const COMMON_ID = 8;
const COMMON_IDS_MAX = 1_000;
const common = new Map<string, Buffer>();

/** What stands before the payload of a subscription's messages; one Buffer for all who share a short id. */
export function beforePayload(operationId: string): Buffer {
  const known = common.get(operationId);
  if (known) return known;
  const before = Buffer.from(`{"id":${JSON.stringify(operationId)},"type":"next","payload":`);
  if (operationId.length <= COMMON_ID && common.size < COMMON_IDS_MAX) common.set(operationId, before);
  return before;
}
