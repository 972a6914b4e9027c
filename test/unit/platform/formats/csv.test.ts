import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { CsvRow } from '#platform/formats/csv-format.js';
import { readCsv } from '#platform/formats/csv.js';
import { isFormula } from '#platform/formats/csv-cells.js';

const columns = { required: ['name', 'id'], optional: ['note'] } as const;
type Row = CsvRow<{ name: string; id: string; note?: string }, string>;

async function read(...chunks: (string | Uint8Array)[]): Promise<Row[]> {
  async function* source() {
    for (const chunk of chunks) yield typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk;
  }
  const rows: Row[] = [];
  for await (const row of readCsv(source(), columns)) rows.push(row);
  return rows;
}

const row = (line: number, name: string, id: string) => ({
  kind: 'row',
  line,
  result: { ok: true, value: { name, id } },
});
const badRow = (line: number, error: string) => ({ kind: 'row', line, result: { ok: false, error } });
const fatal = (code: string, line: number, names?: string[]) => ({
  kind: 'fatal',
  problem: { code, line, ...(names && { columns: names }) },
});

/** 姓名 and 张三 in GB18030, as Excel on a Chinese Windows saves them. */
const gb18030 = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));
const zhangSan = '\xd5\xc5\xc8\xfd';

describe('a CSV file', () => {
  test('is read by column names, in any order and among unknown ones, without trimming its cells', async () => {
    const rows = await read('id,unknown,note,name\n1,x,, 张三\n2,y,hello,"Li, Si"\n');
    expect(rows).toEqual([
      { kind: 'row', line: 2, result: { ok: true, value: { name: ' 张三', id: '1', note: '' } } },
      { kind: 'row', line: 3, result: { ok: true, value: { name: 'Li, Si', id: '2', note: 'hello' } } },
    ]);
  });

  test('may begin with a byte order mark', async () => {
    expect(await read('\ufeffname,id\n张三,1\n')).toEqual([row(2, '张三', '1')]);
  });

  test('may be in GB18030, also if the first Chinese character comes late', async () => {
    expect(await read(gb18030(`name,id\n${zhangSan},1\n`))).toEqual([row(2, '张三', '1')]);
    const late = await read(`name,id\n${'a,1\n'.repeat(50_000)}`, gb18030(`${zhangSan},2\n`));
    expect(late.at(-1)).toEqual(row(50_002, '张三', '2'));
  });

  test('may break its lines in any way and lack the last break', async () => {
    for (const lineBreak of ['\n', '\r\n', '\r']) {
      expect(await read(['name,id', 'a,1', 'b,2'].join(lineBreak))).toEqual([
        row(2, 'a', '1'),
        row(3, 'b', '2'),
      ]);
    }
  });

  test('may have line breaks and quotes inside quoted cells; a row is where it begins', async () => {
    const rows = await read('name,id\r\n"a\r\nb ""x""",1\r\n\r\nc,2\r\n');
    expect(rows).toEqual([row(2, 'a\nb "x"', '1'), row(5, 'c', '2')]);
  });

  test('may have empty rows, which say nothing', async () => {
    expect(await read('\nname,id\n\n , \na,1\n,\n')).toEqual([row(5, 'a', '1')]);
  });

  test('may have a header and nothing else', async () => {
    expect(await read('name,id\n')).toEqual([]);
  });

  test('reads the same however it is cut into chunks', async () => {
    const bytes = new TextEncoder().encode('\ufeffname,id\r\n"张\r\n三",1\r\nx"y,2\r\n𠮷,3\r\n');
    const whole = await read(bytes);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 8 }), async (cuts) => {
        const borders = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
        const chunks = borders.slice(1).map((end, index) => bytes.subarray(borders[index], end));
        expect(await read(...chunks)).toEqual(whole);
      }),
    );
    expect(whole).toEqual([row(2, '张\n三', '1'), badRow(4, 'BAD_QUOTING'), row(5, '𠮷', '3')]);
  });
});

describe('a row that is wrong by itself is reported, and the rows around it are read', () => {
  test('a quote in the middle of a cell', async () => {
    expect(await read('name,id\na,1\nb "x" y,2\nc,3\n')).toEqual([
      row(2, 'a', '1'),
      badRow(3, 'BAD_QUOTING'),
      row(4, 'c', '3'),
    ]);
  });

  test('a cell too few or too many', async () => {
    expect(await read('name,id\na\nb,2,3\nc,3\n')).toEqual([
      badRow(2, 'WRONG_COLUMN_COUNT'),
      badRow(3, 'WRONG_COLUMN_COUNT'),
      row(4, 'c', '3'),
    ]);
  });
});

