import { describe, expect, test } from '@jest/globals';
import { Bell } from '#platform/events/bell.js';
import { createHub } from '#platform/events/hub.js';

/** Whether the bell has rung since it was reset. */
async function hasRung(bell: Bell): Promise<boolean> {
  const before = Symbol('before');
  const first = await Promise.race([bell.rung(60_000), new Promise((done) => setImmediate(done, before))]);
  return first !== before;
}

describe('a bell', () => {
  test('rings for its own topic and for those that it is told of, and for no other', async () => {
    const hub = createHub();
    const bell = new Bell(hub, 'whole');
    bell.listen(['part:1', 'part:2']);
    for (const [topic, rings] of [
      ['whole', true],
      ['part:2', true],
      ['part:3', false],
    ] as const) {
      bell.reset();
      hub.publish(topic);
      expect([topic, await hasRung(bell)]).toEqual([topic, rings]);
    }
    bell.close();
  });

  test('rings when a topic is new, for it may have changed before it was listened to', async () => {
    const bell = new Bell(createHub(), 'whole');
    bell.listen(['part:1']);
    expect(await hasRung(bell)).toBe(true);
    bell.reset();
    bell.listen(['part:1']);
    expect(await hasRung(bell)).toBe(false);
    bell.close();
  });

  test('lets go of topics that it is no longer told of, never of its own, and of all when it is closed', () => {
    const hub = createHub();
    const bell = new Bell(hub, 'whole');
    bell.listen(['part:1', 'part:2']);
    bell.listen(['part:2']);
    expect(hub.watchers).toBe(2);
    bell.close();
    expect(hub.watchers).toBe(0);
    bell.listen(['part:1']);
    expect(hub.watchers).toBe(0);
  });
});
