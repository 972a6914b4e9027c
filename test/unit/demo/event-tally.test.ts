import { describe, expect, test } from '@jest/globals';
import { EventTally, type TalliedEvent } from '#demo/event-tally.js';

function event(sequence: number, fromState: string | null, toState: string | null): TalliedEvent {
  const type = fromState === null ? 'INVITATION_CREATED' : 'INVITATION_CHANGED';
  return { cursor: `after ${sequence}`, sequence, type, fromState, toState };
}

function tallyOf(...events: TalliedEvent[]): EventTally {
  const tally = new EventTally();
  for (const one of events) tally.add(one);
  return tally;
}

describe('the tally of events', () => {
  test('adds up who is in which state', () => {
    const tally = tallyOf(
      { cursor: 'c', sequence: 1, type: 'UPGRADE_STARTED', toState: 'INVITING' },
      event(2, null, 'BLOCKED'),
      event(3, null, 'PENDING'),
      event(4, 'BLOCKED', 'PENDING'),
      event(5, 'PENDING', 'ACCEPTED'),
    );
    expect(['BLOCKED', 'PENDING', 'ACCEPTED', 'INVITING'].map((state) => tally.inState(state))).toEqual([
      0, 1, 1, 0,
    ]);
    expect(tally.unblocked).toBe(1);
    expect(tally.cursor).toBe('after 5');
  });

  test('counts each number that was passed over, the first ones too', () => {
    expect(tallyOf(event(3, null, 'PENDING'), event(6, null, 'PENDING')).gaps).toBe(4);
  });

  test('counts what came again, and does not add it up twice', () => {
    const tally = tallyOf(
      event(1, null, 'PENDING'),
      event(2, 'PENDING', 'ACCEPTED'),
      event(2, 'PENDING', 'ACCEPTED'),
    );
    expect(tally.repeats).toBe(1);
    expect(tally.inState('ACCEPTED')).toBe(1);
    expect(tally.cursor).toBe('after 2');
  });

  test('counts what came after a cut', () => {
    const tally = tallyOf(event(1, null, 'PENDING'));
    expect(tally.afterCut).toBeUndefined();
    tally.cut();
    tally.add(event(2, null, 'PENDING'));
    expect(tally.afterCut).toBe(1);
  });
});
