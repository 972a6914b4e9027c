import { ok, type Result } from '#kernel/result.js';
import { cleanText, halfWidth } from '#kernel/text.js';
import { cellProblem, type CellProblem } from '#platform/formats/csv-cells.js';

/** Why a row of the member or department template was refused. `detail` says more for texts and mobiles. */
export type DirectoryCellCode =
  | 'FORMULA_CELL'
  | 'EMPTY_CELL'
  | 'BAD_TEXT'
  | 'BAD_USER_ID'
  | 'BAD_MOBILE'
  | 'BAD_EMAIL'
  | 'BAD_DEPARTMENT_ID'
  | 'REPEATED_DEPARTMENT'
  | 'TOO_MANY_DEPARTMENTS'
  | 'MISALIGNED_LIST'
  | 'BAD_GENDER'
  | 'BAD_FLAG'
  | 'BAD_NUMBER';

export type Cell<T> = Result<T, CellProblem<DirectoryCellCode>>;

/** The largest department id and order number of WeCom's address book: an unsigned 32-bit integer. */
const MAX_NUMBER = 2 ** 32 - 1;

export function requiredText(field: string, cell: string, max: number): Cell<string> {
  const text = cleanText(cell, { max });
  if (text.ok) return text;
  return text.error === 'EMPTY'
    ? cellProblem('EMPTY_CELL', field, cell)
    : cellProblem('BAD_TEXT', field, cell, text.error);
}

export function optionalText(field: string, cell: string | undefined, max: number): Cell<string | null> {
  return isBlank(cell) ? ok(null) : requiredText(field, cell, max);
}

/** A form check only, that a mistyped cell does not pass; whether mail arrives is for a message to show. */
export function email(field: string, cell: string | undefined): Cell<string | null> {
  if (isBlank(cell)) return ok(null);
  const address = halfWidth(cell).trim();
  const at = address.lastIndexOf('@');
  const sound =
    address.length <= 254 && at > 0 && at <= 64 && /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/.test(address);
  return sound && cleanText(address, { max: 254 }).ok ? ok(address) : cellProblem('BAD_EMAIL', field, cell);
}

export function gender(field: string, cell: string | undefined): Cell<'MALE' | 'FEMALE' | null> {
  if (isBlank(cell)) return ok(null);
  const value = cell.trim();
  if (value === '男' || value === '1') return ok('MALE');
  if (value === '女' || value === '2') return ok('FEMALE');
  return cellProblem('BAD_GENDER', field, cell);
}

export function flag(field: string, cell: string | undefined): Cell<boolean> {
  if (isBlank(cell)) return ok(false);
  const value = cell.trim();
  if (value === '1' || value === '是') return ok(true);
  if (value === '0' || value === '否') return ok(false);
  return cellProblem('BAD_FLAG', field, cell);
}

export function orderNumber(field: string, cell: string | undefined): Cell<number | null> {
  if (isBlank(cell)) return ok(null);
  const value = wholeNumber(cell);
  return value === undefined ? cellProblem('BAD_NUMBER', field, cell) : ok(value);
}

/** A department id in its one spelling: `01` and a full-width `１` are `1`. */
export function departmentId(field: string, cell: string): Cell<string> {
  const value = wholeNumber(cell);
  return value === undefined || value === 0
    ? cellProblem('BAD_DEPARTMENT_ID', field, cell)
    : ok(String(value));
}

function wholeNumber(cell: string): number | undefined {
  const digits = halfWidth(cell).trim();
  const value = /^\d{1,10}$/.test(digits) ? Number(digits) : Infinity;
  return value <= MAX_NUMBER ? value : undefined;
}

export function isBlank(cell: string | undefined): cell is undefined | '' {
  return cell === undefined || cell.trim() === '';
}
