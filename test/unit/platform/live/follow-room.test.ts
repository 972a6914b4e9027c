import { describe, expect, test } from '@jest/globals';
import type { Follow } from '#platform/use-case/use-case.js';
import { roomsOver, TestSeat } from './seats.js';

interface Head {
  readonly last: number;
  readonly closed: boolean;
}

/** A log of numbers that is followed. */
function logging(): {
  readonly follow: Follow<string, { id: string }, { at: number }, Head>;
  readonly log: { last: number; closed: boolean };
  readonly pages: [after: number, limit: number][];
} {
  const log = { last: 0, closed: false };
  const pages: [number, number][] = [];
  const follow: Follow<string, { id: string }, { at: number }, Head> = {
    kind: 'follow',
    name: 'log',
    action: 'look',
    topic: ({ id }) => id,
    read: async () => ({ ...log }),
    allow: (context) => context.authorize({ organizationId: 'o' }),
    isFinal: ({ closed }) => closed,
    last: ({ last }) => last,
    entries: async (_sql, _input, after, limit) => {
      pages.push([after, limit]);
      return Array.from({ length: Math.min(limit, log.last - after) }, (_, index) => ({
        at: after + index + 1,
      }));
    },
    position: ({ at }) => at,
  };
  return { follow, log, pages };
}

const numbers = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => `{"at":${from + index}}`);

describe('a room of those who follow a log', () => {
  test('sends each every entry after their position, once and in order', async () => {
    const { rooms, hub } = roomsOver();
    const { follow, log } = logging();
    log.last = 5;
    const seats = [0, 3, 5].map((after) => ({ after, seat: new TestSeat('ann') }));
    for (const { after, seat } of seats) rooms.follow(follow, { id: 'x' }, after, seat);
    await seats[0]?.seat.until(({ sent }) => sent.length === 5);
    log.last = 7;
    hub.publish('x');
    log.closed = true;
    hub.publish('x');
    for (const { seat } of seats) await seat.until(({ ending }) => ending !== undefined);
    expect(seats.map(({ seat }) => seat.sent)).toEqual([numbers(1, 7), numbers(4, 7), numbers(6, 7)]);
    expect(rooms.open).toBe(0);
  });

  test('reads a page once for all who lack it, and executes each entry once', async () => {
    const { rooms, hub } = roomsOver();
    const { follow, log, pages } = logging();
    const seats = ['ann', 'bob', 'cem'].map((person) => new TestSeat(person));
    for (const seat of seats) rooms.follow(follow, { id: 'x' }, 0, seat);
    log.last = 300;
    hub.publish('x');
    for (const seat of seats) await seat.until(({ sent }) => sent.length === 300);
    expect(seats.map(({ sent }) => sent)).toEqual(seats.map(() => numbers(1, 300)));
    expect(seats.map(({ shows }) => shows).toSorted((a, b) => a - b)).toEqual([0, 0, 300]);
    expect(pages).toEqual([
      [0, 200],
      [200, 200],
    ]);
  });

  test('lets nobody wait for who is far behind', async () => {
    const { rooms } = roomsOver();
    const { follow, log } = logging();
    log.last = 100_000;
    const far = new TestSeat('ann');
    rooms.follow(follow, { id: 'x' }, 0, far);
    await far.until(({ sent }) => sent.length >= 200);
    const near = new TestSeat('bob');
    rooms.follow(follow, { id: 'x' }, 99_999, near);
    await near.until(({ sent }) => sent.length === 1);
    expect(near.sent).toEqual(['{"at":100000}']);
    expect(far.sent.length).toBeLessThan(2_000);
    await far.until(({ sent }) => sent.length === 100_000);
    expect(far.sent.at(-1)).toBe('{"at":100000}');
    expect(new Set(far.sent).size).toBe(100_000);
  });

  test('sends nothing into a jam and everything after it', async () => {
    const { rooms, hub } = roomsOver();
    const { follow, log } = logging();
    const slow = new TestSeat('ann');
    const quick = new TestSeat('bob');
    for (const seat of [slow, quick]) rooms.follow(follow, { id: 'x' }, 0, seat);
    log.last = 2;
    hub.publish('x');
    for (const seat of [slow, quick]) await seat.until(({ sent }) => sent.length === 2);
    slow.congested = true;
    log.last = 500;
    hub.publish('x');
    await quick.until(({ sent }) => sent.length === 500);
    expect(slow.sent).toHaveLength(2);
    slow.drain();
    await slow.until(({ sent }) => sent.length === 500);
    expect(slow.sent).toEqual(numbers(1, 500));
    expect(slow.dropped).toBe(false);
  });

  test('lets go of who does not read while the log grows past the bound, never of who only has much to catch up', async () => {
    const { rooms, hub } = roomsOver();
    const { follow, log } = logging();
    log.last = 5_000;
    const late = new TestSeat('ann');
    late.congested = true;
    const quick = new TestSeat('bob');
    rooms.follow(follow, { id: 'x' }, 0, late);
    rooms.follow(follow, { id: 'x' }, 5_000, quick);
    for (const grown of [5_400, 5_800]) {
      log.last = grown;
      hub.publish('x');
      await quick.until(({ sent }) => sent.at(-1) === `{"at":${grown}}`);
    }
    expect(late.dropped).toBe(false);
    log.last = 6_500;
    hub.publish('x');
    await late.until(({ dropped }) => dropped);
    expect(late.sent).toEqual([]);
  });

  test('turns back who is ahead of the log, and nobody who is ahead of only what was read before they came', async () => {
    const { rooms, hub } = roomsOver();
    const { follow, log } = logging();
    log.last = 3;
    const [here, ahead, newer] = [new TestSeat('ann'), new TestSeat('bob'), new TestSeat('cem')];
    rooms.follow(follow, { id: 'x' }, 2, here);
    rooms.follow(follow, { id: 'x' }, 4, ahead);
    await ahead.until(({ ending }) => ending !== undefined);
    expect(ahead).toMatchObject({ sent: [], ending: { code: 'CURSOR_INVALID' } });
    const read: typeof follow.read = async (...asked) => {
      const head = await follow.read(...asked);
      if (log.last === 4) {
        // They have seen the next one at another node, before this reading is used.
        log.last = 5;
        rooms.follow({ ...follow, read }, { id: 'y' }, 5, newer);
      }
      return head;
    };
    log.last = 4;
    const first = new TestSeat('ann');
    rooms.follow({ ...follow, read }, { id: 'y' }, 4, first);
    await first.until(({ sent }) => sent.length === 1);
    log.last = 6;
    hub.publish('y');
    await newer.until(({ sent, ending }) => sent.length === 1 || ending !== undefined);
    expect(newer).toMatchObject({ sent: ['{"at":6}'], ending: undefined });
  });

  test('shows nothing to who has no right', async () => {
    const { rooms } = roomsOver();
    const { follow, log } = logging();
    log.last = 3;
    const seats = [new TestSeat('ann'), new TestSeat('eve')];
    for (const seat of seats) rooms.follow(follow, { id: 'x' }, 0, seat);
    await seats[0]?.until(({ sent }) => sent.length === 3);
    await seats[1]?.until(({ ending }) => ending !== undefined);
    expect(seats[1]).toMatchObject({ sent: [], ending: { code: 'NOT_FOUND' } });
  });
});

