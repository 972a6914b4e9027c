import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Api, Subscription } from '../support/api.js';
import { groupWorld } from '../support/group-world.js';
import { groupsOf } from '../support/programmes.js';
import { startServer, type TestServer } from '../support/server.js';
import { accept, cutOver, mutate, start } from '../support/upgrades.js';

const OWN =
  'subscription { myInvitationsProgress { total pending blocked newest { id state groupName organizationName } } }';

interface Own {
  readonly myInvitationsProgress: {
    readonly total: number;
    readonly pending: number;
    readonly newest: readonly { readonly id: string; readonly state: string }[];
  };
}

/** The states of a person's invitations, the newest first, once they are as wanted. */
async function untilStates(live: Subscription<Own>, ...wanted: readonly string[]): Promise<Own> {
  return live.until(
    ({ myInvitationsProgress: { newest } }) => newest.map(({ state }) => state).join() === wanted.join(),
  );
}

describe("a person's own invitations, live", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  const watch = (api: Api): Subscription<Own> => api.subscribe<Own>(OWN);

  test('begin with the snapshot, then have what is new, what is answered on any device and what becomes of it', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const [first, second] = await groupsOf(world, 2);
    const api = await server.signIn(world.people[1]?.mobile ?? '');
    const live = watch(api);
    expect(await live.next()).toMatchObject({ myInvitationsProgress: { total: 0, pending: 0, newest: [] } });
    const ids = [await start(world, { sourceGroupId: first })];
    const asked = await untilStates(live, 'PENDING');
    expect(asked).toMatchObject({ myInvitationsProgress: { total: 1, pending: 1 } });
    ids.push(await start(world, { sourceGroupId: second }));
    await untilStates(live, 'PENDING', 'PENDING');
    const otherDevice = await server.signIn(world.people[1]?.mobile ?? '');
    await accept(otherDevice, asked.myInvitationsProgress.newest[0]?.id ?? '');
    await untilStates(live, 'PENDING', 'ACCEPTED');
    await mutate(world.admin, 'cancelGroupUpgrade', { groupUpgradeId: ids[1] });
    expect(await untilStates(live, 'REVOKED', 'ACCEPTED')).toMatchObject({
      myInvitationsProgress: { total: 2, pending: 0 },
    });
    await accept(world.admin, await idOf(world.admin));
    await mutate(world.admin, 'closeGroupUpgrade', { groupUpgradeId: ids[0] });
    await cutOver(world.admin, ids[0] ?? '');
    await untilStates(live, 'REVOKED', 'INCLUDED');
    await live.close();
  });

  test('follow who is removed, and who is left out when the time is over', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED', 'ACTIVATED']);
    const groupUpgradeId = await start(world);
    const apis = [];
    for (const { mobile } of world.people.slice(1)) apis.push(await server.signIn(mobile));
    const [early, removed, late] = apis.map(watch);
    if (!early || !removed || !late) throw new Error('somebody is missing');
    for (const live of [early, removed, late]) await untilStates(live, 'PENDING');
    await mutate(world.admin, 'removeFromUpgrade', {
      groupUpgradeId,
      invitationIds: [await idOf(apis[1])],
    });
    expect((await untilStates(removed, 'REVOKED')).myInvitationsProgress).toMatchObject({
      total: 1,
      pending: 0,
    });
    await mutate(world.admin, 'closeGroupUpgrade', { groupUpgradeId });
    for (const live of [early, late]) await untilStates(live, 'EXPIRED');
    for (const live of [early, removed, late]) await live.close();
  });

  test("are nobody else's, and of nobody who has not signed in", async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED']);
    await start(world);
    const lives = [];
    for (const { mobile } of world.people.slice(1)) lives.push(watch(await server.signIn(mobile)));
    const seen = [];
    for (const live of lives)
      seen.push((await untilStates(live, 'PENDING')).myInvitationsProgress.newest[0]?.id);
    expect(new Set(seen).size).toBe(2);
    for (const live of lives) await live.close();
    await expect(watch(server.api).next()).rejects.toThrow('UNAUTHENTICATED');
  });
});

/** The newest invitation of whoever `api` speaks as, whatever the organization. */
async function idOf(api: Api | undefined): Promise<string> {
  const data = await api?.succeed<{ myInvitations: { edges: { node: { id: string } }[] } }>(
    '{ myInvitations(first: 100, state: PENDING) { edges { node { id } } } }',
  );
  return data?.myInvitations.edges[0]?.node.id ?? '';
}
