import type { Result } from '#kernel/result.js';
import type { DecodingProblem } from './text-decoding.js';

/** In UTF-8 bytes for the cells of a row, in characters for a line. WeCom's own limits make rows of about 1,500. */
export const MAX_ROW_LENGTH = 64 * 1024;
export const MAX_COLUMNS = 64;

/** Nothing after this can be read; the rows before it stand. */
export type CsvFatalProblem = {
  readonly code:
    | DecodingProblem
    | 'EMPTY'
    | 'MISSING_COLUMN'
    | 'DUPLICATE_COLUMN'
    | 'TOO_MANY_COLUMNS'
    | 'ROW_TOO_LONG'
    | 'BAD_QUOTING'
    | 'UNCLOSED_QUOTE';
  /** Where the offending row begins, from 1; for NOT_TEXT and ENCODING where reading stopped, up to a chunk before it. */
  readonly line: number;
  /** The columns that are missing or stand twice. */
  readonly columns?: readonly string[];
};

/** A row that is wrong by itself. The rows around it are sound. */
export type CsvRowFault = 'BAD_QUOTING' | 'WRONG_COLUMN_COUNT';

export type CsvColumns<Required extends string, Optional extends string> = {
  readonly required: readonly Required[];
  readonly optional: readonly Optional[];
};

/** The cells as they stand in the file, without any trimming. */
export type CsvRecord<Required extends string, Optional extends string> = {
  readonly [column in Required]: string;
} & { readonly [column in Optional]?: string };

/** `line` is where the row begins in the file, from 1, counting the header. */
export type CsvRow<Row, Problem> =
  | { readonly kind: 'row'; readonly line: number; readonly result: Result<Row, Problem> }
  | { readonly kind: 'fatal'; readonly problem: CsvFatalProblem };
