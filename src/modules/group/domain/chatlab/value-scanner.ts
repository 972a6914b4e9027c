const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const LINE_FEED = 0x0a;
const SPACE = 0x20;

/**
 * JSON text that arrives in pieces, cut into values without parsing them: brackets and quotes alone say
 * where a value ends. Text is kept no longer than the value it belongs to.
 */
export class ValueScanner {
  /** The line of the next character. */
  line: number;
  #text = '';
  #at = 0;
  #start = 0;
  #keep = false;
  #depth = 0;
  #inString = false;

  constructor(firstLine: number) {
    this.line = firstLine;
  }

  /** Adds text and forgets what was scanned, but for the value under way if it is kept. */
  push(chunk: string): void {
    const from = this.#keep ? this.#start : this.#at;
    this.#text = this.#text.slice(from) + chunk;
    this.#at -= from;
    this.#start = 0;
  }

  /** The next character that is no white space, left where it is; empty at the end of the text so far. */
  peek(): string {
    for (; this.#at < this.#text.length; this.#at += 1) {
      const code = this.#text.charCodeAt(this.#at);
      if (code > SPACE) return this.#text.charAt(this.#at);
      if (code === LINE_FEED) this.line += 1;
    }
    return '';
  }

  /** Steps over the character that `peek` gave. */
  skip(): void {
    this.#at += 1;
  }

  /** Begins a value at the character that `peek` gave. What is not kept is scanned only to its end. */
  begin(keep: boolean): void {
    this.#start = this.#at;
    this.#keep = keep;
    this.#depth = 0;
    this.#inString = false;
  }

  /** The length, so far, of the value under way. */
  get length(): number {
    return this.#at - this.#start;
  }

  /** Goes on to the value's end without keeping its text. */
  drop(): void {
    this.#keep = false;
  }

  /** The value's text, empty if it is not kept; undefined while its end is not here yet. */
  finish(): string | undefined {
    if (!this.#findEnd()) return undefined;
    const text = this.#keep ? this.#text.slice(this.#start, this.#at) : '';
    this.#keep = false;
    return text;
  }

  #findEnd(): boolean {
    const text = this.#text;
    while (this.#at < text.length) {
      if (this.#inString) {
        if (!this.#findClosingQuote()) return false;
        if (this.#depth === 0) return true;
        continue;
      }
      const code = text.charCodeAt(this.#at);
      const closes = code === CLOSE_BRACE || code === CLOSE_BRACKET;
      if (this.#depth === 0 && (closes || code === COMMA)) return true;
      this.#at += 1;
      if (code === QUOTE) this.#inString = true;
      else if (code === OPEN_BRACE || code === OPEN_BRACKET) this.#depth += 1;
      else if (code === LINE_FEED) this.line += 1;
      else if (closes && (this.#depth -= 1) === 0) return true;
    }
    return false;
  }

  /** Steps behind the string's closing quote, or to where the search has to go on with more text. */
  #findClosingQuote(): boolean {
    const from = this.#at;
    for (
      let quote = this.#text.indexOf('"', from);
      quote !== -1;
      quote = this.#text.indexOf('"', quote + 1)
    ) {
      if ((quote - this.#backslashesStart(quote, from)) % 2 === 1) continue;
      this.#at = quote + 1;
      this.#inString = false;
      return true;
    }
    this.#at = this.#backslashesStart(this.#text.length, from);
    return false;
  }

  /** Where the run of backslashes that ends at `end` begins, not before `from`. */
  #backslashesStart(end: number, from: number): number {
    let start = end;
    while (start > from && this.#text.charCodeAt(start - 1) === BACKSLASH) start -= 1;
    return start;
  }
}
