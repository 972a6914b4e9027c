import { printable, truncated } from './text-width.js';

/** A part of a bar: `value` of the bar's total, drawn in `glyph`, which is one column wide. */
export type Segment = { readonly value: number; readonly glyph: string };

const REST = '·';

/**
 * A bar of exactly `width` columns. Ends of segments are rounded to whole columns, so a bar is full only
 * when its total is reached. A total of 0 has nothing to wait for: its bar is empty.
 */
export function bar(segments: readonly Segment[], total: number, width: number): string {
  let drawn = '';
  let value = 0;
  for (const segment of segments) {
    value += segment.value;
    const end = total > 0 ? Math.floor(Math.min(value / total, 1) * width) : 0;
    drawn += segment.glyph.repeat(Math.max(0, end - drawn.length));
  }
  return drawn + REST.repeat(width - drawn.length);
}

/** What is written to: `process.stdout`, or a stand-in for it. */
export type Screen = {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
};

/** A line that changes. `end` leaves its last text standing; a later `show` begins a new line. */
export type LiveLine = { show(text: string): void; end(): void };

const USUAL_COLUMNS = 80;
const CLEAR_TO_END = '\u001b[K';

export type LiveLineOptions = {
  /** Milliseconds, monotonic. */
  readonly now?: () => number;
  /** Milliseconds between two lines where the output is no terminal. */
  readonly quietFor?: number;
};

/**
 * On a terminal the line is redrawn in place, shortened to fit. Elsewhere (a pipe, a log) it is written as
 * a line of its own: the first one, then one every `quietFor` if it has changed, and the last one.
 */
export function liveLine(
  screen: Screen,
  { now = () => performance.now(), quietFor = 2000 }: LiveLineOptions = {},
): LiveLine {
  return screen.isTTY === true ? redrawn(screen) : nowAndThen(screen, now, quietFor);
}

function redrawn(screen: Screen): LiveLine {
  let open = false;
  return {
    show(text) {
      const columns = screen.columns ?? USUAL_COLUMNS;
      open = true;
      screen.write(`\r${truncated(printable(text), columns - 1)}${CLEAR_TO_END}`);
    },
    end() {
      if (open) screen.write('\n');
      open = false;
    },
  };
}

function nowAndThen(screen: Screen, now: () => number, quietFor: number): LiveLine {
  let written: string | undefined;
  let writtenAt = -Infinity;
  let latest: string | undefined;
  const write = (): void => {
    if (latest === undefined || latest === written) return;
    screen.write(`${printable(latest)}\n`);
    written = latest;
    writtenAt = now();
  };
  return {
    show(text) {
      latest = text;
      if (now() - writtenAt >= quietFor) write();
    },
    end() {
      write();
      written = undefined;
      latest = undefined;
      writtenAt = -Infinity;
    },
  };
}
