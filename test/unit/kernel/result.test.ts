import { expect, test } from '@jest/globals';
import { assertNever } from '#kernel/result.js';

test('assertNever names the value that nobody handled', () => {
  expect(() => assertNever('SURPRISE' as never)).toThrow('unexpected value: "SURPRISE"');
});
