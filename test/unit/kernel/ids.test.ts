import { expect, test } from '@jest/globals';
import { isUuid, newId } from '#kernel/ids.js';

test('an id is a UUID of version 7 with its millisecond in front', () => {
  const id = newId(0x0123_4567_89ab);
  expect(id).toMatch(/^01234567-89ab-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(isUuid(id)).toBe(true);
});

test('ids of a later millisecond sort after those of an earlier one', () => {
  expect(newId(1_000) < newId(1_001)).toBe(true);
});

test('no two ids are the same', () => {
  expect(new Set(Array.from({ length: 10_000 }, () => newId(1))).size).toBe(10_000);
});

test('what is nearly a UUID is none', () => {
  expect(
    ['', 'x', '01234567-89ab-7000-8000-00000000000', '01234567-89AB-7000-8000-000000000000'].filter(isUuid),
  ).toEqual([]);
});
