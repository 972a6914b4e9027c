import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { StreamCursors } from '#platform/graphql/stream-cursors.js';
import { localId } from '#platform/graphql/relay.js';
import { groupWorld } from '../support/group-world.js';
import { OrganizationFollower } from '../support/organization-stream.js';
import { startServer, type TestServer, TOKEN_SECRET } from '../support/server.js';
import { cutOver, mutate, start } from '../support/upgrades.js';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const EVENTS =
  'subscription ($id: ID!, $after: String) { groupUpgradeEvents(id: $id, after: $after) { sequence } }';
/** As it was given out before the database was restored to an earlier state. */
const cursors = new StreamCursors(TOKEN_SECRET);

test('a log of an upgrade refuses a cursor that is ahead of it, also once it is over', async () => {
  const world = await groupWorld(server, ['ACTIVATED']);
  const id = await start(world);
  const stream = `groupUpgradeEvents ${localId('GroupUpgrade', id)}`;
  const follow = (position: number) =>
    world.admin.subscribe<{ groupUpgradeEvents: { sequence: number } }>(EVENTS, {
      id,
      after: cursors.seal(stream, position),
    });
  const ahead = follow(4);
  await expect(ahead.next()).rejects.toThrow('CURSOR_INVALID');
  await ahead.close();
  const atTheEnd = follow(3);
  await mutate(world.admin, 'closeGroupUpgrade', { groupUpgradeId: id });
  expect((await atTheEnd.next())?.groupUpgradeEvents.sequence).toBe(4);
  await atTheEnd.close();
  await cutOver(world.admin, id);
  const after = follow(99);
  await expect(after.next()).rejects.toThrow('CURSOR_INVALID');
  await after.close();
});

test('the stream of an organization answers it with where things stand, and goes on from there', async () => {
  const world = await groupWorld(server, ['ACTIVATED']);
  const id = await start(world);
  const cursor = cursors.seal(`organizationEvents ${localId('Organization', world.organizationId)}`, 40);
  const watched = new OrganizationFollower(world.admin, world.organizationId, cursor);
  expect(await watched.next()).toMatchObject({
    kind: 'CURSOR_TOO_OLD',
    position: 3,
    snapshot: { upgrades: { inviting: 1 }, invitations: { pending: 2 } },
  });
  await mutate(world.admin, 'closeGroupUpgrade', { groupUpgradeId: id });
  expect(await watched.next()).toMatchObject({ kind: 'UPGRADE', position: 4 });
  await watched.close();
});
