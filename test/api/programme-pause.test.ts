import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { localId } from '#platform/graphql/relay.js';
import { type GroupWorld, groupWorld } from '../support/group-world.js';
import { officer, unsound, upgradeOf } from '../support/life.js';
import { inTurn } from '../support/locks.js';
import {
  createProgramme,
  groupsIn,
  groupsOf,
  lookForStarts,
  lookInVain,
  progressOf,
  startWhole,
  untilProgress,
} from '../support/programmes.js';
import { decide } from '../support/organizations.js';
import { startServer, type TestServer } from '../support/server.js';
import { accountOf, answer, mutate, refusal, start } from '../support/upgrades.js';

/** Starts are paced, and jobs that are due later are looked for once a second. */

describe('a programme that is paused', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await startServer();
  });
  afterEach(() => server.stop());

  /** A programme of so many groups, each started. */
  async function running(
    count: number,
    terms: Record<string, unknown> = {},
  ): Promise<{ world: GroupWorld; id: string; groups: string[] }> {
    const world = await groupWorld(server, ['ACTIVATED']);
    const groups = await groupsOf(world, count);
    const id = await createProgramme(world, { sourceGroupIds: groups, ...terms });
    await startWhole(world.admin, id);
    return { world, id, groups };
  }

  const upgradesIn = async ({ admin }: GroupWorld, id: string): Promise<string[]> =>
    (await groupsIn(admin, id)).flatMap(({ groupUpgrade }) => groupUpgrade?.id ?? []);

  type SeenUpgrade = { state: string; expiresAt: string; coolingOffUntil: string | null };
  const upgradesAt = async ({ admin }: GroupWorld, ids: string[]): Promise<SeenUpgrade[]> => {
    const { nodes } = await admin.succeed<{ nodes: SeenUpgrade[] }>(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on GroupUpgrade { state expiresAt coolingOffUntil } } }',
      { ids },
    );
    return nodes;
  };

  test('stands still with all its open upgrades, and their answers are refused as retryable', async () => {
    const { world, id } = await running(3);
    const [gone = ''] = await upgradesIn(world, id);
    await mutate(world.admin, 'cancelGroupUpgrade', { groupUpgradeId: gone });
    expect(
      await mutate(world.admin, 'pauseUpgradeProgramme', { programmeId: id }, 'upgradeProgramme { state }'),
    ).toMatchObject({ upgradeProgramme: { state: 'PAUSED' }, userErrors: [] });
    expect((await progressOf(world.admin, id)).upgrades).toEqual({
      inviting: 0,
      coolingOff: 0,
      paused: 2,
      completed: 0,
      cancelled: 1,
      outdated: 0,
    });
    const refused = await answer(server, world.people[1]?.mobile ?? '', 'acceptInvitation');
    expect(refused.userErrors).toMatchObject([{ code: 'UPGRADE_PAUSED', retryable: true }]);
    expect(await refusal(world.admin, 'pauseUpgradeProgramme', { programmeId: id })).toBe('ILLEGAL_STATE');
    const [, , third = ''] = await upgradesIn(world, id);
    const events = world.admin.subscribe<{ groupUpgradeEvents: Record<string, unknown> }>(
      'subscription ($id: ID!) { groupUpgradeEvents(id: $id) { type fromState toState reason } }',
      { id: third },
    );
    const paused = await events.until((event) => event.groupUpgradeEvents['type'] === 'UPGRADE_PAUSED');
    await events.close();
    expect(paused.groupUpgradeEvents).toMatchObject({
      fromState: 'INVITING',
      toState: 'PAUSED',
      reason: 'PROGRAMME_PAUSED',
    });
  });

  test('gives the time back that it stood still, and lets go on what it has paused alone', async () => {
    const { world, id } = await running(2, { coolingOffHours: 5 });
    const [first = '', second = ''] = await upgradesIn(world, id);
    await mutate(world.admin, 'closeGroupUpgrade', { groupUpgradeId: second });
    const before = await upgradesAt(world, [first, second]);
    await mutate(world.admin, 'pauseUpgradeProgramme', { programmeId: id });
    await server.travel('2 days');
    await mutate(world.admin, 'resumeUpgradeProgramme', { programmeId: id });
    const after = await upgradesAt(world, [first, second]);
    expect(after.map(({ state }) => state)).toEqual(['INVITING', 'COOLING_OFF']);
    const later = (field: 'expiresAt' | 'coolingOffUntil', at: number): number =>
      Math.round((Date.parse(after[at]?.[field] ?? '') - Date.parse(before[at]?.[field] ?? '')) / 3_600_000);
    expect([later('expiresAt', 0), later('coolingOffUntil', 1)]).toEqual([48, 48]);
    // Seven days to answer, of which two did not count: on the eighth there is still time.
    await server.travel('8 days');
    const api = await server.signIn(world.people[1]?.mobile ?? '');
    const { myInvitations } = await api.succeed<{ myInvitations: { edges: { node: { id: string } }[] } }>(
      '{ myInvitations(first: 10, state: PENDING) { edges { node { id } } } }',
    );
    expect(myInvitations.edges).toHaveLength(1);
    const invitationId = myInvitations.edges[0]?.node.id;
    expect(await refusal(api, 'declineInvitation', { invitationId })).toBeUndefined();
  });

  test('starts nothing more until it goes on', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const id = await createProgramme(world, { sourceGroupIds: await groupsOf(world, 3) });
    await mutate(world.admin, 'startUpgradeProgramme', { programmeId: id, groupsPerMinute: 1 });
    await untilProgress(world.admin, id, ({ groups }) => groups.started === 1);
    await mutate(world.admin, 'pauseUpgradeProgramme', { programmeId: id });
    await server.travel('1 minute');
    await lookForStarts(server);
    while (await server.app.database.row(JOBS));
    expect(await progressOf(world.admin, id)).toMatchObject({
      groups: { started: 1, waiting: 2 },
      upgrades: { paused: 1 },
    });
    await mutate(world.admin, 'resumeUpgradeProgramme', { programmeId: id });
    await lookForStarts(server);
    await untilProgress(world.admin, id, ({ groups }) => groups.started === 2);
    await lookInVain(server);
    expect((await progressOf(world.admin, id)).upgrades).toMatchObject({ inviting: 2, paused: 0 });
    await mutate(world.admin, 'cancelUpgradeProgramme', { programmeId: id });
  });

  test('is given up with its upgrades, or they go on by themselves', async () => {
    const kept = await running(2);
    await mutate(kept.world.admin, 'pauseUpgradeProgramme', { programmeId: kept.id });
    await mutate(kept.world.admin, 'cancelUpgradeProgramme', { programmeId: kept.id, reason: '预算' });
    expect(await progressOf(kept.world.admin, kept.id)).toMatchObject({
      state: 'CANCELLED',
      upgrades: { inviting: 2, paused: 0, cancelled: 0 },
    });
    const given = await running(2);
    await mutate(given.world.admin, 'pauseUpgradeProgramme', { programmeId: given.id });
    const cancel = { programmeId: given.id, cancelOpenUpgrades: true };
    expect(await refusal(given.world.admin, 'cancelUpgradeProgramme', cancel)).toBeUndefined();
    expect(await progressOf(given.world.admin, given.id)).toMatchObject({
      state: 'CANCELLED',
      upgrades: { inviting: 0, paused: 0, cancelled: 2 },
      invitations: { revoked: 4 },
    });
    expect(await refusal(given.world.admin, 'resumeUpgradeProgramme', { programmeId: given.id })).toBe(
      'ILLEGAL_STATE',
    );
    expect(await start(given.world, { sourceGroupId: given.groups[0] })).toBeTruthy();
  });

  test('counts the open upgrades whose text the settings do not keep any more, as they change', async () => {
    const { world, id } = await running(2);
    const [cancelled = ''] = await upgradesIn(world, id);
    expect((await progressOf(world.admin, id)).upgrades).toMatchObject({ inviting: 2, outdated: 0 });
    await decide(world, { retentionDays: 30 });
    await untilProgress(world.admin, id, ({ upgrades }) => upgrades.outdated === 2);
    expect(await refusal(world.admin, 'pauseUpgradeProgramme', { programmeId: id })).toBeUndefined();
    await mutate(world.admin, 'cancelGroupUpgrade', { groupUpgradeId: cancelled });
    expect((await progressOf(world.admin, id)).upgrades).toMatchObject({
      paused: 1,
      cancelled: 1,
      outdated: 1,
    });
    await decide(world, { retentionDays: null });
    await untilProgress(world.admin, id, ({ upgrades }) => upgrades.outdated === 0);
  });

  describe('with one of its upgrades', () => {
    const resume = ({ admin }: GroupWorld, groupUpgradeId: string): Promise<string | undefined> =>
      refusal(admin, 'resumeGroupUpgrade', { groupUpgradeId });
    const move = (
      { admin }: GroupWorld,
      how: 'pause' | 'resume' | 'cancel',
      programmeId: string,
    ): Promise<string | undefined> => refusal(admin, `${how}UpgradeProgramme`, { programmeId });

    test('lets none of them be resumed, whatever it stands still for', async () => {
      const { world, id } = await running(2);
      const [first = '', second = ''] = await upgradesIn(world, id);
      await mutate(world.admin, 'pauseGroupUpgrade', { groupUpgradeId: second });
      expect(await move(world, 'pause', id)).toBeUndefined();
      for (const groupUpgradeId of [first, second]) {
        const { userErrors } = await mutate(world.admin, 'resumeGroupUpgrade', { groupUpgradeId });
        expect(userErrors).toMatchObject([{ code: 'PROGRAMME_PAUSED', retryable: true }]);
      }
      expect(await move(world, 'resume', id)).toBeUndefined();
      expect((await upgradesAt(world, [first, second])).map(({ state }) => state)).toEqual([
        'INVITING',
        'PAUSED',
      ]);
      expect(await resume(world, second)).toBeUndefined();
      expect(await upgradesAt(world, [second])).toMatchObject([{ state: 'INVITING' }]);
    });

    test('lets them go on by themselves once it is given up', async () => {
      const { world, id } = await running(1);
      const [only = ''] = await upgradesIn(world, id);
      await mutate(world.admin, 'pauseGroupUpgrade', { groupUpgradeId: only });
      await move(world, 'pause', id);
      expect(await move(world, 'cancel', id)).toBeUndefined();
      expect(await resume(world, only)).toBeUndefined();
    });

    test('lets one without its owner be taken up, which then goes on with the programme', async () => {
      const { world, id } = await running(1);
      const [only = ''] = await upgradesIn(world, id);
      const second = { ...world, admin: await officer(server, world, 'p1') };
      await mutate(second.admin, 'disableMember', { memberId: await accountOf(world.admin) });
      await move(second, 'pause', id);
      expect(await upgradeOf(second.admin, only)).toMatchObject({ pauseReason: 'OWNER_GONE' });
      expect(await refusal(second.admin, 'takeUpGroupUpgrade', { groupUpgradeId: only })).toBeUndefined();
      expect(await upgradeOf(second.admin, only)).toMatchObject({
        state: 'PAUSED',
        pauseReason: 'PROGRAMME_PAUSED',
        mayBeTakenUpBy: null,
      });
      expect(await resume(second, only)).toBe('PROGRAMME_PAUSED');
      expect(await move(second, 'resume', id)).toBeUndefined();
      expect((await upgradeOf(second.admin, only)).state).toBe('INVITING');
      expect(await unsound(server, only)).toEqual([]);
    });

    test.each([
      ['first is paused with the programme after all', 'resume', [undefined, undefined]],
      ['second is not', 'pause', [undefined, 'PROGRAMME_PAUSED']],
    ] as const)('that is being resumed at the same time: what comes %s', async (_what, first, codes) => {
      const { world, id } = await running(1);
      const [only = ''] = await upgradesIn(world, id);
      await mutate(world.admin, 'pauseGroupUpgrade', { groupUpgradeId: only });
      const steps = [() => resume(world, only), () => move(world, 'pause', id)] as const;
      const row = { table: 'group_upgrade', id: localId('GroupUpgrade', only) } as const;
      const order = first === 'resume' ? steps : steps.toReversed();
      expect(await inTurn(server, row, ...order)).toEqual(codes);
      expect(await upgradeOf(world.admin, only)).toMatchObject({
        state: 'PAUSED',
        pauseReason: first === 'resume' ? 'PROGRAMME_PAUSED' : 'REQUESTED',
      });
    });
  });

  describe('programme pause against start', () => {
    /** Two groups of which the first has been started and the second is due now; no job looks for it yet. */
    async function secondDue(): Promise<{ world: GroupWorld; id: string }> {
      const world = await groupWorld(server, ['ACTIVATED']);
      const id = await createProgramme(world, { sourceGroupIds: await groupsOf(world, 2) });
      await mutate(world.admin, 'startUpgradeProgramme', { programmeId: id, groupsPerMinute: 1 });
      await untilProgress(world.admin, id, ({ groups }) => groups.started === 1);
      await server.travel('1 minute');
      return { world, id };
    }

    /** Lets `first` wait for the programme's lock and then `second`, and returns when both are through. */
    async function inOrder(
      id: string,
      first: () => Promise<unknown>,
      second: () => Promise<unknown>,
    ): Promise<void> {
      await inTurn(
        server,
        { table: 'upgrade_programme', id: localId('UpgradeProgramme', id) },
        first,
        second,
      );
      while (await server.app.database.row(JOBS));
    }

    const pause = ({ admin }: GroupWorld, id: string): Promise<unknown> =>
      mutate(admin, 'pauseUpgradeProgramme', { programmeId: id });

    test('the pause first: the group that is due is not started any more', async () => {
      const { world, id } = await secondDue();
      await inOrder(
        id,
        () => pause(world, id),
        () => lookForStarts(server),
      );
      expect(await progressOf(world.admin, id)).toMatchObject({
        state: 'PAUSED',
        groups: { started: 1, waiting: 1 },
        upgrades: { inviting: 0, paused: 1 },
      });
    });

    test('the start first: the upgrade is paused with the others', async () => {
      const { world, id } = await secondDue();
      await inOrder(
        id,
        () => lookForStarts(server),
        () => pause(world, id),
      );
      expect(await progressOf(world.admin, id)).toMatchObject({
        state: 'PAUSED',
        groups: { started: 2, waiting: 0 },
        upgrades: { inviting: 0, paused: 2 },
      });
    });
  });
});

/** Jobs that start groups, to be run now or running. */
const JOBS = `select 1 from graphile_worker.jobs where task_identifier = 'programme.start-next-group' and run_at <= now()`;
