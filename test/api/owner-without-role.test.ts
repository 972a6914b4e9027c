import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { groupWorld } from '../support/group-world.js';
import { exportAgain, mobileOf, untilTold } from '../support/life.js';
import { startServer, type TestServer } from '../support/server.js';
import { start } from '../support/upgrades.js';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const OF_UPGRADE = [
  'query ($id: ID!) { groupUpgrade(id: $id) { state } }',
  'query ($id: ID!) { groupUpgradeInvitations(groupUpgradeId: $id, first: 1) { totalCount } }',
  'query ($id: ID!) { cutOverSummary(groupUpgradeId: $id) { joining } }',
];
const OF_GROUP = [
  'query ($id: ID!) { groupUpgradePreflight(sourceGroupId: $id) { obstacle } }',
  'query ($id: ID!) { upgradePreflights(sourceGroupId: $id, first: 1) { totalCount } }',
];
const STREAMS = [
  'subscription ($id: ID!) { groupUpgradeProgress(id: $id) { pending } }',
  'subscription ($id: ID!) { groupUpgradeEvents(id: $id) { sequence } }',
];

test('who owns a group and has no role is told what is theirs to read, and others of it nothing but that it is forbidden', async () => {
  const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED']);
  const groupUpgradeId = await start(world);
  await exportAgain(world, ['owner', 'p1', 'p2'], { ownerId: 'p1' });
  await untilTold(server);
  const owner = await server.signIn(mobileOf(world, 'p1'));
  const other = await server.signIn(mobileOf(world, 'p2'));
  const all = [
    ...OF_UPGRADE.map((query) => [query, groupUpgradeId] as const),
    ...OF_GROUP.map((query) => [query, world.sourceGroupId] as const),
  ];
  for (const [query, id] of all) {
    for (const [api, words] of [
      [owner, expect.stringMatching(/^This group is yours.*openUpgrade.*myInvitations.*grantUpgradeMandate/)],
      [other, 'Your role does not allow this.'],
    ] as const)
      expect((await api.send(query, { id })).errors).toMatchObject([
        { message: words, extensions: { code: 'FORBIDDEN' } },
      ]);
  }
  for (const query of STREAMS) {
    const stream = owner.subscribe(query, { id: groupUpgradeId });
    await expect(stream.next()).rejects.toThrow(/This group is yours/);
    await stream.close();
  }
  const { sourceGroups } = await owner.succeed<{ sourceGroups: { edges: unknown[] } }>(
    '{ sourceGroups(first: 5) { edges { node { openUpgrade { groupUpgradeId } upgrades(first: 1) { totalCount } } } } }',
  );
  expect(sourceGroups.edges).toEqual([
    { node: { openUpgrade: { groupUpgradeId }, upgrades: { totalCount: 1 } } },
  ]);
  expect(
    (
      await owner.succeed<{ myInvitations: { totalCount: number } }>(
        '{ myInvitations(first: 1) { totalCount } }',
      )
    ).myInvitations.totalCount,
  ).toBe(1);
});
