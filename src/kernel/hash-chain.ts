import { Buffer } from 'node:buffer';
import { hash } from 'node:crypto';

/** Bytes of a SHA-256 digest. */
const LINK_BYTES = 32;

const NULL_LENGTH = 0xffffffff;

/**
 * The next link of a hash chain: SHA-256 over the previous link and the fields of one record. Fields are
 * written so that no two lists of fields give the same bytes:
 * - a text: its length in UTF-8 bytes as unsigned 32-bit, big-endian, and those bytes;
 * - a missing text: `ff ff ff ff`;
 * - a whole number: signed 64-bit, big-endian;
 * - another digest: its 32 bytes.
 *
 * An instance keeps one buffer that grows to the largest record, so it must not be shared between
 * interleaved records.
 */
export class LinkBuilder {
  #buffer = Buffer.alloc(4096);
  #length = 0;

  start(previous: Uint8Array): this {
    return this.begin().link(previous);
  }

  /** Begins a record that follows no other. */
  begin(): this {
    this.#length = 0;
    return this;
  }

  link(value: Uint8Array): this {
    if (value.length !== LINK_BYTES) throw new Error(`a link has ${LINK_BYTES} bytes, not ${value.length}`);
    this.#reserve(LINK_BYTES);
    this.#buffer.set(value, this.#length);
    this.#length += LINK_BYTES;
    return this;
  }

  text(value: string | null): this {
    if (value === null) return this.#writeLength(NULL_LENGTH);
    // At most three bytes for each UTF-16 unit.
    this.#reserve(4 + value.length * 3);
    const written = this.#buffer.write(value, this.#length + 4, 'utf8');
    this.#writeLength(written);
    this.#length += written;
    return this;
  }

  integer(value: number): this {
    if (!Number.isSafeInteger(value)) throw new Error(`not a whole number: ${value}`);
    this.#reserve(8);
    this.#buffer.writeInt32BE(Math.floor(value / 2 ** 32), this.#length);
    this.#buffer.writeUInt32BE(value >>> 0, this.#length + 4);
    this.#length += 8;
    return this;
  }

  finish(): Uint8Array {
    // Measured: a digest that crosses over as a string costs half of one that crosses as a buffer.
    return Buffer.from(hash('sha256', this.#buffer.subarray(0, this.#length), 'binary'), 'binary');
  }

  #writeLength(length: number): this {
    this.#reserve(4);
    this.#buffer.writeUInt32BE(length, this.#length);
    this.#length += 4;
    return this;
  }

  #reserve(bytes: number): void {
    const needed = this.#length + bytes;
    if (needed <= this.#buffer.length) return;
    const larger = Buffer.alloc(Math.max(needed, this.#buffer.length * 2));
    larger.set(this.#buffer.subarray(0, this.#length));
    this.#buffer = larger;
  }
}

/** 64 lower-case hexadecimal digits. */
export function linkToHex(link: Uint8Array): string {
  return Buffer.from(link).toString('hex');
}

export function linkFromHex(digits: string): Uint8Array {
  if (!/^[0-9a-f]{64}$/.test(digits))
    throw new Error('a link is written in 64 lower-case hexadecimal digits');
  return Buffer.from(digits, 'hex');
}

/** The link before the first record of a chain of the named kind and version. */
export function firstLink(name: string): Uint8Array {
  return hash('sha256', name, 'buffer');
}
