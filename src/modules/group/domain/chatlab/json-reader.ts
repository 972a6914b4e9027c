import { MAX_ELEMENT_LENGTH } from './format.js';
import { parseJson, type ItemQueue } from './item-queue.js';
import { ValueScanner } from './value-scanner.js';

/** What the reader expects next, at the top of the document or in one of its two lists. */
type Expected = 'document' | 'key' | 'colon' | 'value' | 'comma' | 'element' | 'element-comma' | 'nothing';

/** A value under way: a key or value of the document, or an element of `members` or `messages`. */
type Target = { readonly kind: 'key' | 'value' | 'element'; readonly line: number };

/**
 * ChatLab as one JSON document, in memory that does not grow with it: only the elements of `members` and
 * `messages`, `chatlab` and `meta` are ever held, one at a time. Keys may come in any order, and items
 * come in the order of the file: messages before the header, if they stand before it.
 */
export class JsonReader {
  readonly #items: ItemQueue;
  readonly #scanner: ValueScanner;
  #expected: Expected = 'document';
  #target: Target | undefined;
  #oversized = false;
  #key = '';
  #index = 0;
  #chatlab: unknown;
  #meta: unknown;
  #hasHeader = false;

  constructor(items: ItemQueue, firstLine: number) {
    this.#items = items;
    this.#scanner = new ValueScanner(firstLine);
  }

  get line(): number {
    return this.#scanner.line;
  }

  push(chunk: string): void {
    this.#scanner.push(chunk);
    while (!this.#items.failed && this.#step());
  }

  end(): void {
    if (this.#items.failed) return;
    if (this.#expected !== 'nothing') this.#items.fail(this.line, 'TRUNCATED', this.#place());
    else if (!this.#hasHeader) this.#items.fail(this.line, 'MISSING_HEADER');
  }

  /** Whether there was anything to do with the text so far. */
  #step(): boolean {
    if (this.#target !== undefined) return this.#finish(this.#target);
    const character = this.#scanner.peek();
    if (character === '') return false;
    if (!this.#accept(character))
      this.#items.fail(this.line, 'BAD_STRUCTURE', `${character} in ${this.#place()}`);
    return true;
  }

  #accept(character: string): boolean {
    switch (this.#expected) {
      case 'document':
        return character === '{' && this.#take('key');
      case 'key':
        return character === '}' ? this.#take('nothing') : character === '"' && this.#begin('key', 'colon');
      case 'colon':
        return character === ':' && this.#take('value');
      case 'value':
        if (this.#key !== 'members' && this.#key !== 'messages') return this.#begin('value', 'comma');
        this.#index = 0;
        return character === '[' && this.#take('element');
      case 'comma':
        return character === '}' ? this.#take('nothing') : character === ',' && this.#take('key');
      case 'element':
        return character === ']' ? this.#take('comma') : this.#begin('element', 'element-comma');
      case 'element-comma':
        return character === ']' ? this.#take('comma') : character === ',' && this.#take('element');
      case 'nothing':
        this.#items.fail(this.line, 'TRAILING_DATA');
        return true;
    }
  }

  #take(next: Expected): true {
    this.#scanner.skip();
    this.#expected = next;
    return true;
  }

  #begin(kind: Target['kind'], next: Expected): true {
    this.#target = { kind, line: this.line };
    this.#oversized = false;
    this.#expected = next;
    this.#scanner.begin(kind !== 'value' || this.#key === 'chatlab' || this.#key === 'meta');
    return true;
  }

  #finish(target: Target): boolean {
    const text = this.#scanner.finish();
    if (this.#scanner.length > MAX_ELEMENT_LENGTH) this.#oversized = true;
    if (text === undefined) {
      if (this.#oversized) this.#scanner.drop();
      return false;
    }
    this.#target = undefined;
    if (target.kind === 'key') this.#readKey(target.line, text);
    else if (target.kind === 'value') this.#readValue(target.line, text);
    else this.#readElement(target.line, text);
    return true;
  }

  #readKey(line: number, text: string): void {
    const key = this.#oversized ? undefined : parseJson(text);
    if (typeof key === 'string') this.#key = key;
    else this.#items.fail(line, 'BAD_STRUCTURE', text);
  }

  #readValue(line: number, text: string): void {
    if (this.#key !== 'chatlab' && this.#key !== 'meta') return;
    const value = this.#oversized ? undefined : parseJson(text);
    if (value === undefined) return this.#items.fail(line, 'BAD_HEADER', this.#key);
    if (this.#key === 'chatlab') this.#chatlab = value;
    else this.#meta = value;
    if (this.#chatlab === undefined || this.#meta === undefined) return;
    if (this.#hasHeader) return this.#items.problem(line, 'DUPLICATE_HEADER');
    this.#hasHeader = true;
    this.#items.header(line, this.#chatlab, this.#meta);
  }

  #readElement(line: number, text: string): void {
    const place = this.#index;
    this.#index += 1;
    if (this.#oversized) return this.#items.problem(line, 'TOO_LARGE', `${this.#key}[${place}]`);
    const value = parseJson(text);
    if (value === undefined) return this.#items.problem(line, 'BAD_JSON', `${this.#key}[${place}]: ${text}`);
    if (this.#key === 'messages') this.#items.message(line, value);
    else this.#items.member(line, value);
  }

  #place(): string {
    const inList = this.#expected === 'element' || this.#expected === 'element-comma';
    if (inList) return `${this.#key}[${this.#index}]`;
    return this.#key === '' ? 'the document' : `the document, after ${this.#key.slice(0, 40)}`;
  }
}
