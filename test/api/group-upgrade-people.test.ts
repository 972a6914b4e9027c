import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { localId } from '#platform/graphql/relay.js';
import type { Api } from '../support/api.js';
import { groupWorld, type GroupWorld, importMembers } from '../support/group-world.js';
import { asJsonl, importGroup, importMobiles, member } from '../support/groups.js';
import { list, refusals } from '../support/members.js';
import { inTurn } from '../support/locks.js';
import { mobileAt } from '../support/people.js';
import { startServer, type TestServer } from '../support/server.js';
import {
  accept,
  answer,
  cutOver,
  invitationOf,
  mutate,
  noticeDigestOf,
  provedSummary,
  type SeenInvitation,
  start,
  accountOf,
  refusal,
} from '../support/upgrades.js';
import { newMobile } from '../support/world.js';

async function invitationsOf(api: Api): Promise<(SeenInvitation & { declineReason: string | null })[]> {
  const data = await api.succeed<{
    myInvitations: { edges: { node: SeenInvitation & { declineReason: string | null } }[] };
  }>('{ myInvitations(first: 10) { edges { node { id state blockedReason declineReason } } } }');
  return data.myInvitations.edges.map(({ node }) => node);
}

const input = (field: string): string =>
  `mutation ($input: ${field.charAt(0).toUpperCase()}${field.slice(1)}Input!) { ${field}(input: $input) { userErrors { code } } }`;

async function acceptAll(api: Api): Promise<void> {
  for (const { id } of await invitationsOf(api)) await accept(api, id);
}

/** Says that this member of the group's platform has this mobile, in place of what was said before. */
async function correct(
  { admin, sourceGroupId }: GroupWorld,
  platformId: string,
  mobile: string,
): Promise<void> {
  const { state, succeeded } = await importMobiles(
    admin,
    sourceGroupId,
    `platformId,mobile\n${platformId},${mobile}`,
  );
  expect({ state, succeeded }).toEqual({ state: 'SUCCEEDED', succeeded: 1 });
}

/** A second group of the organization, whose owner only its header names. Returns the world as seen from it. */
async function secondGroup(world: GroupWorld, platformIds: readonly string[]): Promise<GroupWorld> {
  const body = asJsonl({
    meta: { groupId: 'second', ownerId: 'owner' },
    members: platformIds.map((id) => member(id)),
  });
  const { result } = await importGroup(world.admin, world.organizationId, body);
  if (!result) throw new Error('the import made no group');
  return { ...world, sourceGroupId: result.id };
}

type Joined = { member: { mobile: string }; role: string };

/** Closes an upgrade, cuts it over and reads who is in the new group. */
async function joinedBy(admin: Api, groupUpgradeId: string): Promise<Joined[]> {
  await mutate(admin, 'closeGroupUpgrade', { groupUpgradeId });
  expect((await cutOver(admin, groupUpgradeId)).userErrors).toEqual([]);
  const data = await admin.succeed<{
    groupUpgrade: { enterpriseGroup: { members: { edges: { node: Joined }[] } } };
  }>(
    `query ($id: ID!) { groupUpgrade(id: $id) { enterpriseGroup {
       members(first: 10) { edges { node { role member { mobile } } } } } } }`,
    { id: groupUpgradeId },
  );
  return data.groupUpgrade.enterpriseGroup.members.edges.map(({ node }) => node);
}

