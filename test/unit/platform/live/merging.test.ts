import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Watch } from '#platform/use-case/use-case.js';
import { roomsOver, TestSeat } from './seats.js';

const RATE_MS = 100;

describe('states are merged', () => {
  beforeEach(() => void jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] }));
  afterEach(() => void jest.useRealTimers());

  /** A count that somebody watches, who has been sent the first state. */
  async function watched(): Promise<{ seat: TestSeat; change: (n: number) => void }> {
    const { rooms, hub } = roomsOver({ mergeMs: RATE_MS });
    let count = 1;
    const watch: Watch<string, { id: string }, { n: number }> = {
      kind: 'watch',
      name: 'count',
      action: 'look',
      topic: ({ id }) => id,
      read: async () => ({ n: count }),
      allow: (context) => context.authorize({ organizationId: 'o' }),
      isFinal: ({ n }) => n === 0,
    };
    const seat = new TestSeat('ann');
    rooms.watch(watch, { id: 'x' }, seat);
    await seat.until(({ sent }) => sent.length === 1);
    return {
      seat,
      change(n) {
        count = n;
        hub.publish('x');
      },
    };
  }

  test('under load into one for each period, the newest, never an older one', async () => {
    const { seat, change } = await watched();
    for (let n = 2; n <= 41; n += 1) {
      change(n);
      await jest.advanceTimersByTimeAsync(10);
    }
    await jest.advanceTimersByTimeAsync(RATE_MS);
    const states = seat.sent.map((sent) => (JSON.parse(sent) as { n: number }).n);
    expect(states.length).toBeGreaterThanOrEqual(5);
    expect(states.length).toBeLessThanOrEqual(6);
    expect(states).toEqual(states.toSorted((a, b) => a - b));
    expect(states.at(-1)).toBe(41);
  });

  test('not at all when it was quiet: the first change is sent at once', async () => {
    const { seat, change } = await watched();
    await jest.advanceTimersByTimeAsync(RATE_MS);
    change(2);
    await seat.until(({ sent }) => sent.length === 2);
    expect(seat.sent).toEqual(['{"n":1}', '{"n":2}']);
    change(3);
    await jest.advanceTimersByTimeAsync(RATE_MS - 1);
    expect(seat.sent).toHaveLength(2);
    await jest.advanceTimersByTimeAsync(1);
    expect(seat.sent.at(-1)).toBe('{"n":3}');
  });

  test('so that the last is always the end, whatever came before it in the same period', async () => {
    const { seat, change } = await watched();
    for (const n of [2, 3, 0]) change(n);
    await jest.advanceTimersByTimeAsync(RATE_MS);
    expect(seat).toMatchObject({ sent: ['{"n":1}', '{"n":0}'], ending: 'complete' });
  });
});
