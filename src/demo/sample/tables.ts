import { DEPARTMENTS } from './company.js';
import type { Person } from './people.js';
import type { Member, Roster } from './roster.js';

/** WeCom's member template, to the letter. */
const MEMBER_COLUMNS = [
  '姓名',
  '帐号',
  '手机号',
  '邮箱',
  '所在部门',
  '职位',
  '性别',
  '是否部门内领导',
  '排序',
  '别名',
  '地址',
  '座机',
  '禁用',
  '禁用项说明：(0-启用;1-禁用)',
];

const DEPARTMENT_COLUMNS = ['部门名称', '部门ID', '父部门ID', '排序'];

export function departmentsCsv(): string {
  const siblings = new Map<number, number>();
  const rows = DEPARTMENTS.map(({ id, parentId, name }) => {
    const order = (siblings.get(parentId) ?? 0) + 1;
    siblings.set(parentId, order);
    return [name, String(id), String(parentId), String(order)];
  });
  return csv([DEPARTMENT_COLUMNS, ...rows]);
}

/** Everybody with an account, in the group or not. */
export function directoryCsv({ members, colleagues }: Roster): string {
  const staff = [...members.filter(hasAccount).map(({ person }) => person), ...colleagues];
  return csv([MEMBER_COLUMNS, ...staff.map(memberRow)]);
}

export function mobilesCsv({ members }: Roster): string {
  const known = members.filter(({ standing }) => standing !== 'UNKNOWN');
  return csv([['platformId', 'mobile'], ...known.map((one) => [one.platformId, one.person.mobile])]);
}

export function hasAccount(member: Member): boolean {
  return member.standing === 'ACCOUNT';
}

function memberRow(person: Person, index: number): string[] {
  const second = person.secondDepartment;
  return [
    person.name,
    person.userId,
    person.mobile,
    person.email,
    second ? `${person.department.id};${second.id}` : String(person.department.id),
    person.position,
    person.gender === 'female' ? '女' : '男',
    (person.leads ? '1' : '0') + (second ? ';0' : ''),
    String(index + 1) + (second ? `;${index + 1}` : ''),
    person.alias ?? '',
    '',
    '',
    '0',
    '',
  ];
}

/** RFC 4180 with line feeds: a cell is quoted where it must be. */
function csv(rows: readonly (readonly string[])[]): string {
  const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((row) => `${row.map(cell).join(',')}\n`).join('');
}
