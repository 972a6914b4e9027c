import { isUtf8 } from 'node:buffer';

const CONTINUATION_MASK = 0xc0;
const CONTINUATION = 0x80;
const NOTHING = new Uint8Array();

/**
 * UTF-8 in chunks to text, without a leading BOM. Invalid bytes become U+FFFD as the Encoding Standard
 * has it, the same wherever the chunks are cut, and are remembered in `replaced`.
 */
export class Utf8Decoder {
  /** Whether anything that was no UTF-8 has been replaced so far. */
  replaced = false;
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  #tail: Uint8Array = NOTHING;
  #started = false;

  push(chunk: Uint8Array): string {
    const bytes = this.#tail.length === 0 ? chunk : joined(this.#tail, chunk);
    const whole = wholeCharacters(bytes);
    this.#tail = bytes.slice(whole);
    return this.#decode(bytes.subarray(0, whole));
  }

  /** What is left when the source has ended: nothing, or the U+FFFD of a character cut short. */
  end(): string {
    const tail = this.#tail;
    this.#tail = NOTHING;
    return this.#decode(tail);
  }

  #decode(bytes: Uint8Array): string {
    if (!this.replaced && !isUtf8(bytes)) this.replaced = true;
    const text = this.#decoder.decode(bytes);
    if (this.#started || text === '') return text;
    this.#started = true;
    return text.startsWith('\ufeff') ? text.slice(1) : text;
  }
}

/** The length of `bytes` without a last character that has only begun. */
function wholeCharacters(bytes: Uint8Array): number {
  const end = bytes.length;
  for (let at = end - 1; at >= 0 && at >= end - 3; at -= 1) {
    const byte = bytes[at] ?? 0;
    if ((byte & CONTINUATION_MASK) !== CONTINUATION) return at + sequenceLength(byte) > end ? at : end;
  }
  return end;
}

function sequenceLength(leadByte: number): number {
  if (leadByte >= 0xf0) return 4;
  if (leadByte >= 0xe0) return 3;
  return leadByte >= 0xc0 ? 2 : 1;
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}
