import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { err, ok } from '#kernel/result.js';
import { cleanText, halfWidth, storableText, type TextProblem } from '#kernel/text.js';

const name = { max: 64 };

test.each([
  ['a Chinese name', '张三'],
  ['a Latin name with accents', 'Zoë Müller-Ångström'],
  ['a joined emoji', '组长 👩‍👩‍👧‍👦'],
  ['an emoji with a skin tone and a joiner', '👩🏽‍💻'],
  ['a flag spelled with tags', '🏴\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}'],
  ['Persian with its non-joiner', 'می\u200cخواهم'],
  ['Hindi with a joiner after the virama', 'क्\u200dष'],
  ['a rare Han character beyond the basic plane', '𠮷田'],
])('%s is left as it is', (_, text) => {
  expect(cleanText(text, name)).toEqual(ok(text));
});

test.each<[string, string, TextProblem]>([
  ['nothing', '', 'EMPTY'],
  ['white space', ' \u3000\u00a0\t', 'EMPTY'],
  ['a NUL', 'Zhang\0San', 'CONTROL_CHARACTER'],
  ['a line break in a name', '张\n三', 'CONTROL_CHARACTER'],
  ['a line separator in a name', '张\u2028三', 'CONTROL_CHARACTER'],
  ['an escape sequence', 'a\u001b[2Jb', 'CONTROL_CHARACTER'],
  ['a C1 control', 'a\u009bb', 'CONTROL_CHARACTER'],
  ['a lone high surrogate', 'a\ud800', 'LONE_SURROGATE'],
  ['a lone low surrogate', '\udc00a', 'LONE_SURROGATE'],
  ['a right-to-left override', 'annex\u202efdp.exe', 'BIDI_CONTROL'],
  ['an isolate', 'a\u2066b\u2069', 'BIDI_CONTROL'],
  ['a zero-width space', 'ad\u200bmin', 'INVISIBLE_CHARACTER'],
  ['a soft hyphen', 'ad\u00admin', 'INVISIBLE_CHARACTER'],
  ['a byte order mark inside', 'ad\ufeffmin', 'INVISIBLE_CHARACTER'],
  ['a Hangul filler', 'a\u3164', 'INVISIBLE_CHARACTER'],
  ['a left-to-right mark', 'admin\u200e', 'INVISIBLE_CHARACTER'],
  ['a joiner between Latin letters', 'ad\u200dmin', 'INVISIBLE_CHARACTER'],
  ['a joiner between Han characters', '张\u200d三', 'INVISIBLE_CHARACTER'],
  ['a joiner at the end', '👩\u200d', 'INVISIBLE_CHARACTER'],
  ['a joiner alone', '\u200d', 'INVISIBLE_CHARACTER'],
  ['text hidden in tags', 'admin\u{e0061}', 'INVISIBLE_CHARACTER'],
  ['sixty-five characters', '张'.repeat(65), 'TOO_LONG'],
])('%s is refused', (_, text, problem) => {
  expect(cleanText(text, name)).toEqual(err(problem));
});

describe('what is accepted', () => {
  test('is trimmed and in NFC, so one name has one form', () => {
    expect(cleanText('  Zoe\u0308 ', name)).toEqual(ok('Zo\u00eb'));
    expect(cleanText('\u3000张三\u3000', name)).toEqual(ok('张三'));
  });

  test('is measured in code points, not in UTF-16 units', () => {
    expect(cleanText('𠮷'.repeat(64), name)).toEqual(ok('𠮷'.repeat(64)));
    expect(cleanText('𠮷'.repeat(65), name)).toEqual(err('TOO_LONG'));
  });

  test('keeps line feeds and tabs where lines are allowed, whatever broke the lines', () => {
    expect(cleanText('一\r\n二\r三\u2028四\t五', { max: 100, multiline: true })).toEqual(
      ok('一\n二\n三\n四\t五'),
    );
    expect(cleanText('一\u000b二', { max: 100, multiline: true })).toEqual(err('CONTROL_CHARACTER'));
  });

  test('is accepted again unchanged, and is storable', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (raw, multiline) => {
        const text = cleanText(raw, { max: 1_000, multiline });
        if (!text.ok) return;
        expect(cleanText(text.value, { max: 1_000, multiline })).toEqual(text);
        expect(storableText(text.value).changed).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });
});

test('a megabyte of joiners is refused in linear time', () => {
  const started = performance.now();
  expect(cleanText(`क${'\u200d'.repeat(1_000_000)}`, { max: 64 }).ok).toBe(false);
  expect(cleanText(`a${' '.repeat(1_000_000)}b`, { max: 64 })).toEqual(err('TOO_LONG'));
  expect(performance.now() - started).toBeLessThan(2_000);
});

describe('storable text', () => {
  test('is the text itself, with every mark and control but NUL', () => {
    const text = ' \u202eabc\u200b\u0007\r\n👩‍💻 ';
    expect(storableText(text)).toEqual({ text, changed: false });
  });

  test('has U+FFFD for each NUL and lone surrogate', () => {
    expect(storableText('a\0b\ud800c\udc00')).toEqual({ text: 'a\ufffdb\ufffdc\ufffd', changed: true });
  });

  test('is well formed, without NUL and of the same length for any input, and stays as it is', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 0xffff })), (units) => {
        const raw = String.fromCharCode(...units);
        const { text, changed } = storableText(raw);
        expect(text.isWellFormed() && !text.includes('\0')).toBe(true);
        expect(text).toHaveLength(raw.length);
        expect(changed).toBe(text !== raw);
        expect(storableText(text)).toEqual({ text, changed: false });
      }),
    );
  });
});

test('half-width text is ASCII for every full-width form, and the rest as it was', () => {
  expect(halfWidth('（＋８６）　Ａｚ～张。')).toBe('(+86) Az~张。');
});
