import { padded, printable, textWidth } from './text-width.js';

export type Column = {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** In columns of the terminal; longer cells are shortened. */
  readonly maxWidth?: number;
};

const GAP = '  ';

/** The lines of a table under its titles; `footer`, if there is one, stands under a line of its own. */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  footer?: readonly string[],
): string[] {
  const cells = (row: readonly string[]): string[] => columns.map((_, index) => printable(row[index] ?? ''));
  const titles = columns.map(({ title }) => title);
  const body = rows.map(cells);
  const foot = footer ? [cells(footer)] : [];
  const widths = columns.map(({ maxWidth = Infinity }, index) => {
    const widest = Math.max(...[titles, ...body, ...foot].map((row) => textWidth(row[index] ?? '')));
    return Math.min(widest, maxWidth);
  });
  const line = (row: readonly string[]): string =>
    columns
      .map(({ align }, index) => padded(row[index] ?? '', widths[index] ?? 0, align))
      .join(GAP)
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width)).join(GAP);
  return [line(titles), rule, ...body.map(line), ...foot.flatMap((row) => [rule, line(row)])];
}
