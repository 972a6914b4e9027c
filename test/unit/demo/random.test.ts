import { expect, test } from '@jest/globals';
import { seededRandom } from '#demo/sample/random.js';

const many = Array.from({ length: 20_000 });

test('a seed always gives the same numbers, all of them from 0 to below 1', () => {
  const [one, other] = [seededRandom(42), seededRandom(42)];
  const numbers = many.map(() => one.next());
  expect(many.map(() => other.next())).toEqual(numbers);
  expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
  expect(numbers.reduce((sum, number) => sum + number, 0) / numbers.length).toBeCloseTo(0.5, 1);
});

test('between reaches both of its ends and nothing beyond', () => {
  const random = seededRandom(1);
  expect(new Set(many.map(() => random.between(3, 6)))).toEqual(new Set([3, 4, 5, 6]));
});

test('weighted picks in proportion, and never what weighs nothing', () => {
  const random = seededRandom(2);
  const picked = many.map(() => random.weighted([['a', 3] as const, ['b', 1] as const, ['c', 0] as const]));
  expect(picked).not.toContain('c');
  expect(picked.filter((item) => item === 'a').length / picked.length).toBeCloseTo(0.75, 1);
});

test('shuffled keeps every item and leaves its input alone', () => {
  const items = Object.freeze([1, 2, 3, 4, 5, 6, 7, 8]);
  const other = seededRandom(3).shuffled(items);
  expect(other).not.toEqual(items);
  expect(other.toSorted((a, b) => a - b)).toEqual(items);
});

test('picking from nothing is an error, not an undefined', () => {
  expect(() => seededRandom(4).pick([])).toThrow(RangeError);
});
