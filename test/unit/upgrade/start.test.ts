import { describe, expect, test } from '@jest/globals';
import { reachesMinimum } from '#modules/upgrade/domain/start.js';

const ROOM = 200;

describe('a roster reaches the minimum', () => {
  test.each([
    ['by the number', { minimumMembers: 3, minimumPercent: null }, 500, { entries: 3, people: 3 }, true],
    [
      'not by one too few',
      { minimumMembers: 3, minimumPercent: null },
      500,
      { entries: 2, people: 2 },
      false,
    ],
    [
      'by people, not by entries',
      { minimumMembers: 3, minimumPercent: null },
      5,
      { entries: 3, people: 2 },
      false,
    ],
    [
      'by the share of its entries',
      { minimumMembers: 2, minimumPercent: 60 },
      5,
      { entries: 3, people: 2 },
      true,
    ],
    ['not by less', { minimumMembers: 2, minimumPercent: 61 }, 5, { entries: 3, people: 2 }, false],
    [
      'by no more than there is room for',
      { minimumMembers: 201, minimumPercent: null },
      300,
      { entries: 300, people: 300 },
      false,
    ],
    [
      'by no greater share than there is room for',
      { minimumMembers: 2, minimumPercent: 67 },
      300,
      { entries: 300, people: 300 },
      false,
    ],
    [
      'by the share that there is room for',
      { minimumMembers: 200, minimumPercent: 66 },
      300,
      { entries: 300, people: 300 },
      true,
    ],
    ['not with nobody on it', { minimumMembers: 2, minimumPercent: 1 }, 0, { entries: 0, people: 0 }, false],
  ])('%s', (_, minimum, entries, eligible, reached) => {
    expect(reachesMinimum(minimum, { entries, eligible }, ROOM)).toBe(reached);
  });
});
