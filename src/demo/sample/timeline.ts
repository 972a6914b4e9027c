import type { Random } from './random.js';

/** Monday, 2026-03-02 00:00 in Shanghai (UTC+8, no summer time), in Unix seconds. */
export const FIRST_DAY = Date.UTC(2026, 2, 1, 16) / 1000;
export const WEEKS = 6;
const DAY = 86_400;
const HOUR = 3600;

/** Monday to Sunday. */
const DAY_WEIGHTS = [
  [0, 10],
  [1, 10],
  [2, 11],
  [3, 10],
  [4, 9],
  [5, 0.8],
  [6, 0.4],
] as const;

/** Hours of the day; lunch is quieter, and some are still there in the evening. */
const HOUR_WEIGHTS = [
  [8, 1],
  [9, 9],
  [10, 12],
  [11, 10],
  [12, 4],
  [13, 5],
  [14, 11],
  [15, 12],
  [16, 11],
  [17, 9],
  [18, 5],
  [19, 2],
  [20, 1],
  [21, 0.5],
] as const;

/** `count` moments in Unix seconds, in order; busy hours have some that are equal. */
export function timeline(random: Random, count: number): number[] {
  const moments = Array.from({ length: count }, () => {
    const week = random.between(0, WEEKS - 1);
    const day = random.weighted(DAY_WEIGHTS);
    const hour = random.weighted(HOUR_WEIGHTS);
    return FIRST_DAY + (week * 7 + day) * DAY + hour * HOUR + random.between(0, HOUR - 1);
  });
  return moments.toSorted((a, b) => a - b);
}
