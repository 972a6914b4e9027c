import { describe, expect, test } from '@jest/globals';
import { wordingOf } from '#kernel/refusals.js';
import { tooFewRefusal } from '#modules/upgrade/domain/minimum.js';

describe('the minimum of a cut-over', () => {
  test.each([
    [
      { minimumMembers: 2, minimumPercent: null },
      { people: 2, asked: 500 },
    ],
    [
      { minimumMembers: 2, minimumPercent: 60 },
      { people: 3, asked: 5 },
    ],
    [
      { minimumMembers: 2, minimumPercent: 33 },
      { people: 2, asked: 6 },
    ],
    [
      { minimumMembers: 2, minimumPercent: 100 },
      { people: 3, asked: 3 },
    ],
  ])('%j is reached by %j', (minimum, turnout) => {
    expect(tooFewRefusal(minimum, turnout)).toBeUndefined();
  });

  test.each([
    [{ minimumMembers: 2, minimumPercent: null }, { people: 1, asked: 2 }, '1', '2'],
    [{ minimumMembers: 2, minimumPercent: 60 }, { people: 2, asked: 5 }, '2 / 40 %', '2 / 60 %'],
    // 199 of 300 is 66.3 %: a share is not reached by rounding.
    [{ minimumMembers: 2, minimumPercent: 67 }, { people: 199, asked: 300 }, '199 / 66 %', '2 / 67 %'],
    [{ minimumMembers: 9, minimumPercent: 10 }, { people: 8, asked: 8 }, '8 / 100 %', '9 / 10 %'],
    [{ minimumMembers: 2, minimumPercent: 1 }, { people: 0, asked: 0 }, '0 / 0 %', '2 / 1 %'],
  ])('%j is not reached by %j, and the refusal tells both', (minimum, turnout, count, min) => {
    const refusal = tooFewRefusal(minimum, turnout);
    expect(refusal?.code).toBe('TOO_FEW_MEMBERS');
    expect(refusal && wordingOf(refusal, 'en')).toBe(
      `Too few members would join: ${count}. The minimum is ${min}.`,
    );
  });
});
