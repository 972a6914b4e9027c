import type { Duplex } from 'node:stream';

/** A text frame of one piece. */
const TEXT = 0x81;
/** Lengths up to this stand in the second byte; then come two bytes, then eight. */
const SHORT = 125;
const TWO_BYTES = 0xffff;

/**
 * Writes a message of graphql-transport-ws as one WebSocket frame, in one write: what is before the payload is this
 * socket's own, the payload is everybody's. Sound beside `ws`, which writes whole frames too: without compression it
 * holds none back.
 */
export function writeNext(socket: Duplex, before: Buffer, payload: Buffer): void {
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
  socket.write(frame);
}

/** What stands before the payload of a subscription's messages. */
export function beforePayload(operationId: string): Buffer {
  return Buffer.from(`{"id":${JSON.stringify(operationId)},"type":"next","payload":`);
}
