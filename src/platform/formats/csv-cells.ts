import { err, ok, type Result } from '#kernel/result.js';
import type { CsvRow, CsvRowFault } from './csv-format.js';

/** Why a row was refused: `field` is the column's name in the file, `value` the cell, cut to 64 characters. */
export type CellProblem<Code extends string> = {
  readonly code: Code;
  readonly field?: string;
  readonly value?: string;
  /** The code of the rule below: why a mobile or a text was refused. */
  readonly detail?: string;
};

const MAX_QUOTED_LENGTH = 64;

export function cellProblem<Code extends string>(code: Code, field: string, value: string, detail?: string) {
  const quoted = value.slice(0, MAX_QUOTED_LENGTH).toWellFormed();
  return err<CellProblem<Code>>({ code, field, value: quoted, ...(detail !== undefined && { detail }) });
}

/** Passes what is not a sound record on, and every sound record through `toRow`. */
export async function* mapRows<Raw, Row, Code extends string>(
  rows: AsyncIterable<CsvRow<Raw, CsvRowFault>>,
  toRow: (record: Raw) => Result<Row, CellProblem<Code>>,
): AsyncGenerator<CsvRow<Row, CellProblem<Code | CsvRowFault>>> {
  for await (const row of rows) {
    if (row.kind === 'fatal') yield row;
    else {
      const result = row.result.ok ? toRow(row.result.value) : err({ code: row.result.error });
      yield { kind: 'row', line: row.line, result };
    }
  }
}

const FORMULA_START = /^(?:[\t\r\n]|\s*[=+@＝＋－＠-])/;
const PHONE_NUMBER = /^\+\d[\d\s()-]*$/;

/**
 * Whether a spreadsheet would run the cell as a formula once it is exported again (OWASP, CSV injection).
 * A phone number with its country code begins with + and is none.
 */
export function isFormula(cell: string): boolean {
  return FORMULA_START.test(cell) && !PHONE_NUMBER.test(cell.trim());
}

/** The first cell of a record that is a formula, as a problem. */
export function refuseFormulas(
  record: Readonly<Record<string, string | undefined>>,
): Result<void, CellProblem<'FORMULA_CELL'>> {
  for (const [field, cell] of Object.entries(record)) {
    if (cell !== undefined && cell !== '' && isFormula(cell)) return cellProblem('FORMULA_CELL', field, cell);
  }
  return ok(undefined);
}
