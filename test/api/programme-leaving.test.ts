import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type GroupWorld, groupWorld } from '../support/group-world.js';
import { untilTold } from '../support/life.js';
import {
  createProgramme,
  groupsIn,
  groupsOf,
  progressOf,
  startWhole,
  untilProgress,
} from '../support/programmes.js';
import { startServer, type TestServer } from '../support/server.js';
import { answer, cutOver, mutate, refusal, start } from '../support/upgrades.js';

describe('groups that are in the way of their programme', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  /** A programme of three groups that runs: the second was skipped, for an upgrade of it is open, to which all said yes: `open`. */
  async function withSkipped(): Promise<{ world: GroupWorld; groups: string[]; open: string; id: string }> {
    const world = await groupWorld(server, ['ACTIVATED']);
    const groups = await groupsOf(world, 3);
    const open = await start(world, { sourceGroupId: groups[1] });
    for (const { mobile } of world.people) await answer(server, mobile, 'acceptInvitation');
    const id = await createProgramme(world, { sourceGroupIds: groups });
    const { skippedByReason } = await startWhole(world.admin, id);
    expect(skippedByReason).toEqual([{ code: 'UPGRADE_ALREADY_OPEN', count: 1 }]);
    return { world, groups, open, id };
  }

  /** Gives up what the programme has started, and waits until it knows. */
  async function giveUpStarted({ admin }: GroupWorld, id: string): Promise<void> {
    for (const { groupUpgrade } of await groupsIn(admin, id)) {
      if (groupUpgrade) await mutate(admin, 'cancelGroupUpgrade', { groupUpgradeId: groupUpgrade.id });
    }
    await untilTold(server);
  }

  test('one that was skipped is taken out, and the programme ends as one that did its work', async () => {
    const { world, groups, id } = await withSkipped();
    await giveUpStarted(world, id);
    expect((await progressOf(world.admin, id)).state).toBe('RUNNING');
    const input = { programmeId: id, sourceGroupIds: groups };
    const selection = 'removed upgradeProgramme { state endedAt }';
    expect(await mutate(world.admin, 'removeProgrammeGroups', input, selection)).toMatchObject({
      removed: 1,
      upgradeProgramme: { state: 'COMPLETED', endedAt: expect.any(String) },
      userErrors: [],
    });
    expect((await progressOf(world.admin, id)).groups).toEqual({
      total: 2,
      waiting: 0,
      started: 2,
      skipped: 0,
    });
  });

  test('one that has ceased after it was skipped does not keep the programme', async () => {
    const { world, open, id } = await withSkipped();
    await giveUpStarted(world, id);
    expect((await cutOver(world.admin, open)).userErrors).toEqual([]);
    const last = await untilProgress(world.admin, id, ({ state }) => state === 'COMPLETED');
    expect(last.groups).toMatchObject({ started: 2, skipped: 1 });
  });

  test('one whose upgrade is over is free for another programme while the first goes on', async () => {
    const { world, groups, id } = await withSkipped();
    const input = { organizationId: world.organizationId, name: 'next', sourceGroupIds: [groups[0]] };
    expect(await refusal(world.admin, 'createUpgradeProgramme', input)).toBe('GROUP_IN_PROGRAMME');
    await giveUpStarted(world, id);
    expect((await progressOf(world.admin, id)).state).toBe('RUNNING');
    expect(await refusal(world.admin, 'createUpgradeProgramme', input)).toBeUndefined();
    const skipped = { ...input, sourceGroupIds: [groups[1]] };
    expect(await refusal(world.admin, 'createUpgradeProgramme', skipped)).toBe('GROUP_IN_PROGRAMME');
  });

  test('those that wait leave a programme that stands still, which ends once it goes on', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const groups = await groupsOf(world, 3);
    const id = await createProgramme(world, { sourceGroupIds: groups });
    await mutate(world.admin, 'startUpgradeProgramme', { programmeId: id, groupsPerMinute: 1 });
    await untilProgress(world.admin, id, (now) => now.groups.started === 1);
    await mutate(world.admin, 'pauseUpgradeProgramme', { programmeId: id });
    await giveUpStarted(world, id);
    const input = { programmeId: id, sourceGroupIds: groups };
    const selection = 'removed upgradeProgramme { state }';
    expect(await mutate(world.admin, 'removeProgrammeGroups', input, selection)).toMatchObject({
      removed: 2,
      upgradeProgramme: { state: 'PAUSED' },
    });
    const resumed = 'upgradeProgramme { state }';
    expect(await mutate(world.admin, 'resumeUpgradeProgramme', { programmeId: id }, resumed)).toMatchObject({
      upgradeProgramme: { state: 'COMPLETED' },
    });
  });
});
