import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { maskMobile, parseMobile, type MobileProblem } from '#modules/identity/domain/mobile.js';
import { err, ok } from '#kernel/result.js';

const e164 = '+8619900000001';

describe('one mobile has one E.164 however it is written', () => {
  test.each([
    ['bare', '19900000001'],
    ['with spaces', '199 0000 0001'],
    ['with dashes and the country code', '+86-199-0000-0001'],
    ['with the international prefix', '008619900000001'],
    ['with the country code and no plus', '8619900000001'],
    ['with the country code in parentheses', '(+86) 19900000001'],
    ['with a full-width plus', '＋86 19900000001'],
    ['in full-width digits and spaces', '１９９　００００　０００１'],
    ['in full-width parentheses', '（+86）199－0000－0001'],
    ['with a trunk zero', '+86 (0) 199 0000 0001'],
    ['with the marks an address book wraps around it', '\u202a+86 199 0000 0001\u202c'],
    ['with white space around it', '\t 19900000001\r\n'],
  ])('%s', (_, raw) => {
    expect(parseMobile(raw)).toEqual(ok(e164));
  });
});

test.each<[string, string, MobileProblem]>([
  ['nothing', '', 'EMPTY'],
  ['white space', ' \u3000 ', 'EMPTY'],
  ['thirty-three characters', '1'.repeat(33), 'TOO_LONG'],
  ['a tel: URI', 'tel:+8619900000001', 'TEL_URI'],
  ['a tel: URI in capitals', 'TEL:19900000001', 'TEL_URI'],
  ['an extension', '19900000001 ext. 5', 'HAS_EXTENSION'],
  ['an extension after x', '19900000001x5', 'HAS_EXTENSION'],
  ['an extension after #', '19900000001#5', 'HAS_EXTENSION'],
  ['an extension in Chinese', '010-62345678转5', 'HAS_EXTENSION'],
  ['two numbers', '19900000001,19900000002', 'HAS_EXTENSION'],
  ['a vanity number', '+1 800 FLOWERS', 'HAS_LETTERS'],
  ['what a spreadsheet makes of a number', '1.99E+10', 'HAS_LETTERS'],
  ['a plus in the middle', '199+00000001', 'NOT_A_NUMBER'],
  ['Arabic-Indic digits', '١٩٩٠٠٠٠٠٠٠١', 'NOT_A_NUMBER'],
  ['a circled digit', '1990000000①', 'NOT_A_NUMBER'],
  ['a number with NUL', '199000\u000000001', 'NOT_A_NUMBER'],
  ['a digit too few', '1990000000', 'NOT_A_NUMBER'],
  ['an unknown country', '+999 1234567890', 'NOT_A_NUMBER'],
  ['a landline of Beijing', '010-62345678', 'NOT_A_MOBILE'],
  ['a landline with the country code', '+86 10 6234 5678', 'NOT_A_MOBILE'],
  ['a service number', '400-820-8820', 'NOT_A_MOBILE'],
])('%s is refused', (_, raw, problem) => {
  expect(parseMobile(raw)).toEqual(err(problem));
});

test('a number of another country is taken with its country code, and without it only in its own region', () => {
  expect(parseMobile('+852 5123 4567')).toEqual(ok('+85251234567'));
  expect(parseMobile('5123 4567')).toEqual(err('NOT_A_NUMBER'));
  expect(parseMobile('5123 4567', 'HK')).toEqual(ok('+85251234567'));
});

test('a North American number is taken, as nobody can tell its mobiles from its landlines', () => {
  expect(parseMobile('+1 415 555 2671')).toEqual(ok('+14155552671'));
});

test('any separators between the digits of any subscriber number lead to the same E.164', () => {
  const subscriber = fc.integer({ min: 0, max: 99_999_999 }).map((number) => String(number).padStart(8, '0'));
  const separator = fc.constantFrom('', '', ' ', '-', '.', '　', '－');
  const prefix = fc.constantFrom('', '+86', '0086', '86', '＋８６', '(+86)');
  fc.assert(
    fc.property(
      subscriber,
      fc.array(separator, { minLength: 11, maxLength: 11 }),
      prefix,
      (digits, gaps, before) => {
        const spelled =
          before +
          Array.from(`199${digits}`)
            .map((digit, index) => `${gaps[index]}${digit}`)
            .join('');
        expect(parseMobile(spelled)).toEqual(ok(`+86199${digits}`));
      },
    ),
  );
});

test('whatever is accepted is E.164 and accepted again as it is', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...Array.from('0123456789+-() ext#１９')), maxLength: 40 }),
      (raw) => {
        const mobile = parseMobile(raw);
        if (!mobile.ok) return;
        expect(mobile.value).toMatch(/^\+[1-9]\d{6,14}$/);
        expect(parseMobile(mobile.value)).toEqual(mobile);
      },
    ),
    { numRuns: 2_000 },
  );
});

describe('a masked mobile', () => {
  test.each([
    ['+8619900000001', '+86 199****0001'],
    ['+85251234567', '+852 51****67'],
    ['+14155552671', '+1 415****671'],
    ['not a number', '****'],
  ])('%s is shown as %s', (mobile, masked) => {
    expect(maskMobile(mobile)).toBe(masked);
  });
});