describe('a fatal problem comes last, after the rows before it', () => {
  test.each<[string, (string | Uint8Array)[], unknown[]]>([
    ['no bytes', [], [fatal('EMPTY', 1)]],
    ['only a byte order mark', ['\ufeff'], [fatal('EMPTY', 1)]],
    ['only empty lines', ['\n\n'], [fatal('EMPTY', 3)]],
    ['missing columns', ['name,note\na,b\n'], [fatal('MISSING_COLUMN', 1, ['id'])]],
    ['a column that stands twice', ['name,id,id\na,1,2\n'], [fatal('DUPLICATE_COLUMN', 1, ['id'])]],
    ['a header of 65 columns', [`name,id${',x'.repeat(63)}\n`], [fatal('TOO_MANY_COLUMNS', 1)]],
    ['an archive, as spreadsheets are', [Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0)], [fatal('NOT_TEXT', 1)]],
    ['UTF-16', [Uint8Array.from(Buffer.from('\ufeffname,id\n', 'utf16le'))], [fatal('NOT_TEXT', 1)]],
    ['neither UTF-8 nor GB18030', ['name,id\n', Uint8Array.of(0xff, 0xff, 0xff)], [fatal('ENCODING', 1)]],
    [
      'a quote that is never closed',
      ['name,id\na,1\n"b,2\nc,3\n'],
      [row(2, 'a', '1'), fatal('UNCLOSED_QUOTE', 3)],
    ],
    [
      'text behind a closing quote',
      ['name,id\na,1\n"b"x,2\nc,3\n'],
      [row(2, 'a', '1'), fatal('BAD_QUOTING', 3)],
    ],
  ])('%s', async (_, chunks, items) => {
    expect(await read(...chunks)).toEqual(items);
  });

  test('UTF-8 that turns into something else later on', async () => {
    const rows = await read('name,id\n', `张三,1\n`.repeat(10_000), '李四,2', gb18030(`\n${zhangSan},3\n`));
    expect(rows.slice(0, -1)).toEqual(
      Array.from({ length: 10_000 }, (_, index) => row(index + 2, '张三', '1')),
    );
    expect(rows.at(-1)).toEqual(fatal('ENCODING', 10_002));
  });

  test.each([
    ['one cell', 'x'.repeat(70_000)],
    ['many cells', ','.repeat(70_000)],
    ['lines in quotes', `"${'x\n'.repeat(40_000)}`],
  ])('a row of 70,000 characters: %s', async (_, text) => {
    const chunks = text.match(/[^]{1,999}/g) ?? [];
    expect(await read('name,id\na,1\n', ...chunks, '\nb,2\n')).toEqual([
      row(2, 'a', '1'),
      fatal('ROW_TOO_LONG', 3),
    ]);
  });
});

test('100,000 rows are read no further ahead than a few chunks, so memory does not grow with the file', async () => {
  const perChunk = 500;
  let pulled = 0;
  async function* source() {
    yield new TextEncoder().encode('name,id,note\n');
    for (; pulled < 100_000; pulled += perChunk)
      yield new TextEncoder().encode('张三,1,"x, y"\n'.repeat(perChunk));
  }
  let rows = 0;
  let furthestAhead = 0;
  for await (const item of readCsv(source(), columns)) {
    if (item.kind === 'row' && item.result.ok) rows += 1;
    furthestAhead = Math.max(furthestAhead, pulled - rows);
  }
  expect(rows).toBe(100_000);
  // The encoding is settled over the first 64 KiB, here seven chunks of 17 bytes a row.
  expect(furthestAhead).toBeLessThanOrEqual(8 * perChunk);
});

test('a reader that stops early ends the source', async () => {
  let ended = false;
  async function* source() {
    try {
      for (;;) yield new TextEncoder().encode('name,id\na,1\n');
    } finally {
      ended = true;
    }
  }
  for await (const _ of readCsv(source(), columns)) break;
  expect(ended).toBe(true);
});

describe('a formula cell', () => {
  test.each([
    '=1+1',
    '+1+1',
    '-2',
    '@SUM(A1)',
    '\tx',
    '\nx',
    ' =1',
    '＝1',
    '+86;cmd',
    '=HYPERLINK("http://x")',
  ])('%j is one', (cell) => {
    expect(isFormula(cell)).toBe(true);
  });

  test.each(['', 'a=b', '+86 199 0000 0001', '+86-(10)-62345678', '(+86)199', 'x@y.z', '张-三'])(
    '%j is none',
    (cell) => {
      expect(isFormula(cell)).toBe(false);
    },
  );
});