interface FeedHead {
  readonly last: number;
  readonly floor: number;
  readonly behind: boolean;
}

/** A log of numbers whose entries get their positions when somebody follows, and that is not kept for ever. */
function feeding(): {
  readonly follow: Follow<string, { id: string }, { at: number; cause?: string }, FeedHead>;
  /** `waiting` have no position yet. */
  readonly log: { last: number; floor: number; waiting: number };
  readonly done: string[];
} {
  const log = { last: 0, floor: 0, waiting: 0 };
  const done: string[] = [];
  const order = (): void => {
    log.last += log.waiting;
    log.waiting = 0;
  };
  return {
    log,
    done,
    follow: {
      kind: 'follow',
      name: 'feed',
      action: 'look',
      topic: ({ id }) => id,
      allow: (context) => context.authorize({ organizationId: 'o' }),
      position: ({ at }) => at,
      read: async () => ({ last: log.last, floor: log.floor, behind: log.waiting > 0 }),
      isFinal: () => false,
      last: ({ last }) => last,
      entries: async (_sql, _input, after, limit) =>
        Array.from({ length: log.last }, (_, index) => ({ at: index + 1 }))
          .filter(({ at }) => at > Math.max(after, log.floor))
          .slice(0, limit),
      feed: {
        isBehind: ({ behind }) => behind,
        floor: ({ floor }) => floor,
        async order() {
          done.push('order');
          order();
        },
        async snapshot(_context, _input, cause) {
          done.push(cause);
          order();
          return { at: log.last, cause };
        },
      },
    },
  };
}

describe('a room of those who follow a feed', () => {
  test('begins with where things stand, taken once for all who come together, and goes on from there', async () => {
    const { rooms, hub } = roomsOver();
    const { follow, log, done } = feeding();
    log.waiting = 3;
    const seats = ['ann', 'bob'].map((person) => new TestSeat(person));
    for (const seat of seats) rooms.follow(follow, { id: 'x' }, undefined, seat);
    for (const seat of seats) await seat.until(({ sent }) => sent.length === 1);
    log.waiting = 2;
    hub.publish('x');
    for (const seat of seats) await seat.until(({ sent }) => sent.length === 3);
    const expected = ['{"at":3,"cause":"SNAPSHOT"}', ...numbers(4, 5)];
    expect(seats.map(({ sent }) => sent)).toEqual([expected, expected]);
    expect(done).toEqual(['order', 'SNAPSHOT', 'order']);
  });

  test('tells who comes with a position before all that is kept, and nobody else', async () => {
    const { rooms } = roomsOver();
    const { follow, log, done } = feeding();
    Object.assign(log, { last: 9, floor: 5 });
    const [old, young] = [new TestSeat('ann'), new TestSeat('bob')];
    rooms.follow(follow, { id: 'x' }, 4, old);
    rooms.follow(follow, { id: 'x' }, 5, young);
    await young.until(({ sent }) => sent.length === 4);
    await old.until(({ sent }) => sent.length === 1);
    expect(young.sent).toEqual(numbers(6, 9));
    expect(old.sent).toEqual(['{"at":9,"cause":"CURSOR_TOO_OLD"}']);
    expect(done).toEqual(['CURSOR_TOO_OLD']);
  });

  test('passes over nothing that is removed between the look at the head and at the entries', async () => {
    const { rooms } = roomsOver();
    const { follow, log } = feeding();
    log.last = 9;
    const seat = new TestSeat('ann');
    const entries: typeof follow.entries = async (...asked) => {
      log.floor = 5;
      return follow.entries(...asked);
    };
    rooms.follow({ ...follow, entries }, { id: 'x' }, 2, seat);
    await seat.until(({ sent }) => sent.length > 0);
    expect(seat.sent).toEqual(['{"at":9,"cause":"CURSOR_TOO_OLD"}']);
  });
});
