import { ElementReader, readHeader } from './elements.js';
import {
  fatalProblem,
  problem,
  type ChatLabFatalCode,
  type ChatLabItem,
  type ChatLabProblemCode,
} from './format.js';

/** What both spellings of the format, JSON and JSONL, come down to: items in the order of the file. */
export class ItemQueue {
  #items: ChatLabItem[] = [];
  #failed = false;
  readonly #elements = new ElementReader();

  /** Whether a fatal problem has been added; nothing may be added after it. */
  get failed(): boolean {
    return this.#failed;
  }

  take(): readonly ChatLabItem[] {
    const items = this.#items;
    this.#items = [];
    return items;
  }

  problem(line: number, code: ChatLabProblemCode, detail = ''): void {
    this.#items.push(problem(line, code, detail));
  }

  fail(line: number, code: ChatLabFatalCode, detail = ''): void {
    this.#failed = true;
    this.#items.push(fatalProblem(line, code, detail));
  }

  header(line: number, chatlab: unknown, meta: unknown): void {
    const header = readHeader(chatlab, meta);
    if (header.ok) this.#items.push({ kind: 'header', line, header: header.value });
    else this.fail(line, header.error.code, header.error.detail);
  }

  message(line: number, value: unknown): void {
    const message = this.#elements.message(value);
    if (!message.ok) return this.problem(line, message.error.code, message.error.detail);
    if (this.#elements.replaced) this.problem(line, 'REPLACED_CHARACTERS');
    this.#items.push({ kind: 'message', line, message: message.value });
  }

  member(line: number, value: unknown): void {
    const member = this.#elements.member(value);
    if (!member.ok) return this.problem(line, member.error.code, member.error.detail);
    if (this.#elements.replaced) this.problem(line, 'REPLACED_CHARACTERS');
    this.#items.push({ kind: 'member', line, member: member.value });
  }
}

/** JSON text to a value; undefined, which JSON cannot say, where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
