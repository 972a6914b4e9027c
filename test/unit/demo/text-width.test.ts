import { describe, expect, test } from '@jest/globals';
import { padded, printable, textWidth, truncated } from '#demo/terminal/text-width.js';

describe('the width of a text', () => {
  test.each([
    ['', 0],
    ['abc', 3],
    ['张伟', 4],
    ['研发-张伟 Amy', 13],
    ['ｶﾞ', 2],
    ['ＡＢ', 4],
    ['한국', 4],
    ['\u1112\u1161\u11ab', 2],
    ['ひらがな', 8],
    ['e\u0301tude', 5],
    ['🧋', 2],
    ['👩‍💻', 2],
    ['☀️', 2],
    ['🇨🇳', 2],
    ['…─█', 3],
    ['𠮷野家', 6],
    ['a\u200b', 1],
  ])('of %j is %i columns', (text, width) => {
    expect(textWidth(text)).toBe(width);
  });
});

describe('a text of a fixed width', () => {
  test.each([
    ['张伟', 6, '张伟  '],
    ['张伟', 4, '张伟'],
    ['张伟强', 5, '张伟…'],
    ['张伟强', 4, '张… '],
    ['Kevin', 3, 'Ke…'],
    ['👩‍💻👩‍💻', 3, '👩‍💻…'],
    ['x', 0, ''],
  ])('%j in %i columns is %j', (text, width, expected) => {
    expect(padded(text, width)).toBe(expected);
    expect(textWidth(padded(text, width))).toBe(width);
  });

  test('is filled from the left where it stands on the right', () => {
    expect(padded('张', 4, 'right')).toBe('  张');
  });

  test('keeps a text that just fits', () => {
    expect(truncated('张伟', 4)).toBe('张伟');
  });
});

test('a name cannot move the cursor, ring the bell or turn the line around', () => {
  expect(printable('a\u001b[2Jb\u0007\n\u202ec\u2066d\ud800')).toBe(
    'a\ufffd[2Jb\ufffd\ufffd\ufffdc\ufffdd\ufffd',
  );
});
