import { liveLine, type LiveLine, type Screen } from './progress.js';
import { table, type Column } from './table.js';
import { printable, truncated } from './text-width.js';

const USUAL_COLUMNS = 80;

/** Where the story is shown: a line for each step with what came of it and how long it took. */
export class Stage {
  constructor(
    private readonly screen: Screen,
    private readonly now: () => number = () => performance.now(),
  ) {}

  line(text = ''): void {
    this.screen.write(`${this.fitting(text)}\n`);
  }

  lines(texts: readonly string[]): void {
    for (const text of texts) this.line(text);
  }

  heading(text: string): void {
    this.line();
    this.line(text);
  }

  table(columns: readonly Column[], rows: readonly (readonly string[])[], footer?: readonly string[]): void {
    this.line();
    this.lines(table(columns, rows, footer).map((text) => `   ${text}`));
    this.line();
  }

  /** A line that changes while something goes on. */
  live(): LiveLine {
    return liveLine(this.screen);
  }

  /**
   * One step: on a terminal its title stands there, with what `tell` says last, until it is done; then comes what it
   * says of its result. A step that fails is shown as failed, and its error goes on.
   */
  async step<T>(
    title: string,
    work: (tell: (detail: string) => void) => Promise<T>,
    result: (value: T) => string = () => '',
  ): Promise<T> {
    const started = this.now();
    const live = this.screen.isTTY === true ? this.live() : undefined;
    const seconds = (): string => `${((this.now() - started) / 1000).toFixed(2).padStart(7)} s`;
    const text = (mark: string, detail: string): string => `${mark} ${seconds()}  ${title}${detail === '' ? '' : `: ${detail}`}`;
    live?.show(text('…', ''));
    try {
      const value = await work((detail) => live?.show(text('…', detail)));
      this.finish(text('✓', result(value)));
      return value;
    } catch (error) {
      this.finish(text('✗', 'failed'));
      throw error;
    }
  }

  private finish(text: string): void {
    if (this.screen.isTTY === true) this.screen.write('\r\u001b[K');
    this.line(text);
  }

  /** On a terminal a line is one line, so that columns stay aligned. */
  private fitting(text: string): string {
    const safe = printable(text);
    return this.screen.isTTY === true ? truncated(safe, this.screen.columns ?? USUAL_COLUMNS) : safe;
  }
}
