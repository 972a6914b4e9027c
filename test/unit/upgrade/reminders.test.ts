import { describe, expect, test } from '@jest/globals';
import {
  type Candidate,
  dueHours,
  escalationDue,
  firstInstant,
  nextInstant,
  type Planned,
  withinQuota,
} from '#modules/upgrade/domain/reminders.js';

const candidate = (memberId: string, remindedInDay = 0, remindedInRound = 0): Candidate => ({
  invitationId: `${memberId}-${remindedInDay}-${remindedInRound}`,
  memberId,
  remindedInDay,
  remindedInRound,
});

describe('the quota of reminders', () => {
  test('is three a person in a day and six in a round', () => {
    const of = (day: number, round: number): number =>
      withinQuota([candidate('a', day, round)]).granted.length;
    expect([of(0, 0), of(2, 5), of(3, 3), of(0, 6)]).toEqual([1, 1, 0, 0]);
  });

  test('counts who is asked twice in one upgrade twice', () => {
    const { granted, skipped } = withinQuota([
      candidate('a', 2, 0),
      candidate('b', 2, 0),
      candidate('a', 2, 1),
    ]);
    expect(granted.map(({ memberId }) => memberId)).toEqual(['a', 'b']);
    expect(skipped).toHaveLength(1);
  });
});

describe('a plan of reminders', () => {
  const plan = { reminderHours: [24, 72, 120], escalateHours: 96 };
  const asked = new Date('2026-11-01T00:00:00Z');
  const after = (hours: number): Date => new Date(asked.getTime() + hours * 3_600_000);
  const person = (doneHours: number | null = null, escalated = false): Planned => ({
    askedAt: asked,
    doneHours,
    escalated,
  });

  test.each([
    [0, null, undefined],
    [23.99, null, undefined],
    [24, null, 24],
    [30, 24, undefined],
    [72, 24, 72],
    [500, 120, undefined],
  ])('after %d h, when %s was the last, %s is due', (hours, done, expected) => {
    expect(dueHours(plan, person(done), after(hours))).toBe(expected);
  });

  test('makes up for missed hours with one reminder', () => {
    expect(dueHours(plan, person(), after(200))).toBe(120);
  });

  test('tells the manager once, from its hour on', () => {
    expect(escalationDue(plan, person(), after(95))).toBe(false);
    expect(escalationDue(plan, person(), after(96))).toBe(true);
    expect(escalationDue(plan, person(null, true), after(96))).toBe(false);
    expect(escalationDue({ ...plan, escalateHours: null }, person(), after(96))).toBe(false);
  });

  test('wakes for somebody who is asked now at its first hour, be it the manager’s', () => {
    expect(firstInstant(plan, asked)).toEqual(after(24));
    expect(firstInstant({ reminderHours: [72, 48], escalateHours: 12 }, asked)).toEqual(after(12));
    expect(firstInstant({ reminderHours: [], escalateHours: 96 }, asked)).toEqual(after(96));
    expect(firstInstant({ reminderHours: [], escalateHours: null }, asked)).toBeUndefined();
  });

  test('wakes at its next hour for anybody, and not once it is through', () => {
    expect(nextInstant(plan, [person()], asked)).toEqual(after(24));
    expect(nextInstant(plan, [person(24)], after(24))).toEqual(after(72));
    expect(nextInstant(plan, [person(72)], after(72))).toEqual(after(96));
    expect(nextInstant(plan, [person(72, true)], after(72))).toEqual(after(120));
    expect(nextInstant(plan, [person(120, true)], after(120))).toBeUndefined();
    expect(nextInstant(plan, [], asked)).toBeUndefined();
    const later = { ...person(), askedAt: after(1) };
    expect(nextInstant(plan, [later, person()], asked)).toEqual(after(24));
  });
});
