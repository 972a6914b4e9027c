import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Api } from '../support/api.js';
import { groupWorld, type GroupWorld } from '../support/group-world.js';
import { asJsonl, importGroup, importMobiles, member } from '../support/groups.js';
import { mobileOf, officer } from '../support/life.js';
import { matchByHand, rosterEntryOf } from '../support/roster.js';
import { startServer, type TestServer } from '../support/server.js';
import { accountOf, refusal } from '../support/upgrades.js';
import { newMobile } from '../support/world.js';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

/** A group whose owner, boss, is somebody whom nothing was said of yet; its administrator is not on the roster. */
async function unknownOwner(): Promise<GroupWorld & { readonly groupId: string; readonly boss: string }> {
  const world = await groupWorld(server, ['ACTIVATED']);
  const file = asJsonl({
    meta: { groupId: 'of-the-boss', ownerId: 'boss' },
    members: [member('boss'), member('p1')],
  });
  const { result } = await importGroup(world.admin, world.organizationId, file);
  const groupId = result?.id ?? '';
  return { ...world, groupId, boss: await rosterEntryOf(world.admin, groupId, 'boss') };
}

const file = (mobile: string): string => `platformId,mobile\nboss,${mobile}`;

async function matches({ admin, groupId }: { admin: GroupWorld['admin']; groupId: string }): Promise<number> {
  const data = await admin.succeed<{ sourceGroup: { matches: { totalCount: number } } }>(
    'query ($id: ID!) { sourceGroup(id: $id) { matches(first: 1) { totalCount } } }',
    { id: groupId },
  );
  return data.sourceGroup.matches.totalCount;
}

