import { describe, expect, it } from '@jest/globals';
import { compare, isReached, median, percentile } from '../../bench/statistics.js';

const of = (...values: number[]) => ({ name: 'ours', values });
const over = (...values: number[]) => ({ name: 'theirs', values });
const what = 'answers a second';

describe('the median', () => {
  it('is the value in the middle, whatever the order', () => {
    expect(median([9, 1, 5])).toBe(5);
  });

  it('lies between the two in the middle of an even number', () => {
    expect(median([4, 1, 2, 100])).toBe(3);
  });

  it('is refused of nothing', () => {
    expect(() => median([])).toThrow(RangeError);
  });
});

describe('a percentile', () => {
  it('is the largest value at 1 and the smallest at 0', () => {
    expect(percentile([3, 1, 2], 1)).toBe(3);
    expect(percentile([3, 1, 2], 0)).toBe(1);
  });

  it('lies between its neighbours in proportion', () => {
    expect(percentile([10, 20], 0.99)).toBeCloseTo(19.9);
  });
});

describe('a comparison', () => {
  it('takes the median of the ratios of the rounds, not the ratio of the medians', () => {
    const { ratio } = compare({
      what,
      of: of(8, 2, 2, 2, 9),
      over: over(1, 1, 4, 4, 3),
      goal: { atLeast: 2 },
    });
    expect(ratio).toBe(2);
  });

  it('is not thrown by one disturbed round', () => {
    const { ratio } = compare({
      what,
      of: of(50, 50, 1, 50, 50),
      over: over(10, 10, 10, 10, 10),
      goal: { atLeast: 5 },
    });
    expect(ratio).toBe(5);
  });

  it('is refused with fewer than five rounds, and with rounds that one side lacks', () => {
    const goal = { atLeast: 1 };
    expect(() => compare({ what, of: of(1, 1, 1, 1), over: over(1, 1, 1, 1), goal })).toThrow(/at least 5/);
    expect(() => compare({ what, of: of(1, 1, 1, 1, 1), over: over(1, 1, 1, 1, 1, 1), goal })).toThrow(
      RangeError,
    );
  });
});

describe('a goal', () => {
  it.each([
    [5, { atLeast: 5 }, true],
    [4.999, { atLeast: 5 }, false],
    [1.25, { atMost: 1.25 }, true],
    [1.251, { atMost: 1.25 }, false],
  ])('%p against %p is reached: %p', (ratio, goal, reached) => {
    expect(isReached(ratio, goal)).toBe(reached);
  });

  it('is not reached by what is no number', () => {
    expect(isReached(Number.NaN, { atMost: 1 })).toBe(false);
    expect(isReached(Number.NaN, { atLeast: 1 })).toBe(false);
  });
});
