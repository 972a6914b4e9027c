import { isObject } from './elements.js';
import { MAX_ELEMENT_LENGTH } from './format.js';
import { parseJson, type ItemQueue } from './item-queue.js';

/** ChatLab as JSON Lines: a header line, then members and messages; blank lines and `#` comments between. */
export class JsonlReader {
  readonly #items: ItemQueue;
  #line: number;
  #carry = '';
  /** Within a line that is too long, until its end. */
  #skipping = false;
  #hasHeader = false;

  constructor(items: ItemQueue, firstLine: number) {
    this.#items = items;
    this.#line = firstLine;
  }

  get line(): number {
    return this.#line;
  }

  push(chunk: string): void {
    const text = this.#carry + chunk;
    let start = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
      this.#endLine(text.slice(start, end), true);
      if (this.#items.failed) return;
      this.#line += 1;
      start = end + 1;
    }
    this.#carry = text.slice(start);
    if (this.#carry.length > MAX_ELEMENT_LENGTH) this.#skipRestOfLine();
  }

  end(): void {
    this.#endLine(this.#carry, false);
    if (!this.#hasHeader && !this.#items.failed) this.#items.fail(this.#line, 'MISSING_HEADER');
  }

  #skipRestOfLine(): void {
    if (!this.#skipping) this.#items.problem(this.#line, 'TOO_LARGE', this.#carry.slice(0, 40));
    this.#skipping = true;
    this.#carry = '';
  }

  #endLine(text: string, terminated: boolean): void {
    if (this.#skipping) this.#skipping = false;
    else if (text.length > MAX_ELEMENT_LENGTH)
      this.#items.problem(this.#line, 'TOO_LARGE', text.slice(0, 40));
    else if (!text.startsWith('#') && text.trim() !== '') this.#readLine(text, terminated);
  }

  #readLine(text: string, terminated: boolean): void {
    const value = parseJson(text);
    const type = isObject(value) ? value['_type'] : undefined;
    if (!this.#hasHeader) return this.#readHeader(value, type, text);
    if (value === undefined)
      return this.#items.problem(this.#line, terminated ? 'BAD_JSON' : 'TRUNCATED_LINE', text);
    if (type === 'message') this.#items.message(this.#line, value);
    else if (type === 'member') this.#items.member(this.#line, value);
    else if (type === 'header') this.#items.problem(this.#line, 'DUPLICATE_HEADER');
    else this.#items.problem(this.#line, isObject(value) ? 'UNKNOWN_LINE_TYPE' : 'NOT_AN_OBJECT', text);
  }

  #readHeader(value: unknown, type: unknown, text: string): void {
    this.#hasHeader = true;
    if (value === undefined) return this.#items.fail(this.#line, 'BAD_HEADER', text);
    if (!isObject(value) || type !== 'header') return this.#items.fail(this.#line, 'MISSING_HEADER', text);
    this.#items.header(this.#line, value['chatlab'], value['meta']);
  }
}
