import { describe, expect, test } from '@jest/globals';
import { type ColumnShape, contractions, type RuleShape, type Shape } from '#platform/db/expansion.js';

const column = (name: string, more: Partial<ColumnShape> = {}): ColumnShape => {
  const [table = '', own = ''] = name.split('.');
  return { table, column: own, type: 'text', required: false, filled: false, ...more };
};
const rule = (table: string, columns: string[], definition = `CHECK ${columns.join()}`): RuleShape => ({
  table,
  name: `${table}_rule`,
  definition,
  columns,
});

const before: Shape = {
  columns: [
    column('group.name', { required: true }),
    column('group.note'),
    column('group.at', { required: true, filled: true }),
  ],
  rules: [rule('group', ['name'])],
  others: ['function now()'],
};
const after = (change: Partial<Shape>): string[] => contractions(before, { ...before, ...change });
const columns = (...more: ColumnShape[]): string[] => after({ columns: [...before.columns, ...more] });

test('nothing is taken by what only adds', () => {
  expect(after({})).toEqual([]);
  expect(columns(column('group.extra'), column('group.count', { required: true, filled: true }))).toEqual([]);
  expect(columns(column('fresh.id', { required: true }))).toEqual([]);
  expect(
    contractions(before, {
      ...before,
      columns: [...before.columns, column('group.extra')],
      rules: [...before.rules, rule('group', ['extra', 'name']), rule('fresh', ['id'])],
    }),
  ).toEqual([]);
});

test('nothing is taken by what makes rules looser', () => {
  expect(after({ rules: [] })).toEqual([]);
  expect(
    after({ columns: before.columns.map((one) => ({ ...one, required: false, filled: false })) }),
  ).toEqual([]);
});

describe('something is taken from code of before by', () => {
  const changed = (name: string, more: Partial<ColumnShape>): string[] =>
    after({ columns: before.columns.map((one) => (one.column === name ? { ...one, ...more } : one)) });

  test('a column that is gone, of another type, or must be given', () => {
    expect(after({ columns: before.columns.slice(1) })).toEqual(['group.name is gone']);
    expect(changed('note', { type: 'integer' })).toEqual(['group.note was text and is integer']);
    expect(changed('note', { required: true })).toEqual(['group.note must be given now']);
    expect(changed('at', { filled: false })).toEqual(['group.at is not filled any more']);
  });

  test('a new column of an old table that nobody of before gives', () => {
    expect(columns(column('group.extra', { required: true }))).toEqual([
      'group.extra is new and must be given',
    ]);
  });

  test('a new rule for columns that were there, also in place of another', () => {
    const told = ['group has a new rule for what is written, group_rule'];
    expect(after({ rules: [...before.rules, rule('group', ['note'])] })).toEqual(told);
    expect(after({ rules: [rule('group', ['name'], 'CHECK other')] })).toEqual(told);
  });

  test('a function that is gone', () => {
    expect(after({ others: [] })).toEqual(['function now() is gone']);
  });
});
