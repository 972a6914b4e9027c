import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { takeSnapshot } from '#modules/overview/data/snapshot.js';
import { appendEvents } from '#modules/upgrade/data/event-log.js';
import { databaseNow } from '#platform/db/clock.js';
import { localId } from '#platform/graphql/relay.js';
import { eventually } from '../support/eventually.js';
import { groupWorld, type GroupWorld } from '../support/group-world.js';
import { OrganizationFollower, type OrganizationMessage } from '../support/organization-stream.js';
import { createProgramme, groupsOf, startWhole } from '../support/programmes.js';
import { startServer, type TestServer } from '../support/server.js';
import { answer, cutOver, mutate, start } from '../support/upgrades.js';

const follow = ({ admin, organizationId }: GroupWorld, after?: string): OrganizationFollower =>
  new OrganizationFollower(admin, organizationId, after);

const completed = ({ upgradeEvent }: OrganizationMessage): boolean =>
  upgradeEvent?.type === 'UPGRADE_COMPLETED';

/** The sequences that came of each upgrade, in the order of their coming. */
function sequencesOf(messages: readonly OrganizationMessage[]): number[][] {
  const events = messages.flatMap(({ upgradeEvent }) => upgradeEvent ?? []);
  return [...Map.groupBy(events, ({ groupUpgradeId }) => groupUpgradeId).values()].map((of) =>
    of.map(({ sequence }) => sequence),
  );
}

const positionsOf = (messages: readonly OrganizationMessage[]): number[] =>
  messages.map(({ position }) => position);

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

describe('the stream of an organization', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  test('begins with where things stand, then has every event of all upgrades once and in order, from any cursor on', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'NO_ACCOUNT']);
    const groups = await groupsOf(world, 2);
    const watched = follow(world);
    expect(await watched.next()).toMatchObject({
      kind: 'SNAPSHOT',
      position: 0,
      snapshot: { upgrades: { inviting: 0 }, invitations: { pending: 0 } },
    });
    const ids: string[] = [];
    for (const sourceGroupId of groups) ids.push(await start(world, { sourceGroupId }));
    for (const { mobile } of world.people.slice(0, 2)) await answer(server, mobile, 'acceptInvitation');
    for (const groupUpgradeId of ids) await mutate(world.admin, 'closeGroupUpgrade', { groupUpgradeId });
    await mutate(world.admin, 'cancelGroupUpgrade', { groupUpgradeId: ids[0] });
    await cutOver(world.admin, ids[1] ?? '');

    const all = await watched.until(completed);
    await watched.close();
    expect(positionsOf(all)).toEqual(upTo(all.length));
    const sequences = sequencesOf(all);
    expect(sequences).toEqual(sequences.map(({ length }) => upTo(length)));
    expect(sequences).toHaveLength(2);
    for (const { cursor, position } of all.slice(0, -1)) {
      const resumed = follow(world, cursor);
      expect(await resumed.take(all.length - position)).toEqual(all.slice(position));
      await resumed.close();
    }
  });

  test('tells of programmes, from the draft to the end', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const watched = follow(world);
    await watched.next();
    const programmeId = await createProgramme(world, { sourceGroupIds: await groupsOf(world, 2) });
    await startWhole(world.admin, programmeId);
    await mutate(world.admin, 'pauseUpgradeProgramme', { programmeId });
    await mutate(world.admin, 'resumeUpgradeProgramme', { programmeId });
    await mutate(world.admin, 'cancelUpgradeProgramme', { programmeId });
    const all = await watched.until(({ programmeEvent }) => programmeEvent?.type === 'CANCELLED');
    await watched.close();
    const changes = all.flatMap(({ programmeEvent }) => programmeEvent ?? []);
    expect(changes.map(({ type, toState }) => [type, toState])).toEqual([
      ['CREATED', 'DRAFT'],
      ['GROUPS_CHANGED', 'DRAFT'],
      ['STARTED', 'RUNNING'],
      ['GROUP_STARTED', 'RUNNING'],
      ['GROUP_STARTED', 'RUNNING'],
      ['PAUSED', 'PAUSED'],
      ['RESUMED', 'RUNNING'],
      ['CANCELLED', 'CANCELLED'],
    ]);
    expect(changes.at(-1)).toMatchObject({
      upgradeProgrammeId: programmeId,
      fromState: 'RUNNING',
      groups: { total: 2, waiting: 0, started: 2, skipped: 0 },
    });
    expect(positionsOf(all)).toEqual(upTo(all.length));
    const later = follow(world);
    expect(await later.next()).toMatchObject({
      kind: 'SNAPSHOT',
      position: all.at(-1)?.position,
      snapshot: { programmes: { draft: 0, cancelled: 1 } },
    });
    await later.close();
  });

  test('puts what commits late behind what was seen before it, though it was written first, and delays nobody', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const [first, second] = await groupsOf(world, 2);
    const early = localId('GroupUpgrade', await start(world, { sourceGroupId: first }));
    const watched = follow(world);
    const { cursor } = await watched.next();
    const seen = await server.app.database.transaction(async (tx) => {
      await appendEvents(tx, early, [{ type: 'MEMBERS_REMINDED', reason: '1' }], await databaseNow(tx));
      await start(world, { sourceGroupId: second });
      return watched.take(3);
    });
    expect(seen.map(({ upgradeEvent }) => upgradeEvent?.type)).toEqual([
      'UPGRADE_STARTED',
      'INVITATION_CREATED',
      'INVITATION_CREATED',
    ]);
    const late = await watched.next();
    expect(late).toMatchObject({ upgradeEvent: { type: 'MEMBERS_REMINDED' } });
    await watched.close();
    const resumed = follow(world, cursor);
    expect(await resumed.take(4)).toEqual([...seen, late]);
    await resumed.close();
  });

  test('stands where its events add up to, whenever somebody comes', async () => {
    const world = await groupWorld(
      server,
      Array.from({ length: 12 }, () => 'ACTIVATED' as const),
    );
    await start(world);
    const followers = [follow(world)];
    const answers = world.people.slice(1).map(async ({ mobile }) => {
      await answer(server, mobile, 'acceptInvitation');
      followers.push(follow(world));
    });
    await Promise.all(answers);
    const groupUpgradeId = await lastOf(world);
    await mutate(world.admin, 'closeGroupUpgrade', { groupUpgradeId });
    for (const follower of followers) {
      const [head, ...events] = await follower.until(
        ({ upgradeEvent, snapshot }) =>
          upgradeEvent?.type === 'COOLING_OFF_STARTED' || snapshot?.upgrades['coolingOff'] === 1,
      );
      await follower.close();
      const accepted = events.filter(({ upgradeEvent }) => upgradeEvent?.toState === 'ACCEPTED').length;
      expect((head?.snapshot?.invitations['accepted'] ?? Number.NaN) + accepted).toBe(12);
    }
  });

  test('takes into a snapshot what nobody has put in order yet', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    await start(world);
    const organizationId = localId('Organization', world.organizationId);
    const taken = await server.app.database.transaction((tx) => takeSnapshot(tx, organizationId));
    expect(taken).toMatchObject({ position: 3, invitations: { pending: 2 }, upgrades: { inviting: 1 } });
  });

  test('is refused to a member without a role, and with a cursor of something else', async () => {
    const [world, other] = [await groupWorld(server, ['ACTIVATED']), await groupWorld(server, [])];
    await expect(
      follow({ ...world, admin: await server.signIn(world.people[1]?.mobile ?? '') }).next(),
    ).rejects.toThrow('FORBIDDEN');
    await expect(follow({ ...world, admin: other.admin }).next()).rejects.toThrow('NOT_FOUND');
    const strange = follow(other);
    const { cursor } = await strange.next();
    await strange.close();
    const upgrade = world.admin.subscribe<{ groupUpgradeEvents: { cursor: string } }>(
      'subscription ($id: ID!) { groupUpgradeEvents(id: $id) { cursor } }',
      { id: await start(world) },
    );
    const foreign = (await upgrade.next())?.groupUpgradeEvents.cursor ?? '';
    await upgrade.close();
    for (const bad of [cursor, foreign, 'bm9uc2Vuc2U', 'x'])
      await expect(follow(world, bad).next()).rejects.toThrow('CURSOR_INVALID');
  });
});

