import { rechunk } from '#kernel/chunks.js';
import { Utf8Decoder } from '#kernel/utf8.js';
import { isObject } from './elements.js';
import { MAX_ELEMENT_LENGTH, type ChatLabItem } from './format.js';
import { ItemQueue, parseJson } from './item-queue.js';
import { JsonReader } from './json-reader.js';
import { JsonlReader } from './jsonl-reader.js';

const CHUNK_BYTES = 64 * 1024;

/**
 * A ChatLab file, JSON or JSONL as its content shows, item by item in the order of the file and in memory
 * that does not grow with it. A bad line or element is reported in its place and passed over; a problem
 * that is `fatal` is the last item. A file may end well without a single message.
 */
export async function* readChatLab(source: AsyncIterable<Uint8Array>): AsyncGenerator<ChatLabItem> {
  for await (const items of readChatLabChunks(source)) for (const item of items) yield item;
}

/** The same, as many at a time as came with a chunk of the file: a million turns of an async loop are not free. */
export async function* readChatLabChunks(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly ChatLabItem[]> {
  const items = new ItemQueue();
  const reader = new DetectingReader(items);
  const decoder = new Utf8Decoder();
  for await (const bytes of rechunk(source, CHUNK_BYTES)) {
    const wasValid = !decoder.replaced;
    const text = decoder.push(bytes);
    if (wasValid && decoder.replaced) items.problem(reader.line, 'INVALID_UTF8');
    reader.push(text);
    yield items.take();
    if (items.failed) return;
  }
  const wasValid = !decoder.replaced;
  reader.push(decoder.end());
  if (wasValid && decoder.replaced) items.problem(reader.line, 'INVALID_UTF8');
  if (!items.failed) reader.end();
  yield items.take();
}

/** Holds back the first line of content until it shows which reader is right. */
class DetectingReader {
  readonly #items: ItemQueue;
  #reader: JsonReader | JsonlReader | undefined;
  #head = '';
  #line = 1;

  constructor(items: ItemQueue) {
    this.#items = items;
  }

  get line(): number {
    return this.#reader?.line ?? this.#line;
  }

  push(text: string): void {
    if (this.#reader !== undefined) return this.#reader.push(text);
    this.#head += text;
    this.#detect(false);
  }

  end(): void {
    if (this.#reader === undefined) this.#detect(true);
    if (!this.#items.failed) this.#reader?.end();
  }

  #detect(ended: boolean): void {
    if (!this.#skipComments()) {
      if (ended) this.#items.fail(this.#line, 'EMPTY');
      return;
    }
    if (!this.#head.startsWith('{'))
      return this.#items.fail(this.#line, 'NOT_CHATLAB', this.#head.slice(0, 40));
    const end = this.#head.indexOf('\n');
    if (end === -1 && !ended && this.#head.length <= MAX_ELEMENT_LENGTH) return;
    const firstLine = end === -1 ? this.#head : this.#head.slice(0, end);
    const Reader = isJsonl(firstLine) ? JsonlReader : JsonReader;
    this.#reader = new Reader(this.#items, this.#line);
    this.#reader.push(this.#head);
    this.#head = '';
  }

  /** Drops blank lines and `#` comments before the content; whether content has begun. */
  #skipComments(): boolean {
    for (;;) {
      const blank = this.#head.length - this.#head.trimStart().length;
      for (let at = this.#head.indexOf('\n'); at !== -1 && at < blank; at = this.#head.indexOf('\n', at + 1))
        this.#line += 1;
      this.#head = this.#head.slice(blank);
      if (!this.#head.startsWith('#')) return this.#head !== '';
      const end = this.#head.indexOf('\n');
      this.#head = end === -1 ? '#' : this.#head.slice(end);
      if (end === -1) return false;
    }
  }
}

/** A line of JSONL says its type. A header line that is broken still begins with it, as every exporter writes it. */
function isJsonl(firstLine: string): boolean {
  const value = firstLine.length > MAX_ELEMENT_LENGTH ? undefined : parseJson(firstLine);
  return isObject(value) ? '_type' in value : /^\{\s*"_type"\s*:/.test(firstLine);
}
