import { liveLine, type LiveLine, type Screen } from './progress.js';
import { table, type Column } from './table.js';
import { printable, truncated } from './text-width.js';

const USUAL_COLUMNS = 80;

/** Where the story is shown: a line for each step with what came of it and how long it took. */
export class Stage {
  private readonly screen: Screen;
  private open = true;

  constructor(
    private readonly whole: Screen,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.screen = {
      isTTY: whole.isTTY === true,
      get columns() {
        return whole.columns ?? USUAL_COLUMNS;
      },
      write: (text) => this.open && whole.write(text),
    };
  }

  /** From now on nothing is shown here, whatever is still going on; it is shown on the stage that is returned. */
  curtain(): Stage {
    this.open = false;
    return new Stage(this.whole, this.now);
  }

  line(text = ''): void {
    this.screen.write(`${printable(text)}\n`);
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
    live?.show(this.told('…', started, title, ''));
    try {
      const value = await work((detail) => live?.show(this.told('…', started, title, detail)));
      this.finish(this.told('✓', started, title, result(value)));
      return value;
    } catch (error) {
      this.finish(this.told('✗', started, title, 'failed'));
      throw error;
    }
  }

  /** A step that draws a line of its own while it lasts, on a terminal and elsewhere. Its last line stays. */
  async watch<T>(
    title: string,
    work: (show: (line: string) => void) => Promise<T>,
    result: (value: T) => string = () => '',
  ): Promise<T> {
    const started = this.now();
    const live = this.live();
    try {
      const value = await work((line) => live.show(line));
      live.end();
      this.line(this.fitting(this.told('✓', started, title, result(value))));
      return value;
    } catch (error) {
      live.end();
      this.line(this.told('✗', started, title, 'failed'));
      throw error;
    }
  }

  private told(mark: string, started: number, title: string, detail: string): string {
    const seconds = ((this.now() - started) / 1000).toFixed(2).padStart(6);
    return `${mark} ${seconds} s  ${title}${detail === '' ? '' : `: ${detail}`}`;
  }

  private finish(text: string): void {
    if (this.screen.isTTY === true) this.screen.write('\r\u001b[K');
    this.line(this.fitting(text));
  }

  /** On a terminal a step takes one line. */
  private fitting(text: string): string {
    return this.screen.isTTY === true ? truncated(text, this.screen.columns ?? USUAL_COLUMNS) : text;
  }
}
