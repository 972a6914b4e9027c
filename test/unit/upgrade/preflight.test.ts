import { describe, expect, test } from '@jest/globals';
import { comparePreflights, type PreflightEntry } from '#modules/upgrade/domain/preflight.js';
import type { BlockedReason } from '#modules/upgrade/domain/states.js';
import { type CutOverNumbers, digestOfJoining, holdsStill } from '#modules/upgrade/domain/summary.js';

/** Entries of these names, in this order, with what hinders each. */
const roster = (entries: Readonly<Record<string, BlockedReason | null>>): PreflightEntry[] =>
  Object.entries(entries).map(([rosterEntryId, hindrance], index) => ({
    position: index + 1,
    rosterEntryId,
    hindrance,
    memberId: null,
  }));

describe('two preflights', () => {
  test('differ in who could answer, why not, and who is on the roster', () => {
    const earlier = roster({
      same: null,
      blocked: null,
      cured: 'NO_ACCOUNT',
      gone: 'NO_ACCOUNT',
      other: 'NO_ACCOUNT',
      still: 'UNKNOWN_MOBILE',
    });
    const later = roster({
      new: 'NO_ACCOUNT',
      other: 'ACCOUNT_NOT_ACTIVATED',
      still: 'UNKNOWN_MOBILE',
      cured: null,
      blocked: 'ACCOUNT_DISABLED',
      same: null,
    });
    expect(
      comparePreflights(earlier, later).map(({ kind, rosterEntryId, before, after }) => [
        rosterEntryId,
        kind,
        before,
        after,
      ]),
    ).toEqual([
      ['new', 'JOINED', null, 'NO_ACCOUNT'],
      ['other', 'REASON_CHANGED', 'NO_ACCOUNT', 'ACCOUNT_NOT_ACTIVATED'],
      ['cured', 'BECAME_ELIGIBLE', 'NO_ACCOUNT', null],
      ['blocked', 'BECAME_BLOCKED', null, 'ACCOUNT_DISABLED'],
      ['gone', 'LEFT', 'NO_ACCOUNT', null],
    ]);
  });

  test('of the same roster differ in nothing', () => {
    const entries = roster({ a: null, b: 'NO_ACCOUNT' });
    expect(comparePreflights(entries, entries)).toEqual([]);
  });
});

describe('numbers that were read for a cut-over', () => {
  const numbers: CutOverNumbers = {
    sequence: 9,
    joining: 3,
    joiningDigest: digestOfJoining(['a', 'b', 'c']),
    staying: 1,
    messages: 5,
    digest: 'd',
  };
  const read = { ...numbers, readAt: new Date('2026-11-21T08:00:00.000Z') };
  const before = new Date('2026-11-21T08:04:59.999Z');

  test('hold for five minutes, and at their end no longer', () => {
    expect(holdsStill(read, numbers, before)).toBe(true);
    expect(holdsStill(read, numbers, new Date('2026-11-21T08:05:00.000Z'))).toBe(false);
  });

  test.each([
    { sequence: 10 },
    { joining: 4 },
    { joiningDigest: digestOfJoining(['a', 'b', 'd']) },
    { staying: 0 },
    { messages: 6 },
    { digest: 'e' },
  ])('hold no longer once they are %j', (changed) => {
    expect(holdsStill(read, { ...numbers, ...changed }, before)).toBe(false);
  });

  test('name who joins by a digest that is the same in whatever order, and for who stands there twice', () => {
    expect(digestOfJoining(['c', 'a', 'b', 'a'])).toBe(numbers.joiningDigest);
    expect(digestOfJoining(['a', 'b'])).not.toBe(numbers.joiningDigest);
    expect(digestOfJoining([])).toMatch(/^[0-9a-f]{64}$/);
  });
});
