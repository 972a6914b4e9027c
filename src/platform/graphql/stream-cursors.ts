import { createHmac, timingSafeEqual } from 'node:crypto';
import { Failure } from '../use-case/failures.js';

const POSITION_BYTES = 8;
/** Of the HMAC as much as nobody guesses. */
const MAC_BYTES = 16;

/**
 * Cursors of streams: a position and what proves that this deployment gave it out for that very stream. The key is
 * derived from the server's secret, so every node opens what another one has sealed.
 */
export class StreamCursors {
  private readonly key: Buffer;

  constructor(secret: string) {
    this.key = createHmac('sha256', 'stream-cursor').update(secret).digest();
  }

  /** The cursor of a position in a stream, which is named by its field and what it is of. */
  seal(stream: string, position: number): string {
    const bytes = Buffer.alloc(POSITION_BYTES);
    bytes.writeBigUInt64BE(BigInt(position));
    return Buffer.concat([bytes, this.macOf(stream, bytes)]).toString('base64url');
  }

  /** The position of a cursor of this stream. Throws CURSOR_INVALID for any other, and for what is none. */
  open(stream: string, cursor: string): number {
    const sealed = Buffer.from(cursor, 'base64url');
    const bytes = sealed.subarray(0, POSITION_BYTES);
    const mac = sealed.subarray(POSITION_BYTES);
    if (mac.length !== MAC_BYTES || !timingSafeEqual(mac, this.macOf(stream, bytes))) throw invalid();
    return Number(bytes.readBigUInt64BE());
  }

  private macOf(stream: string, position: Buffer): Buffer {
    return createHmac('sha256', this.key).update(position).update(stream).digest().subarray(0, MAC_BYTES);
  }
}

const invalid = (): Failure => new Failure('CURSOR_INVALID', 'This is not a cursor of this stream.');
