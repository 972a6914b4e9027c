import { describe, expect, test } from '@jest/globals';
import { reachesMinimum } from '#modules/upgrade/domain/start.js';

const ROOM = 200;

describe('a roster reaches the minimum', () => {
  test.each([
    ['by the number', { minimumMembers: 3, minimumPercent: null }, 500, 3, true],
    ['not by one too few', { minimumMembers: 3, minimumPercent: null }, 500, 2, false],
    ['by the share of its people', { minimumMembers: 2, minimumPercent: 60 }, 5, 3, true],
    ['not by less', { minimumMembers: 2, minimumPercent: 61 }, 5, 3, false],
    ['by no more than there is room for', { minimumMembers: 201, minimumPercent: null }, 300, 300, false],
    [
      'by no greater share than there is room for',
      { minimumMembers: 2, minimumPercent: 67 },
      300,
      300,
      false,
    ],
    ['by the share that there is room for', { minimumMembers: 200, minimumPercent: 66 }, 300, 300, true],
    ['not with nobody on it', { minimumMembers: 2, minimumPercent: 1 }, 0, 0, false],
  ])('%s', (_, minimum, people, eligible, reached) => {
    expect(reachesMinimum(minimum, { people, eligible }, ROOM)).toBe(reached);
  });
});