describe('who a person of a group upgrade is', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  /** An account that has signed in and is on no roster. */
  async function colleague({ admin, organizationId }: GroupWorld): Promise<{ mobile: string; api: Api }> {
    const mobile = newMobile();
    await importMembers(admin, organizationId, [{ platformId: 'colleague', mobile, standing: 'ACTIVATED' }]);
    return { mobile, api: await server.signIn(mobile) };
  }

  test('an acceptance that waits while its mobile becomes somebody else’s counts for neither of the two', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED']);
    const upgradeId = await start(world);
    const before = await server.signIn(mobileAt(world, 1));
    const { id } = await invitationOf(before);
    const noticeDigest = await noticeDigestOf(before, id);
    const other = await colleague(world);

    const [, accepted] = await inTurn(
      server,
      { table: 'group_upgrade', id: localId('GroupUpgrade', upgradeId) },
      () => correct(world, 'p1', other.mobile),
      () => before.errorCodes(input('acceptInvitation'), { input: { invitationId: id, noticeDigest } }),
    );
    expect(accepted).toEqual(['NOT_FOUND']);
    expect(await invitationsOf(before)).toEqual([]);
    expect(await invitationOf(other.api)).toMatchObject({ id, state: 'PENDING' });
  });

  test('an answer belongs to its giver when the account is given to somebody else', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED']);
    await start(world);
    const giver = await server.signIn(mobileAt(world, 1));
    const { id } = await invitationOf(giver);
    await accept(giver, id);
    const mobile = newMobile();
    expect(
      await refusal(world.admin, 'updateMember', { memberId: await accountOf(giver), mobile }),
    ).toBeUndefined();
    const stranger = await server.signIn(mobile);
    const taken = { input: { invitationId: id } };
    expect(await stranger.errorCodes(input('withdrawAcceptance'), taken)).toEqual(['NOT_FOUND']);
    expect(await invitationsOf(stranger)).toEqual([]);
    expect((await mutate(giver, 'withdrawAcceptance', { invitationId: id })).userErrors).toEqual([]);
  });

  test('who stands twice on the roster and accepts both times joins once', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'UNKNOWN_MOBILE']);
    await correct(world, 'p2', mobileAt(world, 1));
    const upgradeId = await start(world);
    const twice = await server.signIn(mobileAt(world, 1));
    expect(await invitationsOf(twice)).toHaveLength(2);
    await acceptAll(twice);
    await acceptAll(world.admin);
    expect((await joinedBy(world.admin, upgradeId)).map((joined) => joined.member.mobile).toSorted()).toEqual(
      [world.adminMobile, mobileAt(world, 1)].toSorted(),
    );
  });

  test('the summary counts people, and beside them the entries of the roster on which one can stand twice', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'UNKNOWN_MOBILE', 'ACTIVATED', 'UNKNOWN_MOBILE']);
    await correct(world, 'p2', mobileAt(world, 1));
    await correct(world, 'p4', mobileAt(world, 3));
    const upgradeId = await start(world);
    await acceptAll(world.admin);
    const half = await server.signIn(mobileAt(world, 1));
    const [yes, no] = await invitationsOf(half);
    await accept(half, yes?.id ?? '');
    await mutate(half, 'declineInvitation', { invitationId: no?.id });
    const { cutOverSummary } = await world.admin.succeed<{ cutOverSummary: unknown }>(
      `query ($id: ID!) { cutOverSummary(groupUpgradeId: $id) {
         joining staying joiningEntries stayingEntries excludedByReason { reason count } } }`,
      { id: upgradeId },
    );
    expect(cutOverSummary).toEqual({
      joining: 1,
      staying: 2,
      joiningEntries: 1,
      stayingEntries: 4,
      // Which of equal numbers comes first is not said.
      excludedByReason: expect.arrayContaining([
        { reason: 'EXPIRED', count: 2 },
        { reason: 'DECLINED', count: 1 },
        { reason: 'WITHDRAWN', count: 1 },
      ]),
    });
  });

  test('the owner whom only the header of the export names owns the new group', async () => {
    const world = await secondGroup(await groupWorld(server, ['ACTIVATED']), ['owner', 'p1']);
    const upgradeId = await start(world);
    await answer(server, mobileAt(world, 1), 'acceptInvitation');
    await acceptAll(world.admin);
    const roles = (await joinedBy(world.admin, upgradeId)).map((joined) => [
      joined.member.mobile,
      joined.role,
    ]);
    expect(Object.fromEntries(roles)).toEqual({
      [world.adminMobile]: 'OWNER',
      [mobileAt(world, 1)]: 'MEMBER',
    });
  });

  test('an answer stays with who gave it when the mobile is corrected afterwards', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED', 'ACTIVATED']);
    await start(world);
    const declined = await server.signIn(mobileAt(world, 1));
    const refused = await invitationOf(declined);
    await mutate(declined, 'declineInvitation', { invitationId: refused.id, reason: 'between us' });
    const accepted = await server.signIn(mobileAt(world, 2));
    const given = await invitationOf(accepted);
    await accept(accepted, given.id);

    const other = await colleague(world);
    await correct(world, 'p1', other.mobile);
    await correct(world, 'p2', other.mobile);
    expect(await invitationsOf(other.api)).toEqual([]);
    const READ = 'query ($id: ID!) { invitation(id: $id) { declineReason } }';
    expect(await other.api.errorCodes(READ, { id: refused.id })).toEqual(['NOT_FOUND']);
    const withdrawal = { input: { invitationId: given.id } };
    expect(await other.api.errorCodes(input('withdrawAcceptance'), withdrawal)).toEqual(['NOT_FOUND']);
    expect(await invitationsOf(declined)).toMatchObject([{ id: refused.id, declineReason: 'between us' }]);
    expect(await invitationsOf(accepted)).toMatchObject([{ id: given.id, state: 'ACCEPTED' }]);
  });

  test('a corrected mobile opens what is asked of the person in every group of the organization', async () => {
    const world = await groupWorld(server, ['UNKNOWN_MOBILE', 'ACTIVATED']);
    const other = await colleague(world);
    const second = await secondGroup(world, ['owner', 'p1', 'p2']);
    await start(world);
    await start(second);
    await correct(world, 'p1', other.mobile);
    expect(
      (await invitationsOf(other.api)).map(({ state, blockedReason }) => [state, blockedReason]),
    ).toEqual([
      ['PENDING', null],
      ['PENDING', null],
    ]);
  });

  test('a changed mobile of an account blocks what the old one is asked', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED']);
    await start(world);
    const api = await server.signIn(mobileAt(world, 1));
    const { id, state } = await invitationOf(api);
    expect(state).toBe('PENDING');
    const account = (await list(world)).find(({ mobile }) => mobile === mobileAt(world, 1));
    expect(
      await refusals(world.admin, 'updateMember', { memberId: account?.id, mobile: newMobile() }),
    ).toEqual([]);
    expect(await invitationOf(api)).toEqual({ id, state: 'BLOCKED', blockedReason: 'NO_ACCOUNT' });
  });

  test('mobiles that were sent before a cut-over and come after it change nobody of the ceased group', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const upgradeId = await start(world);
    for (const person of world.people) await answer(server, person.mobile, 'acceptInvitation');
    const { token } = await provedSummary(world.admin, upgradeId);
    const [over, late] = await inTurn(
      server,
      { table: 'source_group', id: localId('SourceGroup', world.sourceGroupId) },
      () => mutate(world.admin, 'cutOverGroupUpgrade', { groupUpgradeId: upgradeId, summaryToken: token }),
      () => importMobiles(world.admin, world.sourceGroupId, `platformId,mobile\np1,${newMobile()}`),
    );
    expect(over.userErrors).toEqual([]);
    expect(late).toMatchObject({ state: 'FAILED', failureCode: 'SOURCE_GROUP_CEASED' });
  });
});
