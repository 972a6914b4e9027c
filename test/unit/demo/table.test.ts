import { expect, test } from '@jest/globals';
import { table } from '#demo/terminal/table.js';

const columns = [{ title: 'outcome' }, { title: 'n', align: 'right' }, { title: '原因' }] as const;

test('a table keeps its columns straight beside Chinese text', () => {
  const rows = [
    ['included', '171', '接受'],
    ['未加入', '9', 'DECLINED'],
  ];
  expect(table(columns, rows, ['total', '180'])).toEqual([
    'outcome     n  原因',
    '────────  ───  ────────',
    'included  171  接受',
    '未加入      9  DECLINED',
    '────────  ───  ────────',
    'total     180',
  ]);
});

test('a table without rows shows its titles', () => {
  expect(table(columns, [])).toEqual(['outcome  n  原因', '───────  ─  ────']);
});

test('a cell that is too wide is shortened to its column', () => {
  expect(table([{ title: 'name', maxWidth: 5 }], [['张伟强']])).toEqual(['name', '─────', '张伟…']);
});

test('a row with too few cells is filled, and a control character does not break the line', () => {
  expect(table(columns, [['a\nb']]).at(-1)).toBe('a\ufffdb');
});