describe('who owns a group', () => {
  test('is said once by a file: neither a hand nor another file changes it, and what was said is said again freely', async () => {
    const world = await unknownOwner();
    const { admin, groupId, boss } = world;
    const mobile = newMobile();
    expect(await importMobiles(admin, groupId, file(mobile))).toMatchObject({ succeeded: 1 });
    const before = await matches(world);
    for (const other of [world.adminMobile, newMobile()]) {
      const again = await importMobiles(admin, groupId, file(other));
      expect(again).toMatchObject({ state: 'SUCCEEDED', succeeded: 0, failed: 1 });
      expect(again.rows).toMatchObject([{ outcome: 'FAILED', code: 'OWNER_MATCHED', value: 'boss' }]);
    }
    expect(await refusal(admin, 'matchRosterEntry', { rosterEntryId: boss, mobile: newMobile() })).toBe(
      'OWNER_MATCHED',
    );
    expect(await refusal(admin, 'unmatchRosterEntry', { rosterEntryId: boss })).toBe('OWNER_MATCHED');
    await matchByHand(admin, boss, mobile);
    expect(await importMobiles(admin, groupId, file(mobile))).toMatchObject({ succeeded: 1, failed: 0 });
    expect(await matches(world)).toBe(before);
    expect(await refusal(admin, 'startGroupUpgrade', { sourceGroupId: groupId })).toBe('NOT_GROUP_OWNER');
  });

  test('is corrected by hand where a hand has said it, by no file, and never as whoever says so', async () => {
    const world = await unknownOwner();
    const { admin, adminMobile, groupId, boss } = world;
    const second = await officer(server, world, 'p1');
    const own = { rosterEntryId: boss, mobile: adminMobile };
    expect(await refusal(admin, 'matchRosterEntry', own)).toBe('MATCHED_TO_SELF');
    await matchByHand(admin, boss, newMobile(), newMobile());
    expect(await refusal(admin, 'matchRosterEntry', own)).toBe('MATCHED_TO_SELF');
    expect(await refusal(admin, 'unmatchRosterEntry', { rosterEntryId: boss })).toBeUndefined();
    const filed = await importMobiles(admin, groupId, file(adminMobile));
    expect(filed.rows).toMatchObject([{ outcome: 'FAILED', code: 'OWNER_MATCHED' }]);
    expect(await refusal(admin, 'startGroupUpgrade', { sourceGroupId: groupId })).toBe(
      'OWNER_MOBILE_UNKNOWN',
    );
    await matchByHand(second, boss, adminMobile);
    expect(await refusal(admin, 'startGroupUpgrade', { sourceGroupId: groupId })).toBeUndefined();
  });

  test('is not who has matched themself by hand before an export made them the owner', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'UNKNOWN_MOBILE']);
    const { admin, adminMobile: mobile, sourceGroupId } = world;
    const rosterEntryId = await rosterEntryOf(admin, sourceGroupId, 'p2');
    expect(await refusal(admin, 'matchRosterEntry', { rosterEntryId, mobile })).toBe('MATCHED_TO_SELF');
  });

  test('can be matched anew once the group is theirs no more', async () => {
    const world = await unknownOwner();
    const { admin, organizationId, groupId, boss } = world;
    await importMobiles(admin, groupId, file(newMobile()));
    const handedOver = asJsonl({
      meta: { groupId: 'of-the-boss', ownerId: 'p1' },
      exportedAt: 1_900_000_000,
      members: [member('boss'), member('p1')],
    });
    expect((await importGroup(admin, organizationId, handedOver)).state).toBe('SUCCEEDED');
    await matchByHand(admin, boss, newMobile());
  });

  /** Gives the administrator's own account another mobile, with which they go on. */
  async function moved(world: GroupWorld, mobile: string): Promise<Api> {
    const { admin } = world;
    await officer(server, world, 'p1');
    expect(
      await refusal(admin, 'updateMember', { memberId: await accountOf(admin), mobile }),
    ).toBeUndefined();
    return server.signIn(mobile);
  }
  const owned = async (api: Api, id: string): Promise<boolean> => {
    const data = await api.succeed<{ sourceGroups: { edges: { node: { id: string } }[] } }>(
      '{ sourceGroups(first: 10) { edges { node { id } } } }',
    );
    return data.sourceGroups.edges.some(({ node }) => node.id === id);
  };

  test.each(['OWNER', 'MEMBER'] as const)(
    'is nobody to whom a spare number is given afterwards, matched by hand as %s',
    async (as) => {
      const world = await unknownOwner();
      const { admin, organizationId, groupId } = world;
      const who = as === 'OWNER' ? 'boss' : 'p1';
      const spare = newMobile();
      await matchByHand(admin, await rosterEntryOf(admin, groupId, who), spare);
      if (as === 'MEMBER') {
        const named = asJsonl({
          meta: { groupId: 'of-the-boss', ownerId: 'p1' },
          exportedAt: 1_900_000_000,
          members: [member('boss'), member('p1')],
        });
        expect((await importGroup(admin, organizationId, named)).state).toBe('SUCCEEDED');
      }
      // A file that says what a hand has said is no second witness.
      await importMobiles(admin, groupId, `platformId,mobile\n${who},${spare}`);
      const api = await moved(world, spare);
      expect(await owned(api, groupId)).toBe(false);
      expect(await refusal(api, 'startGroupUpgrade', { sourceGroupId: groupId })).toBe('OWNER_UNCONFIRMED');
      expect(await refusal(api, 'grantUpgradeMandate', { sourceGroupId: groupId })).toBe('OWNER_UNCONFIRMED');
      const rosterEntryId = await rosterEntryOf(api, groupId, who);
      expect(await refusal(api, 'matchRosterEntry', { rosterEntryId, mobile: spare })).toBe(
        'MATCHED_TO_SELF',
      );
    },
  );

  test('is who was matched by hand once they are there: somebody else says it again then', async () => {
    const world = await unknownOwner();
    const { admin, organizationId, groupId, boss } = world;
    const second = await officer(server, world, 'p1');
    const mobile = newMobile();
    await matchByHand(admin, boss, mobile);
    expect(await refusal(admin, 'createMember', { organizationId, name: '群主', mobile })).toBeUndefined();
    const owner = await server.signIn(mobile);
    expect(await owned(owner, groupId)).toBe(false);
    const before = await matches(world);
    // Nobody confirms their own word, in whichever way they say it again.
    expect(await refusal(admin, 'matchRosterEntry', { rosterEntryId: boss, mobile })).toBe(
      'OWNER_UNCONFIRMED',
    );
    await importMobiles(admin, groupId, file(mobile));
    expect(await refusal(admin, 'unmatchRosterEntry', { rosterEntryId: boss })).toBeUndefined();
    await matchByHand(admin, boss, mobile);
    expect(await owned(owner, groupId)).toBe(false);
    expect(await matches(world)).toBe(before + 2);
    await matchByHand(second, boss, mobile);
    expect(await matches(world)).toBe(before + 3);
    expect(await owned(owner, groupId)).toBe(true);
    expect(await refusal(owner, 'grantUpgradeMandate', { sourceGroupId: groupId })).toBeUndefined();
    await matchByHand(admin, boss, mobile);
    expect(await matches(world)).toBe(before + 3);
  });

  test('is who had an account when a hand said so, whoever said another number before', async () => {
    const world = await unknownOwner();
    const { admin, groupId, boss } = world;
    await matchByHand(admin, boss, newMobile(), mobileOf(world, 'p1'));
    expect(await owned(await server.signIn(mobileOf(world, 'p1')), groupId)).toBe(true);
  });

  test('stands behind an open upgrade, from which no hand takes their place', async () => {
    const world = await unknownOwner();
    const { admin, groupId, boss } = world;
    const second = await officer(server, world, 'p1');
    await matchByHand(second, boss, world.adminMobile);
    expect(await refusal(admin, 'startGroupUpgrade', { sourceGroupId: groupId })).toBeUndefined();
    expect(await refusal(second, 'unmatchRosterEntry', { rosterEntryId: boss })).toBe('OWNER_MATCHED');
    for (const mobile of [newMobile(), mobileOf(world, 'p1')])
      expect(await refusal(second, 'matchRosterEntry', { rosterEntryId: boss, mobile })).not.toBeUndefined();
    const data = await admin.succeed<{
      sourceGroup: { openUpgrade: { groupUpgradeId: string; state: string } };
    }>('query ($id: ID!) { sourceGroup(id: $id) { openUpgrade { groupUpgradeId state } } }', { id: groupId });
    const { groupUpgradeId, state } = data.sourceGroup.openUpgrade;
    expect(state).toBe('INVITING');
    expect(await refusal(second, 'cancelGroupUpgrade', { groupUpgradeId })).toBeUndefined();
    expect(await refusal(second, 'unmatchRosterEntry', { rosterEntryId: boss })).toBeUndefined();
  });
});
