import { existsSync, createReadStream } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { readDepartmentRows, toDepartmentRow } from '#modules/directory/use-cases/csv/department-rows.js';
import {
  readMemberRows,
  toMemberRow,
  type MemberRecord,
} from '#modules/directory/use-cases/csv/member-rows.js';

const plain: MemberRecord = { 姓名: '张三', 帐号: 'zhangsan', 手机号: '19900000001', 所在部门: '2' };

const row = (changes: Partial<MemberRecord> = {}) => toMemberRow({ ...plain, ...changes });

test('a full row of the member template is read with every column', () => {
  const result = row({
    手机号: '+86 199 0000 0001',
    邮箱: 'zhangsan@example.org',
    所在部门: '2;07',
    职位: '经理',
    性别: '女',
    是否部门内领导: '1;0',
    排序: '10;',
    别名: '小张',
    地址: '北京',
    座机: '+86 10 62345678',
    禁用: '1',
  });
  expect(result).toEqual({
    ok: true,
    value: {
      name: '张三',
      userId: 'zhangsan',
      mobile: '+8619900000001',
      email: 'zhangsan@example.org',
      departments: [
        { departmentId: '2', isLeader: true, order: 10 },
        { departmentId: '7', isLeader: false, order: null },
      ],
      position: '经理',
      gender: 'FEMALE',
      alias: '小张',
      address: '北京',
      telephone: '+86 10 62345678',
      disabled: true,
    },
  });
});

test('a row with the required columns alone leaves the others open', () => {
  expect(row()).toMatchObject({
    value: {
      departments: [{ departmentId: '2', isLeader: false, order: null }],
      email: null,
      position: null,
      gender: null,
      disabled: false,
    },
  });
});

test('list separators and digits may be full-width, as an input method types them', () => {
  expect(row({ 所在部门: '２；３', 手机号: '１９９００００００１２' })).toMatchObject({ ok: true });
});

test.each<[string, Partial<MemberRecord>, object]>([
  ['a formula in any column', { 职位: '=1+1' }, { code: 'FORMULA_CELL', field: '职位', value: '=1+1' }],
  ['a formula in the mobile', { 手机号: '+19900000001+1' }, { code: 'FORMULA_CELL', field: '手机号' }],
  ['no name', { 姓名: ' ' }, { code: 'EMPTY_CELL', field: '姓名' }],
  [
    'a name with an override',
    { 姓名: 'a\u202eb' },
    { code: 'BAD_TEXT', field: '姓名', detail: 'BIDI_CONTROL' },
  ],
  [
    'a name of 65 characters',
    { 姓名: '张'.repeat(65) },
    { code: 'BAD_TEXT', field: '姓名', detail: 'TOO_LONG' },
  ],
  ['no user id', { 帐号: '' }, { code: 'EMPTY_CELL', field: '帐号' }],
  ['a user id with a space', { 帐号: 'zhang san' }, { code: 'BAD_USER_ID', field: '帐号' }],
  ['no mobile', { 手机号: '' }, { code: 'BAD_MOBILE', field: '手机号', detail: 'EMPTY' }],
  [
    'a landline as mobile',
    { 手机号: '010-62345678' },
    { code: 'BAD_MOBILE', field: '手机号', detail: 'NOT_A_MOBILE' },
  ],
  ['an e-mail without a domain', { 邮箱: 'zhangsan' }, { code: 'BAD_EMAIL', field: '邮箱' }],
  ['an e-mail with two at signs', { 邮箱: 'a@b@c.d' }, { code: 'BAD_EMAIL', field: '邮箱' }],
  ['no department', { 所在部门: '' }, { code: 'EMPTY_CELL', field: '所在部门' }],
  [
    'a department that is no number',
    { 所在部门: '1;销售' },
    { code: 'BAD_DEPARTMENT_ID', field: '所在部门', value: '销售' },
  ],
  ['department 0', { 所在部门: '0' }, { code: 'BAD_DEPARTMENT_ID', field: '所在部门' }],
  ['a department twice', { 所在部门: '1;01' }, { code: 'REPEATED_DEPARTMENT', field: '所在部门' }],
  [
    '101 departments',
    { 所在部门: Array.from({ length: 101 }, (_, index) => index + 1).join(';') },
    { code: 'TOO_MANY_DEPARTMENTS' },
  ],
  [
    'fewer leadership flags than departments',
    { 所在部门: '1;2', 是否部门内领导: '1' },
    { code: 'MISALIGNED_LIST', field: '是否部门内领导' },
  ],
  ['more order numbers than departments', { 排序: '1;2' }, { code: 'MISALIGNED_LIST', field: '排序' }],
  ['a leadership flag of 2', { 是否部门内领导: '2' }, { code: 'BAD_FLAG', field: '是否部门内领导' }],
  ['an order number beyond 32 bits', { 排序: '4294967296' }, { code: 'BAD_NUMBER', field: '排序' }],
  ['an unknown gender', { 性别: 'x' }, { code: 'BAD_GENDER', field: '性别' }],
  ['an unknown flag', { 禁用: 'yes' }, { code: 'BAD_FLAG', field: '禁用' }],
])('%s is refused with its column', (_, changes, problem) => {
  expect(row(changes)).toMatchObject({ ok: false, error: problem });
});

