import { CsvError, parse, type InfoRecord } from 'csv-parse';
import { err, ok } from '#kernel/result.js';
import {
  MAX_COLUMNS,
  MAX_ROW_LENGTH,
  type CsvColumns,
  type CsvFatalProblem,
  type CsvRecord,
  type CsvRow,
  type CsvRowFault,
} from './csv-format.js';

/**
 * The parser with its records, faulty rows and fatal problem in one queue, in the order of the file.
 * (csv-parse reports skipped rows on another channel than records; through the stream the order is lost.)
 */
export class CsvRowQueue<Required extends string, Optional extends string> {
  readonly #columns: CsvColumns<Required, Optional>;
  #items: CsvRow<CsvRecord<Required, Optional>, CsvRowFault>[] = [];
  #header: Header | undefined;
  #failed = false;
  #lastLine = 0;

  readonly #parser = parse({
    record_delimiter: '\n',
    relax_column_count: true,
    skip_records_with_error: true,
    max_record_size: MAX_ROW_LENGTH,
    on_record: (cells: string[], info: InfoRecord): null => {
      this.#addRow(cells, info.lines);
      return null;
    },
    on_skip: (error): undefined => {
      if (error instanceof CsvError) this.#addFault(error);
    },
  });

  constructor(columns: CsvColumns<Required, Optional>) {
    this.#columns = columns;
    this.#parser.resume();
  }

  get failed(): boolean {
    return this.#failed;
  }

  write(text: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#parser.write(text, (error) => (error ? reject(error) : resolve()));
    });
  }

  async end(): Promise<void> {
    await new Promise<void>((resolve) => this.#parser.end(resolve));
    if (this.#header === undefined) this.fail('EMPTY');
  }

  take(): CsvRow<CsvRecord<Required, Optional>, CsvRowFault>[] {
    const items = this.#items;
    this.#items = [];
    return items;
  }

  fail(code: CsvFatalProblem['code'], columns?: readonly string[], line = this.#lastLine + 1): void {
    if (this.#failed) return;
    this.#failed = true;
    this.#items.push({ kind: 'fatal', problem: { code, line, ...(columns && { columns }) } });
  }

  #addRow(cells: string[], lastLine: number): void {
    this.#lastLine = lastLine;
    if (this.#failed || cells.every((cell) => cell.trim() === '')) return;
    const line = lastLine - lineFeeds(cells);
    if (this.#header === undefined) return this.#readHeader(cells, line);
    const result =
      this.#header.width === cells.length
        ? ok(this.#record(this.#header, cells))
        : err('WRONG_COLUMN_COUNT' as const);
    this.#items.push({ kind: 'row', line, result });
  }

  #record(header: Header, cells: readonly string[]): CsvRecord<Required, Optional> {
    const record: Record<string, string> = {};
    for (const [name, index] of header.positions) record[name] = cells[index] ?? '';
    return record as CsvRecord<Required, Optional>;
  }

  #readHeader(cells: readonly string[], line: number): void {
    const names = cells.map((cell) => cell.trim());
    const known = [...this.#columns.required, ...this.#columns.optional].filter((name) =>
      names.includes(name),
    );
    const missing = this.#columns.required.filter((name) => !names.includes(name));
    const repeated = known.filter((name) => names.indexOf(name) !== names.lastIndexOf(name));
    if (names.length > MAX_COLUMNS) return this.fail('TOO_MANY_COLUMNS', undefined, line);
    if (missing.length > 0) return this.fail('MISSING_COLUMN', missing, line);
    if (repeated.length > 0) return this.fail('DUPLICATE_COLUMN', repeated, line);
    this.#header = { width: names.length, positions: known.map((name) => [name, names.indexOf(name)]) };
  }

  /** A quote inside an unquoted cell spoils its row; any other fault leaves the rest of the file in doubt. */
  #addFault(error: CsvError & { readonly lines?: number }): void {
    if (this.#failed) return;
    if (error.code === 'CSV_MAX_RECORD_SIZE') return this.fail('ROW_TOO_LONG');
    if (error.code === 'CSV_QUOTE_NOT_CLOSED') return this.fail('UNCLOSED_QUOTE');
    const line = error.lines ?? this.#lastLine + 1;
    if (error.code !== 'INVALID_OPENING_QUOTE' || this.#header === undefined)
      return this.fail('BAD_QUOTING', undefined, line);
    if (line !== this.#lastLine) this.#items.push({ kind: 'row', line, result: err('BAD_QUOTING') });
    this.#lastLine = line;
  }
}

type Header = { readonly width: number; readonly positions: readonly (readonly [string, number])[] };

function lineFeeds(cells: readonly string[]): number {
  let count = 0;
  for (const cell of cells) {
    for (let at = cell.indexOf('\n'); at !== -1; at = cell.indexOf('\n', at + 1)) count += 1;
  }
  return count;
}
