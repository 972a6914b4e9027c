import { describe, expect, test } from '@jest/globals';
import { cast, type Candidate } from '#demo/cast.js';

function candidates(count: number): Candidate[] {
  return Array.from({ length: count }, (_, index) => ({
    platformId: `id-${index}`,
    displayName: `member ${index}`,
    mobile: `+86199000${String(index).padStart(5, '0')}`,
  }));
}

describe('the parts of the demo', () => {
  test('are the same for the same group, whatever its order', () => {
    const group = candidates(50);
    const parts = (of: Candidate[]): Map<string, string> =>
      new Map(cast(of).map(({ platformId, part }) => [platformId, part]));
    expect(parts(group.toReversed())).toEqual(parts(group));
  });

  test('are all played in a group of a usual size, and most people accept', () => {
    const parts = cast(candidates(300)).map(({ part }) => part);
    expect(new Set(parts)).toEqual(
      new Set(['ACCEPT', 'DECLINE', 'DECLINE_WITH_REASON', 'SILENT', 'LATE', 'NEVER_SIGNS_IN', 'WITHDRAW']),
    );
    expect(parts.filter((part) => part === 'ACCEPT' || part === 'LATE').length).toBeGreaterThan(150);
  });

  test('are dealt so that a group of five shows every kind of answer', () => {
    const parts = cast(candidates(5)).map(({ part }) => part);
    expect(parts.toSorted()).toEqual(['ACCEPT', 'DECLINE_WITH_REASON', 'LATE', 'SILENT', 'WITHDRAW']);
  });

  test('have one person only who takes their yes back', () => {
    expect(cast(candidates(300)).filter(({ part }) => part === 'WITHDRAW')).toHaveLength(1);
  });

  test('are played within the time, and the late ones not at its beginning', () => {
    const roles = cast(candidates(300));
    expect(roles.every(({ moment }) => moment >= 0 && moment < 1)).toBe(true);
    expect(roles.filter(({ part }) => part === 'LATE').every(({ moment }) => moment >= 0.4)).toBe(true);
  });
});
