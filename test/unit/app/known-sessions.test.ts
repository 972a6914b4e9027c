import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { KnownSessions } from '#app/known-sessions.js';
import { sessionTopic } from '#modules/identity/public.js';
import { newId } from '#kernel/ids.js';
import { ACCESS_TOKEN_SECONDS, Tokens } from '#platform/auth/tokens.js';
import type { Sql } from '#platform/db/sql.js';
import { createHub, type Hub } from '#platform/events/hub.js';

const MOBILE = '+8613800138000';
const NOW = new Date('2026-11-20T08:00:00Z');

/** One database with one session, and nodes over it that hear of each other unless their hints are lost. */
class World {
  readonly sessionId = newId();
  readonly personId = newId();
  open = true;
  looks = 0;
  /** Settles when a look has begun: the signature of the token is checked before. */
  readonly begun = Promise.withResolvers<void>();
  /** What a look waits for. */
  gate: Promise<void> = Promise.resolve();
  now = NOW;
  private readonly hubs: Hub[] = [];
  private readonly tokens = new Tokens('a secret of the tests of known sessions', { now: () => this.now });

  node({ heard = true } = {}): { sessions: KnownSessions; hub: Hub } {
    const hub = createHub();
    hub.onPublish((topic) => {
      for (const other of this.hubs) if (other !== hub) other.wake(topic);
    });
    if (heard) this.hubs.push(hub);
    const row = async (): Promise<object | undefined> => {
      this.looks += 1;
      this.begun.resolve();
      const seen = this.open ? { personId: this.personId, mobile: MOBILE } : undefined;
      await this.gate;
      return seen;
    };
    const sql = { row } as unknown as Sql;
    return {
      hub,
      sessions: new KnownSessions({ tokens: this.tokens, sql, hub, reviewers: new Set([MOBILE]) }),
    };
  }

  async token(): Promise<string> {
    return (await this.tokens.issueAccess(this.personId, this.sessionId)).token;
  }

  end(hub: Hub): void {
    this.open = false;
    hub.publish(sessionTopic(this.sessionId));
  }
}

describe('known sessions', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: NOW });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  test('are looked at once for many calls, and again after two seconds', async () => {
    const world = new World();
    const { sessions } = world.node();
    const token = await world.token();
    for (let count = 0; count < 5; count += 1) {
      expect((await sessions.recent(token))?.viewer).toEqual({
        personId: world.personId,
        sessionId: world.sessionId,
        reviewer: true,
      });
    }
    expect(world.looks).toBe(1);
    jest.advanceTimersByTime(2_001);
    await sessions.recent(token);
    expect(world.looks).toBe(2);
  });

  test('end at once on the node that ends them and on every other that hears of it', async () => {
    const world = new World();
    const [one, other] = [world.node(), world.node()];
    const token = await world.token();
    expect(await one.sessions.recent(token)).toBeDefined();
    expect(await other.sessions.recent(token)).toBeDefined();
    world.end(one.hub);
    expect(await one.sessions.recent(token)).toBeUndefined();
    expect(await other.sessions.recent(token)).toBeUndefined();
  });

  test('end within two seconds on a node that the hint does not reach', async () => {
    const world = new World();
    const [one, deaf] = [world.node(), world.node({ heard: false })];
    const token = await world.token();
    await deaf.sessions.recent(token);
    world.end(one.hub);
    jest.advanceTimersByTime(2_001);
    expect(await deaf.sessions.recent(token)).toBeUndefined();
  });

  test('are all looked at again once hints may have been missed', async () => {
    const world = new World();
    const { sessions, hub } = world.node();
    const token = await world.token();
    await sessions.recent(token);
    world.open = false;
    hub.wakeAll();
    expect(await sessions.recent(token)).toBeUndefined();
  });

  test('are not kept when they end while they are looked at', async () => {
    const world = new World();
    const { sessions, hub } = world.node();
    const token = await world.token();
    const gate = Promise.withResolvers<void>();
    world.gate = gate.promise;
    const looking = sessions.recent(token);
    await world.begun.promise;
    world.end(hub);
    gate.resolve();
    await looking;
    expect(await sessions.recent(token)).toBeUndefined();
  });

  test('end with their token, however recent the look', async () => {
    const world = new World();
    const { sessions } = world.node();
    const token = await world.token();
    expect(await sessions.recent(token)).toBeDefined();
    world.now = new Date(NOW.getTime() + ACCESS_TOKEN_SECONDS * 1_000);
    expect(await sessions.recent(token)).toBeUndefined();
  });

  test('end with their token where they are looked at again, too', async () => {
    const world = new World();
    const { sessions } = world.node();
    const token = await world.token();
    await sessions.recent(token);
    jest.advanceTimersByTime(2_001);
    world.now = new Date(NOW.getTime() + ACCESS_TOKEN_SECONDS * 1_000);
    expect(await sessions.recent(token)).toBeUndefined();
    expect(world.looks).toBe(1);
  });

  test('have the signature of their token checked once, however often they are looked at', async () => {
    using verify = jest.spyOn(Tokens.prototype, 'verifyAccess');
    const world = new World();
    const { sessions } = world.node();
    const token = await world.token();
    await sessions.recent(token);
    jest.advanceTimersByTime(2_001);
    await sessions.recent(token);
    expect(world.looks).toBe(2);
    expect(verify).toHaveBeenCalledTimes(1);
  });

  test('of another token, or of one that is no good, are not taken for these', async () => {
    const world = new World();
    const { sessions } = world.node();
    await sessions.recent(await world.token());
    expect(await sessions.recent('garbage')).toBeUndefined();
    expect(world.looks).toBe(1);
  });
});
