import 'reflect-metadata';
import { describe, expect, test } from '@jest/globals';
import { GraphQLError, type OperationDefinitionNode, parse } from 'graphql';
import { LIMITS, weigh } from '#platform/graphql/limits.js';

function weight(source: string, variables: Record<string, unknown> = {}): unknown {
  const document = parse(source);
  const operation = document.definitions[0] as OperationDefinitionNode;
  const result = weigh(document, operation, variables);
  return result instanceof GraphQLError ? result.extensions['code'] : result.cost;
}

const nested = (depth: number): string => (depth === 0 ? 'x' : `a { ${nested(depth - 1)} }`);

describe('the weight of an operation', () => {
  test('counts its fields, and those below a page once for each that the page may hold', () => {
    expect(weight('{ a b { c } }')).toBe(3);
    expect(weight('{ list(first: 10) { edges { node { id } } } }')).toBe(31);
    expect(weight('query ($n: Int!) { list(first: $n) { edges { id } } }', { n: 50 })).toBe(101);
  });

  test('multiplies pages within pages', () => {
    const pages = (first: number): string => `{ a(first: ${first}) { b(first: ${first}) { c } } }`;
    expect(weight(pages(10))).toBe(1 + 10 * (1 + 10));
    expect(weight(`{ a(first: 100) { b(first: 100) { c d } } }`)).toBe('QUERY_TOO_COMPLEX');
  });

  test('takes depth up to the limit and not a level more, through fragments too', () => {
    expect(weight(`{ ${nested(LIMITS.depth - 1)} }`)).toBe(LIMITS.depth);
    expect(weight(`{ ${nested(LIMITS.depth)} }`)).toBe('QUERY_TOO_COMPLEX');
    expect(weight(`{ a { ...F } } fragment F on T { ${nested(LIMITS.depth - 1)} }`)).toBe(
      'QUERY_TOO_COMPLEX',
    );
  });

  test('counts aliases wherever they stand', () => {
    const aliases = (count: number): string =>
      Array.from({ length: count }, (_, index) => `a${index}: x`).join(' ');
    expect(weight(`{ ${aliases(LIMITS.aliases)} }`)).toBe(LIMITS.aliases);
    expect(weight(`{ ${aliases(LIMITS.aliases + 1)} }`)).toBe('QUERY_TOO_COMPLEX');
    expect(weight(`{ ...F ...F } fragment F on T { ${aliases(LIMITS.aliases)} }`)).toBe('QUERY_TOO_COMPLEX');
  });

  test('is bounded also where fragments double it at every level', () => {
    const fragments = Array.from(
      { length: 60 },
      (_, i) => `fragment F${i} on T { ...F${i + 1} ...F${i + 1} }`,
    );
    expect(weight(`{ ...F0 } ${fragments.join('\n')} fragment F60 on T { x }`)).toBe('QUERY_TOO_COMPLEX');
  });

  test('refuses a page above the limit, written out, as a variable, and as the default of a variable', () => {
    expect(weight('{ list(first: 1000000) { id } }')).toBe('BAD_USER_INPUT');
    expect(weight('query ($n: Int!) { list(first: $n) { id } }', { n: 1_000_000 })).toBe('BAD_USER_INPUT');
    expect(weight('query ($n: Int! = 1000000) { list(first: $n) { id } }')).toBe('BAD_USER_INPUT');
  });
});
