import { Buffer, isAscii } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { err, ok, type Result } from '#kernel/result.js';

/** NOT_TEXT: the file holds NUL bytes (a spreadsheet, an archive). ENCODING: neither UTF-8 nor GB18030 throughout. */
export type DecodingProblem = 'NOT_TEXT' | 'ENCODING';

/** How much is looked at, from the first byte beyond ASCII on, before the encoding is settled. */
const SNIFFED_BYTES = 64 * 1024;

/**
 * Bytes to text: UTF-8 with or without BOM, or else GB18030 (which includes GBK and GB2312). A problem
 * is the last thing that is yielded; the text before it is sound.
 */
export async function* decodeText(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<Result<string, DecodingProblem>> {
  const decoder = new SniffingDecoder();
  for await (const bytes of source) {
    const text = decoder.push(bytes);
    if (!text.ok || text.value !== '') yield text;
    if (!text.ok) return;
  }
  yield decoder.end();
}

class SniffingDecoder {
  #decoder: TextDecoder | undefined;
  #held: Uint8Array[] = [];
  #heldBytes = 0;

  push(bytes: Uint8Array): Result<string, DecodingProblem> {
    if (bytes.includes(0)) return err('NOT_TEXT');
    if (this.#decoder !== undefined) return decodeOnce(this.#decoder, bytes, true);
    // ASCII is the same in both encodings, so the choice can wait.
    if (this.#heldBytes === 0 && isAscii(bytes)) return ok(Buffer.from(bytes).toString('latin1'));
    this.#held.push(bytes.slice());
    this.#heldBytes += bytes.length;
    return this.#heldBytes < SNIFFED_BYTES ? ok('') : this.#settle(true);
  }

  end(): Result<string, DecodingProblem> {
    return this.#decoder === undefined
      ? this.#settle(false)
      : decodeOnce(this.#decoder, new Uint8Array(), false);
  }

  #settle(more: boolean): Result<string, DecodingProblem> {
    const bytes = Buffer.concat(this.#held);
    this.#held = [];
    for (const encoding of ['utf-8', 'gb18030']) {
      this.#decoder = new TextDecoder(encoding, { fatal: true });
      const text = decodeOnce(this.#decoder, bytes, more);
      if (text.ok) return text;
    }
    return err('ENCODING');
  }
}

function decodeOnce(
  decoder: TextDecoder,
  bytes: Uint8Array,
  stream: boolean,
): Result<string, DecodingProblem> {
  try {
    return ok(decoder.decode(bytes, { stream }));
  } catch (error) {
    if (isInvalidData(error)) return err('ENCODING');
    throw error;
  }
}

function isInvalidData(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA'
  );
}
