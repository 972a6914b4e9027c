import { expect, test } from '@jest/globals';
import { newSalt } from '#kernel/salt.js';

test('no two salts are the same, each has 32 bytes, and none is another one changed', () => {
  const salts = Array.from({ length: 1_000 }, newSalt);
  const before = salts.map((salt) => salt.toString('hex'));
  expect(new Set(before).size).toBe(salts.length);
  expect(new Set(salts.map(({ length }) => length))).toEqual(new Set([32]));
  salts[0]?.fill(0);
  expect(salts.slice(1).map((salt) => salt.toString('hex'))).toEqual(before.slice(1));
});