/** The newest upgrade of the world's organization. */
async function lastOf({ admin, organizationId }: GroupWorld): Promise<string> {
  const data = await admin.succeed<{ groupUpgrades: { edges: { node: { id: string } }[] } }>(
    'query ($id: ID!) { groupUpgrades(organizationId: $id, first: 1) { edges { node { id } } } }',
    { id: organizationId },
  );
  return data.groupUpgrades.edges[0]?.node.id ?? '';
}

/** Lets the job that runs every hour run now, and waits for it. */
async function tend({ app }: TestServer): Promise<void> {
  const task = 'overview:tend-streams';
  await app.database.run('select graphile_worker.add_job($1)', [task]);
  await eventually('the job has run', async () => {
    // The one that waits for the next hour has a key.
    const left = `select 1 from graphile_worker.jobs where task_identifier = $1 and key is null`;
    return (await app.database.row(left, [task])) === undefined;
  });
}

describe('what the stream of an organization keeps', () => {
  test('is what is young enough: who comes with an older cursor is told so, with where things stand, and goes on', async () => {
    await using server = await startServer({ env: { STREAM_RETENTION_DAYS: '2' } });
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED']);
    const [first, second] = await groupsOf(world, 2);
    const watched = follow(world);
    const beginning = await watched.next();
    await start(world, { sourceGroupId: first });
    const old = await watched.take(4);
    await server.travel('3 days');
    const groupUpgradeId = await start(world, { sourceGroupId: second });
    const young = await watched.take(4);
    await tend(server);

    const kept = follow(world, old.at(-1)?.cursor);
    expect(await kept.take(4)).toEqual(young);
    await kept.close();
    for (const { cursor } of [beginning, ...old.slice(0, -1)]) {
      const late = follow(world, cursor);
      expect(await late.next()).toMatchObject({
        kind: 'CURSOR_TOO_OLD',
        cursor: young.at(-1)?.cursor,
        snapshot: { upgrades: { inviting: 2 }, invitations: { pending: 6 } },
      });
      await late.close();
    }
    await mutate(world.admin, 'closeGroupUpgrade', { groupUpgradeId });
    const last = await watched.until(({ upgradeEvent }) => upgradeEvent?.type === 'COOLING_OFF_STARTED');
    expect(positionsOf([...old, ...young, ...last])).toEqual(upTo(8 + last.length));
    await watched.close();
  });
});
