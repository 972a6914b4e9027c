import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CATCH_UP_MS, slotAfter } from '#modules/programme/domain/pacing.js';

const at = (ms: number): Date => new Date(1_700_000_000_000 + ms);

/** When groups start, if somebody looks at these moments and starts one each time that it may. */
function startsAt(looks: readonly number[], groupsPerMinute: number): number[] {
  let slot = at(0);
  return looks.filter((ms) => {
    if (at(ms) < slot) return false;
    slot = slotAfter(slot, at(ms), groupsPerMinute);
    return true;
  });
}

describe('the pace of a programme', () => {
  test('is even', () => {
    expect(slotAfter(at(0), at(0), 60)).toEqual(at(1_000));
    expect(slotAfter(at(0), at(0), 600)).toEqual(at(100));
    expect(slotAfter(at(0), at(0), 1)).toEqual(at(60_000));
  });

  test('makes up for the second until a job is looked for', () => {
    expect(slotAfter(at(100), at(1_000), 600)).toEqual(at(200));
  });

  test('does not make up for an hour in which nothing ran', () => {
    expect(slotAfter(at(0), at(3_600_000), 60)).toEqual(at(3_600_000 - CATCH_UP_MS + 1_000));
  });

  test('never rounds in favour of haste', () => {
    expect(slotAfter(at(0), at(0), 7)).toEqual(at(8_572));
  });

  test('lets no more start in any stretch of time than the rate allows in it and in what it makes up for', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 600 }),
        fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 1, maxLength: 300 }),
        (groupsPerMinute, waits) => {
          let now = 0;
          const starts = startsAt(
            waits.map((wait) => (now += wait)),
            groupsPerMinute,
          );
          for (const [first, from] of starts.entries()) {
            for (const [last, to] of starts.entries()) {
              if (last < first) continue;
              const allowed = ((to - from + CATCH_UP_MS) * groupsPerMinute) / 60_000 + 1;
              expect(last - first + 1).toBeLessThanOrEqual(allowed);
            }
          }
        },
      ),
    );
  });
});
