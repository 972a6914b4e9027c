import 'reflect-metadata';
import { expect, test } from '@jest/globals';
import { buildSchema, parse } from 'graphql';
import { KnownDocuments } from '#platform/graphql/known-documents.js';

const schema = buildSchema('type Query { a: Query b: Query text: String }');

function remembering(...sources: readonly string[]): KnownDocuments {
  const documents = new KnownDocuments(schema);
  for (const source of sources) documents.add(source, parse(source));
  return documents;
}

const numbered = (count: number, padding = ''): string[] =>
  Array.from({ length: count }, (_, index) => `{ text } # ${index} ${padding}`);

test('of a thousand texts and more, those that were used last are remembered', () => {
  const documents = remembering(...numbered(1_000));
  expect(documents.ofText('{ text } # 0 ')).toBeDefined();
  documents.add('{ a { text } }', parse('{ a { text } }'));
  expect(documents.ofText('{ text } # 0 ')).toBeDefined();
  expect(documents.ofText('{ text } # 1 ')).toBeUndefined();
});

test('long texts push others out sooner, and the longest are not kept at all', () => {
  const documents = remembering(...numbered(300, 'x'.repeat(19_000)));
  const kept = numbered(300, 'x'.repeat(19_000)).filter((source) => documents.ofText(source));
  expect(kept.length).toBeGreaterThan(150);
  expect(kept.length * 19_000).toBeLessThan(4_000_000);
  const longest = `{ text } # ${'x'.repeat(20_000)}`;
  expect(remembering(longest).ofText(longest)).toBeUndefined();
});

test('an operation is compiled when it is executed for the second time, each of a document by itself', () => {
  const source = 'query A { text } query B { a { text } }';
  const known = remembering(source).ofText(source);
  expect(known?.compiled('A')).toBeUndefined();
  expect(known?.compiled('A')).toBeInstanceOf(Function);
  expect(known?.compiled('B')).toBeUndefined();
  expect(known?.compiled('C') ?? known?.compiled('C')).toBeUndefined();
});

test('what comes to thousands of fields by its fragments is never compiled', () => {
  const doubled = Array.from(
    { length: 11 },
    (_, index) => `fragment F${index} on Query { a { ...F${index + 1} } b { ...F${index + 1} } }`,
  ).join(' ');
  const source = `{ ...F0 } ${doubled} fragment F11 on Query { text }`;
  const known = remembering(source).ofText(source);
  expect([known?.compiled(null), known?.compiled(null), known?.compiled(null)]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
