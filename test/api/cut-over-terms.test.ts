import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Api } from '../support/api.js';
import { acceptFrom, activateAll, endVerification } from '../support/crowd.js';
import { groupWorld, type GroupWorld, type Standing } from '../support/group-world.js';
import { importMobiles } from '../support/groups.js';
import { mobileAt } from '../support/people.js';
import { startServer, type TestServer } from '../support/server.js';
import { answer, cutOver, invitationOf, mutate, provedSummary, refusal, start } from '../support/upgrades.js';

describe('who joins at a cut-over', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  /** How each invitation of an upgrade ended, in roster order. */
  async function outcomes(admin: Api, groupUpgradeId: string): Promise<(string | null)[]> {
    const reasons: (string | null)[] = [];
    for (let after: string | null = null, more = true; more;) {
      type Page = {
        groupUpgradeInvitations: {
          pageInfo: { hasNextPage: boolean; endCursor: string | null };
          edges: { node: { state: string; exclusionReason: string | null } }[];
        };
      };
      const data: Page = await admin.succeed<Page>(
        `query ($id: ID!, $after: String) { groupUpgradeInvitations(groupUpgradeId: $id, first: 100, after: $after) {
           pageInfo { hasNextPage endCursor } edges { node { state exclusionReason } } } }`,
        { id: groupUpgradeId, after },
      );
      const { edges, pageInfo } = data.groupUpgradeInvitations;
      reasons.push(...edges.map(({ node }) => (node.state === 'INCLUDED' ? null : node.exclusionReason)));
      after = pageInfo.endCursor;
      more = pageInfo.hasNextPage;
    }
    return reasons;
  }

  test('and nothing else is decided afterwards: each command says that the upgrade is over', async () => {
    const over = async (world: GroupWorld, groupUpgradeId: string): Promise<(string | undefined)[]> => {
      const expiresAt = new Date(Date.now() + 20 * 86_400_000).toISOString();
      const commands: readonly (readonly [string, Record<string, unknown>])[] = [
        ['closeGroupUpgrade', {}],
        ['stopCoolingOff', {}],
        ['pauseGroupUpgrade', {}],
        ['resumeGroupUpgrade', {}],
        ['takeUpGroupUpgrade', {}],
        ['cancelGroupUpgrade', {}],
        ['adoptNotice', {}],
        ['extendGroupUpgradeDeadline', { expiresAt }],
        ['reinviteMembers', { states: ['DECLINED'] }],
        ['removeFromUpgrade', { invitationIds: [(await invitationOf(world.admin)).id] }],
        ['remindMembers', {}],
        ['cutOverGroupUpgrade', { summaryToken: 'any' }],
      ];
      return Promise.all(
        commands.map(([name, input]) => refusal(world.admin, name, { groupUpgradeId, ...input })),
      );
    };
    const completed = await groupWorld(server, ['ACTIVATED']);
    const id = await start(completed);
    for (const { mobile } of completed.people) await answer(server, mobile, 'acceptInvitation');
    expect((await cutOver(completed.admin, id)).userErrors).toEqual([]);
    expect(new Set(await over(completed, id))).toEqual(new Set(['UPGRADE_COMPLETED']));
    const cancelled = await groupWorld(server, ['ACTIVATED']);
    const other = await start(cancelled);
    await mutate(cancelled.admin, 'cancelGroupUpgrade', { groupUpgradeId: other });
    expect(new Set(await over(cancelled, other))).toEqual(new Set(['UPGRADE_CANCELLED']));
  });

  test('is told as long as it can be decided: once the upgrade is over there is no summary any more', async () => {
    const summaryOf = (world: GroupWorld, id: string): Promise<unknown> =>
      world.admin.succeed(
        'query ($id: ID!) { cutOverSummary(groupUpgradeId: $id) { joining token excludedByReason { reason count } } }',
        { id },
      );
    const world = await groupWorld(server, ['ACTIVATED', 'NO_ACCOUNT']);
    const completed = await start(world);
    for (const place of [0, 1]) await answer(server, mobileAt(world, place), 'acceptInvitation');
    await mutate(world.admin, 'closeGroupUpgrade', { groupUpgradeId: completed });
    expect(await summaryOf(world, completed)).toMatchObject({
      cutOverSummary: { joining: 2, excludedByReason: [{ reason: 'NO_ACCOUNT', count: 1 }] },
    });
    await cutOver(world.admin, completed);
    expect(await summaryOf(world, completed)).toEqual({ cutOverSummary: null });
    const other = await groupWorld(server, ['ACTIVATED']);
    const cancelled = await start(other);
    await mutate(other.admin, 'cancelGroupUpgrade', { groupUpgradeId: cancelled });
    expect(await summaryOf(other, cancelled)).toEqual({ cutOverSummary: null });
  });

  describe('by capacity', () => {
    /** What the owner and this many others make, and one of the others once more. */
    async function crowd(others: number): Promise<GroupWorld> {
      const standings: Standing[] = Array.from({ length: others }, () => 'NOT_ACTIVATED');
      const world = await groupWorld(server, [...standings, 'UNKNOWN_MOBILE']);
      const again = `platformId,mobile\np${others + 1},${mobileAt(world, 2)}`;
      await importMobiles(world.admin, world.sourceGroupId, again);
      await activateAll(server, world);
      await endVerification(server, world);
      return world;
    }

    test('of more than there is room for, the owner and those who accepted first join', async () => {
      const world = await crowd(201);
      const { admin, organizationId } = world;
      const TIER = 'query ($id: ID!) { organization(id: $id) { tier } }';
      expect(await admin.succeed(TIER, { id: organizationId })).toEqual({ organization: { tier: 'BASIC' } });
      const groupUpgradeId = await start(world);
      await acceptFrom(server, groupUpgradeId, 3, 203);
      await acceptFrom(server, groupUpgradeId, 2, 2);
      // The owner last of all; with that everybody has answered.
      await answer(server, world.adminMobile, 'acceptInvitation');
      expect(await provedSummary(admin, groupUpgradeId)).toMatchObject({ joining: 200, staying: 2 });
      expect((await cutOver(admin, groupUpgradeId)).userErrors).toEqual([]);
      const ended = await outcomes(admin, groupUpgradeId);
      const left = ended.flatMap((reason, index) => (reason === null ? [] : [[index + 1, reason]]));
      expect(left).toEqual([
        [2, 'OVER_CAPACITY'],
        [202, 'OVER_CAPACITY'],
      ]);
      const members = await admin.succeed(
        'query ($id: ID!) { groupUpgrade(id: $id) { enterpriseGroup { members(first: 1) { totalCount } } } }',
        { id: groupUpgradeId },
      );
      expect(members).toEqual({ groupUpgrade: { enterpriseGroup: { members: { totalCount: 200 } } } });
    });
  });

  describe('by share of the roster', () => {
    test('a minimum in per cent is kept beside the number, and the refusal tells both', async () => {
      const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED', 'NO_ACCOUNT', 'NO_ACCOUNT']);
      const groupUpgradeId = await start(world, { minimumPercent: 60 });
      const READ = 'query ($id: ID!) { groupUpgrade(id: $id) { minimumMembers minimumPercent } }';
      expect(await world.admin.succeed(READ, { id: groupUpgradeId })).toEqual({
        groupUpgrade: { minimumMembers: 2, minimumPercent: 60 },
      });
      for (const index of [0, 1]) await answer(server, mobileAt(world, index), 'acceptInvitation');
      await mutate(world.admin, 'closeGroupUpgrade', { groupUpgradeId });
      const { token } = await provedSummary(world.admin, groupUpgradeId);
      const refused = await world.admin.succeed(
        `mutation ($input: CutOverGroupUpgradeInput!) { cutOverGroupUpgrade(input: $input) { userErrors { code message
           ... on TooFewMembersError { minimumMembers minimumPercent joiningMembers joiningPercent } } } }`,
        { input: { groupUpgradeId, summaryToken: token } },
      );
      expect(refused).toEqual({
        cutOverGroupUpgrade: {
          userErrors: [
            {
              code: 'TOO_FEW_MEMBERS',
              message: 'Too few members would join: 2 / 40 %. The minimum is 2 / 60 %.',
              minimumMembers: 2,
              minimumPercent: 60,
              joiningMembers: 2,
              joiningPercent: 40,
            },
          ],
        },
      });
    });

    test('exactly the share is enough', async () => {
      const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED', 'NO_ACCOUNT', 'NO_ACCOUNT']);
      const groupUpgradeId = await start(world, { minimumPercent: 60 });
      for (const index of [0, 1, 2]) await answer(server, mobileAt(world, index), 'acceptInvitation');
      await mutate(world.admin, 'closeGroupUpgrade', { groupUpgradeId });
      expect((await cutOver(world.admin, groupUpgradeId)).userErrors).toEqual([]);
    });

    test.each([0, 101, -5])('%i per cent is refused at the start', async (minimumPercent) => {
      const world = await groupWorld(server, []);
      const { userErrors } = await mutate(world.admin, 'startGroupUpgrade', {
        sourceGroupId: world.sourceGroupId,
        minimumPercent,
      });
      expect(userErrors).toMatchObject([{ code: 'OUT_OF_RANGE', field: ['minimumPercent'] }]);
    });
  });
});
