import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { changeInvitations } from '#modules/upgrade/data/event-log.js';
import { databaseNow } from '#platform/db/clock.js';
import { localId } from '#platform/graphql/relay.js';
import type { Api } from '../support/api.js';
import { groupWorld, type GroupWorld, importMembers, type Standing } from '../support/group-world.js';
import { importMobiles } from '../support/groups.js';
import { decide } from '../support/organizations.js';
import { mobileAt } from '../support/people.js';
import { startServer, type TestServer } from '../support/server.js';
import { accept, answer, cutOver, invitationOf, mutate, provedSummary, start } from '../support/upgrades.js';

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

  describe('by region', () => {
    test('a rule that comes later blocks who is asked, and leaves out who has accepted', async () => {
      const world = await groupWorld(server, ['UNKNOWN_MOBILE', 'UNKNOWN_MOBILE', 'ACTIVATED']);
      const { admin, organizationId, sourceGroupId } = world;
      const [accepting, silent] = ['+85291234567', '+85291234568'];
      await importMembers(admin, organizationId, [
        { platformId: 'hk1', mobile: accepting, standing: 'ACTIVATED' },
        { platformId: 'hk2', mobile: silent, standing: 'ACTIVATED' },
      ]);
      await importMobiles(admin, sourceGroupId, `platformId,mobile\np1,${accepting}\np2,${silent}`);
      const waiting = await server.signIn(silent);
      const groupUpgradeId = await start(world);
      await answer(server, accepting, 'acceptInvitation');
      const seen = async (): Promise<[string, string | null]> => {
        const { state, blockedReason } = await invitationOf(waiting);
        return [state, blockedReason];
      };
      expect(await seen()).toEqual(['PENDING', null]);
      await decide(world, { membersRegion: 'OWN' });
      expect(await seen()).toEqual(['BLOCKED', 'REGION_RESTRICTED']);
      const { id } = await invitationOf(waiting);
      expect((await accept(waiting, id)).userErrors[0]?.code).toBe('INVITATION_BLOCKED');
      expect(await invitationOf(await server.signIn(accepting))).toMatchObject({ state: 'ACCEPTED' });
      await decide(world, { membersRegion: 'ANY' });
      expect(await seen()).toEqual(['PENDING', null]);

      await decide(world, { membersRegion: 'OWN' });
      await answer(server, world.adminMobile, 'acceptInvitation');
      await answer(server, mobileAt(world, 3), 'acceptInvitation');
      await mutate(admin, 'closeGroupUpgrade', { groupUpgradeId });
      expect((await cutOver(admin, groupUpgradeId)).userErrors).toEqual([]);
      expect(await outcomes(admin, groupUpgradeId)).toEqual([
        null,
        'REGION_RESTRICTED',
        'REGION_RESTRICTED',
        null,
      ]);
    });
  });

  describe('by capacity', () => {
    /** What the owner and this many others make, and one of the others once more. */
    async function crowd(others: number): Promise<GroupWorld> {
      const standings: Standing[] = Array.from({ length: others }, () => 'NOT_ACTIVATED');
      const world = await groupWorld(server, [...standings, 'UNKNOWN_MOBILE']);
      const again = `platformId,mobile\np${others + 1},${mobileAt(world, 2)}`;
      await importMobiles(world.admin, world.sourceGroupId, again);
      const organizationId = localId('Organization', world.organizationId);
      const { database } = server.app;
      await database.run(
        `with people as (
           insert into person (id, mobile) select gen_random_uuid(), mobile from member
             where organization_id = $1 and status = 'NOT_ACTIVATED' returning id, mobile)
         update member m set status = 'ACTIVATED', activated_at = now(), person_id = p.id
         from people p where m.mobile = p.mobile and m.organization_id = $1`,
        [organizationId],
      );
      // What is left when the verification has run out.
      await database.run(`update organization set verified_until = now() - interval '1 day' where id = $1`, [
        organizationId,
      ]);
      return world;
    }

    /** The invitations at these places of the roster are accepted at one moment, as their people would. */
    async function acceptFrom(groupUpgradeId: string, from: number, to: number): Promise<void> {
      const id = localId('GroupUpgrade', groupUpgradeId);
      await server.app.database.transaction(async (tx) => {
        await tx.run('select 1 from group_upgrade where id = $1 for no key update', [id]);
        const asked = await tx.rows<{ invitationId: string; memberId: string }>(
          `select i.id as "invitationId", m.id as "memberId" from invitation i
             join roster_entry r on r.id = i.roster_entry_id join consumer_identity c on c.id = r.identity_id
             join member m on m.organization_id = c.organization_id and m.mobile = c.mobile
           where i.group_upgrade_id = $1 and i.position between $2 and $3`,
          [id, from, to],
        );
        const changes = asked.map(
          (one) => ({ ...one, from: 'PENDING', to: 'ACCEPTED', noticeEdition: 1 }) as const,
        );
        await changeInvitations(tx, id, changes, await databaseNow(tx));
      });
    }

    test('of more than there is room for, the owner and those who accepted first join', async () => {
      const world = await crowd(201);
      const { admin, organizationId } = world;
      const TIER = 'query ($id: ID!) { organization(id: $id) { tier } }';
      expect(await admin.succeed(TIER, { id: organizationId })).toEqual({ organization: { tier: 'BASIC' } });
      const groupUpgradeId = await start(world);
      await acceptFrom(groupUpgradeId, 3, 203);
      await acceptFrom(groupUpgradeId, 2, 2);
      // The owner last of all; with that everybody has answered.
      await answer(server, world.adminMobile, 'acceptInvitation');
      expect(await provedSummary(admin, groupUpgradeId)).toMatchObject({ joining: 201, staying: 2 });
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
