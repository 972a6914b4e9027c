import { ok } from '#kernel/result.js';
import { cellProblem } from '#platform/formats/csv-cells.js';
import { departmentId, flag, isBlank, orderNumber, type Cell } from './cells.js';

/** A member's place in one department. `order` sorts the department's list, larger first. */
export type DepartmentPlace = {
  readonly departmentId: string;
  readonly isLeader: boolean;
  readonly order: number | null;
};

/** WeCom's limit of departments for one member. */
const MAX_DEPARTMENTS = 100;
const SEPARATOR = /[;；]/;

/**
 * The columns 所在部门, 是否部门内领导 and 排序 are lists separated by `;`, aligned with each other.
 * An empty leadership or order column says nothing of any department; a shorter or longer one is refused.
 */
export function departmentPlaces(
  ids: string,
  leaders: string | undefined,
  orders: string | undefined,
): Cell<readonly DepartmentPlace[]> {
  if (isBlank(ids)) return cellProblem('EMPTY_CELL', '所在部门', ids);
  const idCells = ids.split(SEPARATOR);
  if (idCells.length > MAX_DEPARTMENTS) return cellProblem('TOO_MANY_DEPARTMENTS', '所在部门', ids);
  const leaderCells = aligned(leaders, idCells.length);
  if (leaderCells === undefined) return cellProblem('MISALIGNED_LIST', '是否部门内领导', leaders ?? '');
  const orderCells = aligned(orders, idCells.length);
  if (orderCells === undefined) return cellProblem('MISALIGNED_LIST', '排序', orders ?? '');

  const places = new Map<string, DepartmentPlace>();
  for (const [index, cell] of idCells.entries()) {
    const place = placeOf(cell, leaderCells[index], orderCells[index]);
    if (!place.ok) return place;
    const id = place.value.departmentId;
    if (places.has(id)) return cellProblem('REPEATED_DEPARTMENT', '所在部门', ids);
    places.set(id, place.value);
  }
  return ok([...places.values()]);
}

function placeOf(id: string, leader: string | undefined, order: string | undefined): Cell<DepartmentPlace> {
  const department = departmentId('所在部门', id);
  if (!department.ok) return department;
  const isLeader = flag('是否部门内领导', leader);
  if (!isLeader.ok) return isLeader;
  const number = orderNumber('排序', order);
  if (!number.ok) return number;
  return ok({ departmentId: department.value, isLeader: isLeader.value, order: number.value });
}

function aligned(list: string | undefined, length: number): readonly string[] | undefined {
  if (isBlank(list)) return [];
  const cells = list.split(SEPARATOR);
  return cells.length === length ? cells : undefined;
}
