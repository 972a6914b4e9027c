import { ok, type Result } from '#kernel/result.js';
import { mapRows, refuseFormulas, type CellProblem } from '#platform/formats/csv-cells.js';
import type { CsvRecord, CsvRow, CsvRowFault } from '#platform/formats/csv-format.js';
import { readCsv } from '#platform/formats/csv.js';
import { departmentId, orderNumber, requiredText, type DirectoryCellCode } from './cells.js';

/** WeCom's department template. */
const departmentColumns = {
  required: ['部门名称', '部门ID', '父部门ID'],
  optional: ['排序'],
} as const;

export type DepartmentRecord = CsvRecord<
  (typeof departmentColumns.required)[number],
  (typeof departmentColumns.optional)[number]
>;

export type DepartmentRow = {
  readonly name: string;
  readonly departmentId: string;
  /** Null for the root, whose parent stands as 0 or empty in the file. */
  readonly parentId: string | null;
  readonly order: number | null;
};

/** A file in WeCom's department template, row by row; parents may stand below their children. */
export function readDepartmentRows(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<CsvRow<DepartmentRow, CellProblem<DirectoryCellCode | CsvRowFault>>> {
  return mapRows(readCsv(source, departmentColumns), toDepartmentRow);
}

export function toDepartmentRow(
  record: DepartmentRecord,
): Result<DepartmentRow, CellProblem<DirectoryCellCode>> {
  const formulas = refuseFormulas(record);
  if (!formulas.ok) return formulas;
  const name = requiredText('部门名称', record['部门名称'], 64);
  if (!name.ok) return name;
  const id = departmentId('部门ID', record['部门ID']);
  if (!id.ok) return id;
  const parentCell = record['父部门ID'];
  const isRoot = ['', '0', '０'].includes(parentCell.trim());
  const parent = isRoot ? ok(null) : departmentId('父部门ID', parentCell);
  if (!parent.ok) return parent;
  const order = orderNumber('排序', record['排序']);
  if (!order.ok) return order;
  return ok({ name: name.value, departmentId: id.value, parentId: parent.value, order: order.value });
}
