import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { atomsOf, documentOf, phrasesOf, rangesOf, tsqueryOf } from '#modules/group/domain/search-terms.js';

const termsOf = (text: string) =>
  documentOf(1, text)
    .split(' ')
    .map((part) => part.replace(/^'1\//, '').replace(/':/, '@'));
const queryOf = (query: string) => tsqueryOf(1, phrasesOf(query)).replaceAll('1/', '');
const foundIn = (text: string, query: string) =>
  rangesOf(text, phrasesOf(query)).map(({ start, end }) => text.slice(start, end));

test.each([
  [
    'Chinese by pairs of characters, and the last by itself',
    '明天开会',
    ['明天@1', '天开@2', '开会@3', '会@4'],
  ],
  ['words by themselves, in lower case', 'Deploy the SERVER', ['deploy@1', 'the@2', 'server@3']],
  ['a repeated word once, with all its places', 'a b a', ['a@1,3', 'b@2']],
  ['a mixed text', 'iPhone手机v2', ['iphone@1', '手机@2', '机@3', 'v2@4']],
  ['full-width letters and digits as their twins', 'ＡＢＣ　１２３', ['abc@1', '123@2']],
  ['traditional characters as they are', '開會', ['開會@1', '會@2']],
  [
    'an address by its words',
    'https://example.com/a-b?q=1',
    ['https@1', 'example@2', 'com@3', 'a@4', 'b@5', 'q@6', '1@7'],
  ],
  ['emoji without their modifiers', '👍🏽好的🎉', ['👍@1', '好的@2', '的@3', '🎉@4']],
  ['a flag whole', '🇨🇳', ['🇨🇳@1']],
  ['punctuation as the end of a run', '你好，世界', ['你好@1', '好@2', '世界@3', '界@4']],
  ['characters beyond the basic plane', '𠮷野家', ['𠮷野@1', '野家@2', '家@3']],
  ['letters with marks as one word', 'cafe\u0301 naïve', ['café@1', 'naïve@2']],
])('a document holds %s', (_, text, terms) => {
  expect(termsOf(text)).toEqual(terms);
});

test('nothing is found in what has no words', () => {
  expect(documentOf(1, ' …!? \n——')).toBe('');
  expect(phrasesOf(' * "" — ')).toEqual([]);
});

test.each([
  ['all words, in any case', 'Deploy 开会', "('deploy') & ('开会')"],
  ['a longer word as pairs that follow each other', '项目进度', "('项目' <1> '目进' <1> '进度')"],
  ['a single character wherever it stands', '会', "('会':*)"],
  ['a quoted phrase', '"hello World" “明天 开会”', "('hello' <1> 'world') & ('明天' <2> '开会')"],
  ['a mixed word as a phrase', 'iPhone手机壳x', "('iphone' <1> '手机' <1> '机壳' <2> 'x')"],
  ['the beginning of a word', 'depl* x*', "('depl':*) & ('x')"],
  ['an open quote as if it were not there', '"hello', "('hello')"],
])('a query asks for %s', (_, query, tsquery) => {
  expect(queryOf(query)).toBe(tsquery);
});

test('what matched is told by where it stands', () => {
  expect(foundIn('明天开会，後天也開會：开会！', '开会')).toEqual(['开会', '开会']);
  expect(foundIn('The SERVERS and the server', 'server')).toEqual(['server']);
  expect(foundIn('The SERVERS and the server', 'serv*')).toEqual(['SERVERS', 'server']);
  expect(foundIn('hello, world! hello there', '"hello world" there')).toEqual(['hello, world', 'there']);
  expect(foundIn('开发大会', '会')).toEqual(['会']);
  expect(foundIn('你好，世界', '好世')).toEqual([]);
  expect(foundIn('项目进度项目', '项目进度 进度项目')).toEqual(['项目进度项目']);
});

test('a scope keeps the terms of one conversation apart from those of another', () => {
  expect(documentOf(36, '好')).toBe("'10/好':1");
  expect(tsqueryOf(37, phrasesOf('好'))).toBe("('11/好':*)");
});

test('a text of any size stays within what PostgreSQL takes', () => {
  const long = `${'x'.repeat(5_000)} `.repeat(40_000);
  expect(atomsOf(long).length).toBeLessThanOrEqual(16_000);
  expect(Buffer.byteLength(documentOf(1, '语'.repeat(100_000)))).toBeLessThan(1_000_000);
  expect(atomsOf('x'.repeat(1_000))[0]?.text).toHaveLength(64);
});

test('whatever stands in a text in one piece is found in it', () => {
  const unit = fc.constantFrom('明', '天', '开', '会', 'a', 'B', '1', ' ', '，', '👍', 'é');
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 20 }), fc.nat(20), fc.nat(8), (text, from, length) => {
      const atoms = atomsOf(text).slice(from, from + length);
      const [first, last] = [atoms.at(0), atoms.at(-1)];
      if (!first || !last) return;
      const piece = text.slice(first.start, last.end);
      expect(rangesOf(text, phrasesOf(`"${piece}"`)).length).toBeGreaterThan(0);
    }),
  );
});
