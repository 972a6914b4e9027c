import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { copyRow } from '#platform/db/copy.js';

/** COPY's text format as PostgreSQL's documentation has it, read back. */
function parse(row: string): (string | null)[] {
  const escapes: Record<string, string> = { t: '\t', n: '\n', r: '\r', '\\': '\\' };
  return row
    .slice(0, -1)
    .split('\t')
    .map((field) =>
      field === '\\N' ? null : field.replace(/\\(.)/g, (_, letter: string) => escapes[letter] ?? letter),
    );
}

test('any row comes back as it was, in one line', () => {
  const text = fc.string({
    unit: fc.oneof(
      fc.constantFrom('\\', '\t', '\n', '\r', 'N', 't', '', '.'),
      fc.string({ unit: 'grapheme' }),
    ),
  });
  fc.assert(
    fc.property(fc.array(fc.option(text), { minLength: 1 }), (fields) => {
      const row = copyRow(fields);
      expect(row.indexOf('\n')).toBe(row.length - 1);
      expect(parse(row)).toEqual(fields);
    }),
  );
});

test('an empty text is not a missing one, and the text \\N is neither', () => {
  expect(copyRow(['', null, '\\N', 0])).toBe('\t\\N\t\\\\N\t0\n');
});
