import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { groupWorld } from '../support/group-world.js';
import { startServer, type TestServer } from '../support/server.js';
import { accountOf, answer, cutOver, mutate, refusal, start } from '../support/upgrades.js';

const EVENTS =
  'subscription ($id: ID!, $after: String) { groupUpgradeEvents(id: $id, after: $after) { cursor sequence type fromState toState invitation { id } } }';
const PROGRESS =
  'subscription ($id: ID!) { groupUpgradeProgress(id: $id) { cursor state total blocked pending accepted declined expired included excluded } }';

interface Event {
  readonly groupUpgradeEvents: {
    cursor: string;
    sequence: number;
    type: string;
    fromState: string | null;
    toState: string | null;
  };
}
interface Progress {
  readonly groupUpgradeProgress: Record<string, number | string>;
}

describe('the live view of an upgrade', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  test('delivers every event once and in order, also to a client that was cut off after any of them', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED', 'NO_ACCOUNT']);
    const id = await start(world);
    const watched = world.admin.subscribe<Event>(EVENTS, { id });
    await answer(server, world.people[0]?.mobile ?? '', 'acceptInvitation');
    await answer(server, world.people[1]?.mobile ?? '', 'acceptInvitation');
    await answer(server, world.people[2]?.mobile ?? '', 'declineInvitation');
    await mutate(world.admin, 'closeGroupUpgrade', { groupUpgradeId: id });
    await cutOver(world.admin, id);

    const all = (await watched.all()).map((event) => event.groupUpgradeEvents);
    await watched.close();
    expect(all.map((event) => event.sequence)).toEqual(all.map((_, index) => index + 1));
    expect(all.at(0)?.type).toBe('UPGRADE_STARTED');
    expect(all.at(-1)?.type).toBe('UPGRADE_COMPLETED');
    for (const { cursor, sequence } of all.slice(0, -1)) {
      const resumed = world.admin.subscribe<Event>(EVENTS, { id, after: cursor });
      const rest = (await resumed.all()).map((event) => event.groupUpgradeEvents);
      await resumed.close();
      expect(rest).toEqual(all.slice(sequence));
    }
  });

  test('shows the snapshot first, then what changes, and completes on the exact final numbers', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED']);
    const id = await start(world);
    const watched = world.admin.subscribe<Progress>(PROGRESS, { id });
    expect((await watched.next())?.groupUpgradeProgress).toMatchObject({
      state: 'INVITING',
      total: 3,
      pending: 3,
      accepted: 0,
    });
    for (const person of world.people) await answer(server, person.mobile, 'acceptInvitation');
    await watched.until(({ groupUpgradeProgress }) => groupUpgradeProgress['accepted'] === 3);
    await cutOver(world.admin, id);
    const rest = await watched.all();
    await watched.close();
    expect(rest.at(-1)?.groupUpgradeProgress).toMatchObject({
      state: 'COMPLETED',
      included: 3,
      excluded: 0,
      pending: 0,
    });
  });

  test('counts what the log adds up to', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'NOT_ACTIVATED', 'NO_ACCOUNT']);
    const id = await start(world);
    await answer(server, world.people[1]?.mobile ?? '', 'declineInvitation');
    await answer(server, world.people[2]?.mobile ?? '', 'acceptInvitation');
    await mutate(world.admin, 'cancelGroupUpgrade', { groupUpgradeId: id });
    const watched = world.admin.subscribe<Event>(EVENTS, { id });
    const counts = new Map<string, number>();
    for (const { groupUpgradeEvents: event } of await watched.all()) {
      if (!event.type.startsWith('INVITATION')) continue;
      if (event.fromState) counts.set(event.fromState, (counts.get(event.fromState) ?? 0) - 1);
      if (event.toState) counts.set(event.toState, (counts.get(event.toState) ?? 0) + 1);
    }
    await watched.close();
    const progress = world.admin.subscribe<Progress>(PROGRESS, { id });
    const last = (await progress.all()).at(-1)?.groupUpgradeProgress;
    await progress.close();
    for (const state of ['blocked', 'pending', 'accepted', 'declined', 'expired', 'revoked']) {
      expect([state, counts.get(state.toUpperCase()) ?? 0]).toEqual([
        state,
        last?.[state] ?? counts.get(state.toUpperCase()) ?? 0,
      ]);
    }
  });

  test('ends for somebody whose role is taken away while they watch', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const id = await start(world);
    const api = await server.signIn(world.people[1]?.mobile ?? '');
    const memberId = await accountOf(api);
    expect(
      await refusal(world.admin, 'assignMemberRoles', { memberId, roles: ['GROUP_ADMINISTRATOR'] }),
    ).toBeUndefined();
    const watched = api.subscribe<Progress>(PROGRESS, { id });
    expect((await watched.next())?.groupUpgradeProgress['pending']).toBe(2);
    expect(await refusal(world.admin, 'assignMemberRoles', { memberId, roles: [] })).toBeUndefined();
    await expect(watched.next()).rejects.toThrow('FORBIDDEN');
    await watched.close();
  });

  test('is refused to a member without a role, and with a cursor of something else', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const id = await start(world);
    const api = await server.signIn(world.people[1]?.mobile ?? '');
    await expect(api.subscribe(PROGRESS, { id }).next()).rejects.toThrow('FORBIDDEN');
    await expect(world.admin.subscribe(EVENTS, { id, after: 'bm9uc2Vuc2U' }).next()).rejects.toThrow(
      'CURSOR_INVALID',
    );
  });
});
