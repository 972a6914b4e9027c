import { describe, expect, test } from '@jest/globals';
import {
  lastEnd,
  nextInstant,
  warningDue,
  type WarningHours,
  warningPassed,
} from '#modules/upgrade/domain/deadlines.js';

const now = new Date('2026-11-20T08:00:00Z');
const inHours = (hours: number): Date => new Date(now.getTime() + hours * 3_600_000);
const JUST = 1 / 3_600_000;

describe('warnings before the end of an invitation', () => {
  test.each<[string, number, WarningHours | null]>([
    ['a week: both are to come', 168, null],
    ['a moment more than three days: both are to come', 72 + JUST, null],
    ['exactly three days: the first is over', 72, 72],
    ['two days: the first is over', 48, 72],
    ['a moment more than a day: the first is over', 24 + JUST, 72],
    ['exactly a day, as after unblocking: both are over', 24, 24],
    ['an hour: both are over', 1, 24],
  ])('a deadline that is set in %s', (_name, hours, expected) => {
    expect(warningPassed(inHours(hours), now)).toBe(expected);
  });

  test.each<[string, number, WarningHours | null, WarningHours | null]>([
    ['three days and a moment are left', 72 + JUST, null, null],
    ['exactly three days are left', 72, null, 72],
    ['two days are left and it was warned at three', 48, 72, null],
    ['two days are left and nobody came to warn', 48, null, 72],
    ['exactly one day is left and it was warned at three', 24, 72, 24],
    ['an hour is left and nobody came to warn: the nearer one only', 1, null, 24],
    ['an hour is left and it was warned at one day', 1, 24, null],
    ['it ends at this moment', 0, 72, null],
    ['it is over', -1, null, null],
  ])('when %s', (_name, hours, warnedHours, expected) => {
    expect(warningDue({ expiresAt: inHours(hours), warnedHours }, now)).toBe(expected);
  });

  test.each<[string, number, WarningHours | null, number]>([
    ['a week, nothing warned', 168, null, 168 - 72],
    ['two days, warned at three', 48, 72, 24],
    ['two days, nothing warned and that one due', 48, null, 24],
    ['an hour, warned at one day', 1, 24, 1],
    ['a day, both over', 24, 24, 24],
    ['a week after an extension, nothing warned yet', 168, null, 96],
  ])('the next moment of %s', (_name, hours, warnedHours, expected) => {
    expect(nextInstant({ expiresAt: inHours(hours), warnedHours }, now)).toEqual(inHours(expected));
  });

  test('who is warned as due is warned once, and the next moment is always later', () => {
    for (const hours of [200, 72, 50, 24, 3]) {
      for (const warnedHours of [null, 72, 24] as const) {
        const expiresAt = inHours(hours);
        const due = warningDue({ expiresAt, warnedHours }, now);
        const after = { expiresAt, warnedHours: due ?? warnedHours };
        expect(warningDue(after, now)).toBeNull();
        expect(nextInstant(after, now).getTime()).toBeGreaterThan(now.getTime());
      }
    }
  });
});

describe('when nobody can answer any more', () => {
  test.each<[string, readonly number[], number]>([
    ['with nobody left to ask: at the upgrade’s end', [], 10],
    ['with nobody who was given longer: at the upgrade’s end', [2, 10], 10],
    ['with some who were given longer: at the last of their ends', [2, 30, 20], 30],
  ])('%s', (_name, unanswered, expected) => {
    expect(lastEnd(inHours(10), unanswered.map(inHours))).toEqual(inHours(expected));
  });
});
