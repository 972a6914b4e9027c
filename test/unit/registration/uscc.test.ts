import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  parseIncorporationNumber,
  parseUscc,
  usccCheckCharacter,
  type UsccProblem,
} from '#modules/registration/domain/uscc.js';
import { err, ok } from '#kernel/result.js';

const alphabet = Array.from('0123456789ABCDEFGHJKLMNPQRTUWXY');
const valid = '91110000600037341L';

const codes = fc
  .tuple(
    fc.constantFrom('1', '5', '9', 'Y'),
    fc.constantFrom(...alphabet),
    fc.integer({ min: 100_000, max: 999_999 }),
    fc.string({ unit: fc.constantFrom(...alphabet), minLength: 9, maxLength: 9 }),
  )
  .map(([authority, category, region, organization]) => `${authority}${category}${region}${organization}`)
  .map((body) => body + usccCheckCharacter(body));

describe('a code of GB 32100-2015', () => {
  test('is accepted when its check character is right', () => {
    expect(parseUscc(valid)).toEqual(ok(valid));
  });

  test('is accepted when its check character is 0', () => {
    // Σ cᵢ·3ⁱ over the first 17 is 57,742,212 = 1,862,652·31, worked out apart from this code.
    expect(parseUscc('91310115MA00003300')).toEqual(ok('91310115MA00003300'));
  });

  test('is normalized: lower case, full-width characters and spaces are how people type', () => {
    expect(parseUscc('  91110000600037341l ')).toEqual(ok(valid));
    expect(parseUscc('９１１１００００６０００３７３４１Ｌ')).toEqual(ok(valid));
    expect(parseUscc('9111 0000 6000 3734 1L')).toEqual(ok(valid));
  });
});

test.each<[string, string, UsccProblem]>([
  ['nothing', ' ', 'EMPTY'],
  ['seventeen characters', valid.slice(0, 17), 'WRONG_LENGTH'],
  ['a novel', '9'.repeat(1_000_000), 'WRONG_LENGTH'],
  ['the letter I', '91110000I00037341L', 'BAD_CHARACTER'],
  ['the letter O for a zero', '9111OOOO600037341L', 'BAD_CHARACTER'],
  ['a NUL', '91110000600037341\0', 'BAD_CHARACTER'],
  ['an unknown registering authority', 'Q1110000600037341L', 'BAD_AUTHORITY'],
  ['a letter in the region', '911100A0600037341L', 'BAD_REGION'],
  ['a wrong check character', '91110000600037341M', 'WRONG_CHECK_CHARACTER'],
])('%s is refused', (_, raw, problem) => {
  expect(parseUscc(raw)).toEqual(err(problem));
});

test('one wrong character anywhere, or two neighbours exchanged, is never accepted', () => {
  const position = fc.integer({ min: 0, max: 17 });
  fc.assert(
    fc.property(codes, position, fc.constantFrom(...alphabet), (code, at, other) => {
      fc.pre(code[at] !== other);
      expect(parseUscc(code.slice(0, at) + other + code.slice(at + 1)).ok).toBe(false);
    }),
  );
  fc.assert(
    fc.property(codes, fc.integer({ min: 0, max: 16 }), (code, at) => {
      fc.pre(code[at] !== code[at + 1]);
      const exchanged = `${code.slice(0, at)}${code[at + 1]}${code[at]}${code.slice(at + 2)}`;
      expect(parseUscc(exchanged).ok).toBe(false);
    }),
  );
});

test('about one code in 31 ends in 0, and each of them is accepted', () => {
  fc.assert(
    fc.property(codes, (code) => expect(parseUscc(code)).toEqual(ok(code))),
    { numRuns: 1_000 },
  );
});

test('the number of a certificate of incorporation is any visible text up to 64 characters', () => {
  expect(parseIncorporationNumber(' C-1234/５６ ')).toEqual(ok('C-1234/56'));
  expect(parseIncorporationNumber('')).toEqual(err('EMPTY'));
  expect(parseIncorporationNumber('1'.repeat(65))).toEqual(err('TOO_LONG'));
  expect(parseIncorporationNumber('12\n34')).toEqual(err('CONTROL_CHARACTER'));
});
