import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import type { Loader } from '#platform/db/loader.js';
import { notFound } from '#platform/use-case/failures.js';
import type { Watch } from '#platform/use-case/use-case.js';
import { roomsOver, TestSeat } from './seats.js';

interface Count {
  readonly n: number;
}

/** A count that is watched. */
function counting(): {
  readonly watch: Watch<string, { id: string }, Count>;
  readonly state: {
    n: number;
    reads: number;
    gate: Promise<void>;
    gone: boolean;
    /** Called when somebody's right is asked for. */
    asking: () => void;
  };
} {
  const state = { n: 1, reads: 0, gate: Promise.resolve(), gone: false, asking: () => undefined };
  const watch: Watch<string, { id: string }, Count> = {
    kind: 'watch',
    name: 'count',
    action: 'look',
    topic: ({ id }) => id,
    read: async () => {
      state.reads += 1;
      const { n } = state;
      await state.gate;
      if (state.gone) throw notFound();
      return { n };
    },
    allow: (context) => {
      state.asking();
      return context.authorize({ organizationId: 'o' });
    },
    isFinal: ({ n }) => n === 0,
  };
  return { watch, state };
}

describe('a room of those who watch a state', () => {
  test('reads and executes once for all of the same selection', async () => {
    const { rooms, hub, askedFor } = roomsOver();
    const { watch, state } = counting();
    const seats = ['ann', 'bob', 'ann', 'cem'].map((person) => new TestSeat(person));
    for (const seat of seats) rooms.watch(watch, { id: 'x' }, seat);
    for (const seat of seats) await seat.until(({ sent }) => sent.length === 1);
    expect(seats.map(({ sent }) => sent)).toEqual(seats.map(() => ['{"n":1}']));
    // One may have come first and alone; all that came with it are one more reading.
    expect(state.reads).toBeLessThanOrEqual(2);
    expect(askedFor.flat().toSorted()).toEqual(['ann', 'bob', 'cem'].toSorted());
    const before = { reads: state.reads, shows: seats.map(({ shows }) => shows).reduce((a, b) => a + b) };
    state.n = 2;
    hub.publish('x');
    for (const seat of seats) await seat.until(({ sent }) => sent.length === 2);
    expect(state.reads).toBe(before.reads + 1);
    expect(seats.map(({ shows }) => shows).reduce((a, b) => a + b)).toBe(before.shows + 1);
    expect(rooms.open).toBe(1);
  });

  test('reads in one statement with other rooms that look at the same time', async () => {
    const { rooms, hub } = roomsOver();
    const asked: (readonly string[])[] = [];
    const counts: Loader<Count> = {
      name: 'count',
      batch: async (_sql, ids) => {
        asked.push(ids);
        return new Map(ids.map((id) => [id, { n: asked.length }]));
      },
    };
    const { watch } = counting();
    const many: typeof watch = {
      ...watch,
      also: () => ['all'],
      read: async (_sql, { id }, loads) => (await loads.load(counts, [id])).get(id) ?? { n: 0 },
    };
    const seats = ['ann', 'bob', 'cem'].map((person) => new TestSeat(person));
    for (const [index, seat] of seats.entries()) {
      rooms.watch(many, { id: `room ${index}` }, seat);
      await seat.until(({ sent }) => sent.length > 0);
      // Once more, for it listens on another topic now; then it rests.
      while (asked.length < 2 * (index + 1)) await turn();
      await turn();
    }
    const before = { reads: asked.length, sent: seats.map(({ sent }) => sent.length) };
    hub.publish('all');
    for (const [index, seat] of seats.entries())
      await seat.until(({ sent }) => sent.length > (before.sent[index] ?? 0));
    expect(asked.slice(before.reads)).toEqual([['room 0', 'room 1', 'room 2']]);
  });

  test('executes for each selection, and for each viewer where the viewer was looked at', async () => {
    const { rooms } = roomsOver();
    const { watch, state } = counting();
    let open: () => void = () => undefined;
    state.gate = new Promise((resolve) => {
      open = resolve;
    });
    const seats = [
      new TestSeat('ann', 'a', true),
      new TestSeat('bob', 'a', true),
      new TestSeat('ann', 'a', true),
      new TestSeat('ann', 'b'),
      new TestSeat('bob', 'b'),
    ];
    for (const seat of seats) rooms.watch(watch, { id: 'x' }, seat);
    open();
    for (const seat of seats) await seat.until(({ sent }) => sent.length === 1);
    expect(seats.map(({ sent }) => sent[0])).toEqual([
      'ann {"n":1}',
      'bob {"n":1}',
      'ann {"n":1}',
      '{"n":1}',
      '{"n":1}',
    ]);
  });

  test('shows nothing to who has no right, and nothing more to who has lost it', async () => {
    const { rooms, allowed } = roomsOver();
    const { watch } = counting();
    const stranger = new TestSeat('eve');
    rooms.watch(watch, { id: 'x' }, stranger);
    await stranger.until(({ ending }) => ending !== undefined);
    expect(stranger).toMatchObject({ sent: [], ending: { code: 'NOT_FOUND' } });
    const ann = new TestSeat('ann');
    rooms.watch(watch, { id: 'x' }, ann);
    await ann.until(({ sent }) => sent.length === 1);
    allowed.delete('ann');
    const again = new TestSeat('ann');
    rooms.watch(watch, { id: 'x' }, again);
    await again.until(({ ending }) => ending !== undefined);
    expect(again.sent).toEqual([]);
  });

  test('shows nothing to who comes while the others are asked for their right, before it is found', async () => {
    const { rooms } = roomsOver();
    const { watch, state } = counting();
    const ann = new TestSeat('ann');
    const eve = new TestSeat('eve');
    state.asking = () => {
      state.asking = () => undefined;
      rooms.watch(watch, { id: 'x' }, eve);
    };
    rooms.watch(watch, { id: 'x' }, ann);
    for (const seat of [ann, eve])
      await seat.until(({ sent, ending }) => sent.length > 0 || ending !== undefined);
    expect(ann.sent).toEqual(['{"n":1}']);
    expect(eve).toMatchObject({ sent: [], ending: { code: 'NOT_FOUND' } });
  });

  test('sends nothing when it is told of a change and finds none', async () => {
    const { rooms, hub } = roomsOver();
    const { watch, state } = counting();
    const seat = new TestSeat('ann');
    rooms.watch(watch, { id: 'x' }, seat);
    await seat.until(({ sent }) => sent.length === 1);
    const { reads } = state;
    hub.publish('x');
    while (state.reads === reads) await new Promise((resolve) => setImmediate(resolve));
    state.n = 2;
    hub.publish('x');
    await seat.until(({ sent }) => sent.at(-1) === '{"n":2}');
    expect(seat.sent).toEqual(['{"n":1}', '{"n":2}']);
  });

  test('ends for all when the thing is gone, and opens anew for who comes after', async () => {
    const { rooms } = roomsOver();
    const { watch, state } = counting();
    state.gone = true;
    const first = new TestSeat('ann');
    rooms.watch(watch, { id: 'x' }, first);
    await first.until(({ ending }) => ending !== undefined);
    expect(first.ending).toMatchObject({ code: 'NOT_FOUND' });
    expect(rooms.open).toBe(0);
    state.gone = false;
    const second = new TestSeat('ann');
    rooms.watch(watch, { id: 'x' }, second);
    await second.until(({ sent }) => sent.length === 1);
    expect(second.sent).toEqual(['{"n":1}']);
  });

  test('completes after the last state, which everybody is sent', async () => {
    const { rooms, hub } = roomsOver({ mergeMs: 60_000 });
    const { watch, state } = counting();
    const seat = new TestSeat('ann');
    rooms.watch(watch, { id: 'x' }, seat);
    await seat.until(({ sent }) => sent.length === 1);
    const late = new TestSeat('bob');
    state.n = 0;
    hub.publish('x');
    rooms.watch(watch, { id: 'x' }, late);
    for (const one of [seat, late]) await one.until(({ ending }) => ending !== undefined);
    expect(seat).toMatchObject({ sent: ['{"n":1}', '{"n":0}'], ending: 'complete' });
    expect(late).toMatchObject({ sent: ['{"n":0}'], ending: 'complete' });
    expect(rooms.open).toBe(0);
    expect(hub.watchers).toBe(0);
  });

  test('sends nothing into a jam, and the newest after it', async () => {
    const { rooms, hub } = roomsOver();
    const { watch, state } = counting();
    const slow = new TestSeat('ann');
    const quick = new TestSeat('bob');
    for (const seat of [slow, quick]) rooms.watch(watch, { id: 'x' }, seat);
    for (const seat of [slow, quick]) await seat.until(({ sent }) => sent.length === 1);
    slow.congested = true;
    for (const n of [2, 3, 4]) {
      state.n = n;
      hub.publish('x');
      await quick.until(({ sent }) => sent.at(-1) === JSON.stringify({ n }));
    }
    expect(slow.sent).toHaveLength(1);
    slow.drain();
    await slow.until(({ sent }) => sent.length === 2);
    expect(slow.sent).toEqual(['{"n":1}', '{"n":4}']);
  });

  test('lets go of everything when the last one leaves', async () => {
    const { rooms, hub } = roomsOver();
    const { watch } = counting();
    const seat = new TestSeat('ann');
    const leave = rooms.watch(watch, { id: 'x' }, seat);
    await seat.until(({ sent }) => sent.length === 1);
    leave();
    await new Promise((resolve) => setImmediate(resolve));
    expect(rooms.open).toBe(0);
    expect(hub.watchers).toBe(0);
  });
});
