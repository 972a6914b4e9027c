import { assertNever } from '#kernel/result.js';
import type { OperationRow } from '#modules/operation/public.js';
import type { BatchRow } from '../data/member-batch.js';

/** What the importer is told of a line. A failed one names the column, what stood there and what it collides with. */
export function importedRow(row: BatchRow): OperationRow {
  const { line, userId, mobile, outcome } = row;
  switch (outcome) {
    case 'CREATED':
    case 'UPDATED':
    case 'UNCHANGED':
      return { outcome, line, reference: userId };
    case 'DUPLICATE_MOBILE':
      return failed(row, '手机号', mobile, `line ${row.firstLine}`);
    case 'DUPLICATE_USER_ID':
      return failed(row, '帐号', userId, `line ${row.firstLine}`);
    case 'UNKNOWN_DEPARTMENT':
      return failed(row, '所在部门', row.unknownDepartment ?? '', userId);
    case 'MOBILE_TAKEN':
      return failed(row, '手机号', mobile, row.holder ?? '');
    case 'USER_ID_TAKEN':
      return failed(row, '帐号', userId, userId);
    case 'FORBIDDEN':
    case 'LAST_ADMINISTRATOR':
      return failed(row, '禁用', '1', userId);
    default:
      return assertNever(outcome);
  }
}

function failed(row: BatchRow, field: string, value: string, reference: string): OperationRow {
  return { outcome: 'FAILED', line: row.line, code: row.outcome, field, value, reference };
}