test('a problem quotes at most 64 characters of its cell', () => {
  const result = row({ 姓名: `=${'x'.repeat(1_000)}` });
  expect(result.ok ? '' : result.error.value).toHaveLength(64);
});

test('faults of the file and of its rows arrive in one sequence', async () => {
  const items = await collect(
    readMemberRows(bytes('姓名,帐号,手机号,所在部门\n张三,z,19900000001,1\n李四,l\n"王五')),
  );
  expect(items).toMatchObject([
    { kind: 'row', line: 2, result: { ok: true } },
    { kind: 'row', line: 3, result: { ok: false, error: { code: 'WRONG_COLUMN_COUNT' } } },
    { kind: 'fatal', problem: { code: 'UNCLOSED_QUOTE', line: 4 } },
  ]);
});

describe('a row of the department template', () => {
  const department = { 部门名称: '销售部', 部门ID: '2', 父部门ID: '1', 排序: '5' };

  test('is read with its parent and order', () => {
    expect(toDepartmentRow(department)).toEqual({
      ok: true,
      value: { name: '销售部', departmentId: '2', parentId: '1', order: 5 },
    });
  });

  test.each(['0', '', ' '])('is the root when its parent is %j', (parent) => {
    expect(toDepartmentRow({ ...department, 父部门ID: parent })).toMatchObject({ value: { parentId: null } });
  });

  test.each([
    [{ 部门名称: '' }, 'EMPTY_CELL'],
    [{ 部门名称: '@x' }, 'FORMULA_CELL'],
    [{ 部门ID: 'x' }, 'BAD_DEPARTMENT_ID'],
    [{ 父部门ID: '1.5' }, 'BAD_DEPARTMENT_ID'],
    [{ 排序: '-1' }, 'FORMULA_CELL'],
    [{ 排序: 'x' }, 'BAD_NUMBER'],
  ])('with %j is refused as %s', (changes, code) => {
    expect(toDepartmentRow({ ...department, ...changes })).toMatchObject({ ok: false, error: { code } });
  });
});

const directory = new URL('../../../../shared/data/openbsd-daily.directory.csv', import.meta.url);
const departments = new URL('../../../../shared/data/openbsd-daily.departments.csv', import.meta.url);
const whereDataExists = existsSync(directory) ? describe : describe.skip;

whereDataExists('the directory in ../shared/data', () => {
  test('has 307 sound members in 8 departments', async () => {
    const members = await collect(readMemberRows(createReadStream(directory)));
    expect(members.filter((item) => item.kind === 'row' && item.result.ok)).toHaveLength(307);
    expect(members).toHaveLength(307);
    expect(await collect(readDepartmentRows(createReadStream(departments)))).toHaveLength(8);
  });
});

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
