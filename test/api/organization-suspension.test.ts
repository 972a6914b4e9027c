import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { localId } from '#platform/graphql/relay.js';
import { groupWorld } from '../support/group-world.js';
import { importFile, memberFile } from '../support/directory.js';
import { untilWaiting, whileHeld } from '../support/locks.js';
import { list } from '../support/members.js';
import { auditOf, decide, reinstate, suspend } from '../support/organizations.js';
import { mobileAt } from '../support/people.js';
import { startServer, type TestServer } from '../support/server.js';
import { accept, answer, invitationOf, mutate, start } from '../support/upgrades.js';
import { organizationWithAdministrator, upload } from '../support/world.js';

const oneMember = memberFile([{ 姓名: 'New', 帐号: 'new', 手机号: '13812345678', 所在部门: '1' }]);

describe('a suspended organization', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  test('is suspended and reinstated by reviewers, with the reason in its audit', async () => {
    const world = await organizationWithAdministrator(server);
    const STATE = 'query ($id: ID!) { organization(id: $id) { state } }';
    expect(await suspend(server, world)).toMatchObject({ state: 'SUSPENDED', userErrors: [] });
    expect(await world.admin.succeed(STATE, { id: world.organizationId })).toEqual({
      organization: { state: 'SUSPENDED' },
    });
    expect((await suspend(server, world)).userErrors).toMatchObject([{ code: 'ILLEGAL_STATE' }]);
    expect(await reinstate(server, world)).toMatchObject({ state: 'ACTIVE', userErrors: [] });
    expect((await reinstate(server, world)).userErrors).toMatchObject([{ code: 'ILLEGAL_STATE' }]);
    expect(await auditOf(server, world, ['suspendOrganization', 'reinstateOrganization'])).toEqual([
      {
        command: 'suspendOrganization',
        details: { from: 'ACTIVE', to: 'SUSPENDED', reason: 'fees are overdue' },
      },
      {
        command: 'reinstateOrganization',
        details: { from: 'SUSPENDED', to: 'ACTIVE', reason: 'fees are paid' },
      },
    ]);
  });

  test('cannot be suspended by its own people or without a reason', async () => {
    const { admin, organizationId } = await organizationWithAdministrator(server);
    const SUSPEND =
      'mutation ($input: SuspendOrganizationInput!) { suspendOrganization(input: $input) { userErrors { code } } }';
    const input = { organizationId, reason: 'because' };
    expect(await admin.errorCodes(SUSPEND, { input })).toEqual(['FORBIDDEN']);
    expect(await server.api.errorCodes(SUSPEND, { input })).toEqual(['UNAUTHENTICATED']);
    const reviewer = await server.signIn('+8619900009999');
    const blank = await mutate(reviewer, 'suspendOrganization', { organizationId, reason: '  ' });
    expect(blank.userErrors).toMatchObject([{ code: 'REQUIRED', field: ['reason'] }]);
    const group = Buffer.from(`Organization:${crypto.randomUUID()}`).toString('base64url');
    expect(await reviewer.errorCodes(SUSPEND, { input: { ...input, organizationId: group } })).toEqual([
      'NOT_FOUND',
    ]);
  });

  test('is read as before, and refuses every change as one that may be tried again', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED', 'ACTIVATED']);
    const { admin, organizationId, sourceGroupId } = world;
    const groupUpgradeId = await start(world);
    await answer(server, mobileAt(world, 1), 'acceptInvitation');
    const [member] = await list(world);
    const csv = { purpose: 'GROUP_MOBILES', organizationId, fileName: 'm.csv', body: 'platformId,mobile\n' };
    const uploadId = await upload(admin, csv);
    await suspend(server, world);

    const read = await admin.succeed(
      `query ($id: ID!, $upgrade: ID!, $group: ID!) {
         organization(id: $id) { state members(first: 1) { totalCount } }
         groupUpgrade(id: $upgrade) { state progress { accepted } }
         sourceGroup(id: $group) { id }
         sourceGroups(first: 10) { totalCount }
         groupUpgradeInvitations(groupUpgradeId: $upgrade, first: 2) {
           edges { node { receipts(first: 1) { totalCount } deliveries(first: 1) { totalCount } } } }
         viewerMemberships(first: 10) { edges { node { organization { id } } } } }`,
      { id: organizationId, upgrade: groupUpgradeId, group: sourceGroupId },
    );
    expect(read).toMatchObject({
      organization: { state: 'SUSPENDED', members: { totalCount: 4 } },
      groupUpgrade: { progress: { accepted: 1 } },
      sourceGroups: { totalCount: 1 },
      groupUpgradeInvitations: {
        edges: [
          { node: { receipts: { totalCount: 0 }, deliveries: { totalCount: 1 } } },
          { node: { receipts: { totalCount: 1 }, deliveries: { totalCount: 1 } } },
        ],
      },
      viewerMemberships: { edges: [{ node: { organization: { id: organizationId } } }] },
    });

    const memberId = member?.id;
    const changes: [string, Record<string, unknown>][] = [
      ['startGroupUpgrade', { sourceGroupId }],
      ['saveUpgradePreflight', { sourceGroupId }],
      ['closeGroupUpgrade', { groupUpgradeId }],
      ['cancelGroupUpgrade', { groupUpgradeId }],
      ['cutOverGroupUpgrade', { groupUpgradeId, summaryToken: '1.x' }],
      ['importSourceGroup', { organizationId, uploadId }],
      ['importSourceGroupMobiles', { sourceGroupId, uploadId }],
      ['importMembers', { organizationId, uploadId }],
      ['importDepartments', { organizationId, uploadId }],
      ['createMember', { organizationId, name: 'New', mobile: '13812345678' }],
      ['updateMember', { memberId, name: 'Other' }],
      ['disableMember', { memberId }],
      ['enableMember', { memberId }],
      ['removeMember', { memberId }],
      ['assignMemberRoles', { memberId, roles: [] }],
      ['createDepartment', { organizationId, name: 'New' }],
      ['updateOrganizationSettings', { organizationId, retentionDays: 1 }],
    ];
    for (const [name, input] of changes) {
      expect([name, (await mutate(admin, name, input)).userErrors]).toMatchObject([
        name,
        [{ code: 'ORGANIZATION_SUSPENDED', retryable: true }],
      ]);
    }
    const answers = [
      [1, 'withdrawAcceptance'],
      [2, 'acceptInvitation'],
      [3, 'declineInvitation'],
    ] as const;
    for (const [index, how] of answers) {
      expect((await answer(server, mobileAt(world, index), how)).userErrors).toMatchObject([
        { code: 'ORGANIZATION_SUSPENDED', retryable: true },
      ]);
    }
  });

  test('keeps no refusal: the same call under the same key is done once it goes on', async () => {
    const world = await organizationWithAdministrator(server);
    await suspend(server, world);
    const { admin, organizationId } = world;
    const input = { organizationId, name: 'Sales', idempotencyKey: 'once' };
    expect((await mutate(admin, 'createDepartment', input)).userErrors).toMatchObject([
      { code: 'ORGANIZATION_SUSPENDED' },
    ]);
    await reinstate(server, world);
    expect((await mutate(admin, 'createDepartment', input)).userErrors).toEqual([]);
  });

  test('ends an import of members that was under way, at its next step', async () => {
    const world = await organizationWithAdministrator(server);
    // While the file is read, nothing is held.
    await whileHeld(server, 'lock table member_import', [], async (release) => {
      const imported = importFile(world, 'importMembers', oneMember);
      await untilWaiting(server, 1);
      await suspend(server, world);
      await release();
      expect(await imported).toMatchObject({ state: 'FAILED', failureCode: 'ORGANIZATION_SUSPENDED' });
    });
    expect(await list(world)).toHaveLength(1);
  });

  test('comes after a step of an import that has begun', async () => {
    const world = await organizationWithAdministrator(server);
    await whileHeld(
      server,
      `select pg_advisory_xact_lock(hashtextextended('directory:' || $1, 0))`,
      [localId('Organization', world.organizationId)],
      async (release) => {
        const imported = importFile(world, 'importMembers', oneMember);
        await untilWaiting(server, 1);
        const suspended = suspend(server, world);
        await untilWaiting(server, 2);
        await release();
        // What it would do after that finds the organization suspended.
        expect(await imported).toMatchObject({ succeeded: 1, failureCode: 'ORGANIZATION_SUSPENDED' });
        expect(await suspended).toMatchObject({ userErrors: [] });
      },
    );
    expect(await list(world)).toHaveLength(2);
  });

  describe('suspension against accept', () => {
    // Where the clock runs on, a suspension touches no upgrade: it waits for the organization alone.
    test.each(['STOPS', 'RUNS'])(
      'an answer that has begun is given, and the suspension comes after it: the clock %s',
      async (clockWhileSuspended) => {
        const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED']);
        await decide(world, { clockWhileSuspended });
        const upgradeId = await start(world);
        await whileHeld(
          server,
          'select 1 from group_upgrade where id = $1 for update',
          [localId('GroupUpgrade', upgradeId)],
          async (release) => {
            const accepted = answer(server, mobileAt(world, 1), 'acceptInvitation');
            await untilWaiting(server, 1);
            const suspended = suspend(server, world);
            await untilWaiting(server, 2);
            await release();
            expect(await accepted).toMatchObject({ invitation: { state: 'ACCEPTED' }, userErrors: [] });
            expect(await suspended).toMatchObject({ state: 'SUSPENDED' });
          },
        );
        expect(await invitationOf(await server.signIn(mobileAt(world, 1)))).toMatchObject({
          state: 'ACCEPTED',
        });
      },
    );

    test('an answer that comes while the suspension is made is refused, and can be given after it', async () => {
      const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED']);
      await start(world);
      const api = await server.signIn(mobileAt(world, 1));
      const { id } = await invitationOf(api);
      await whileHeld(
        server,
        'select 1 from organization where id = $1 for update',
        [localId('Organization', world.organizationId)],
        async (release) => {
          const suspended = suspend(server, world);
          await untilWaiting(server, 1);
          const accepted = accept(api, id);
          await untilWaiting(server, 2);
          await release();
          expect(await suspended).toMatchObject({ state: 'SUSPENDED' });
          expect((await accepted).userErrors).toMatchObject([
            { code: 'ORGANIZATION_SUSPENDED', retryable: true },
          ]);
        },
      );
      expect(await invitationOf(api)).toMatchObject({ state: 'PENDING' });
      await reinstate(server, world);
      expect((await accept(api, id)).userErrors).toEqual([]);
    });
  });
});
