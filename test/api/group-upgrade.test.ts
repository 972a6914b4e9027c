import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { localId } from '#platform/graphql/relay.js';
import { eventually } from '../support/eventually.js';
import { groupWorld, importMembers } from '../support/group-world.js';
import { startServer, type TestServer } from '../support/server.js';
import {
  accept,
  accountOf,
  answer,
  cutOver,
  invitationOf,
  mutate,
  noticeDigestOf,
  provedSummary,
  refusal,
  start,
  summary,
} from '../support/upgrades.js';
import { newMobile, organizationWithAdministrator } from '../support/world.js';

const PROGRESS = 'state total blocked pending accepted declined expired withdrawn revoked included excluded';

describe('a group upgrade', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  const upgradeOf = async (
    api: Parameters<typeof cutOver>[0],
    id: string,
  ): Promise<Record<string, unknown>> => {
    const data = await api.succeed<{ groupUpgrade: { progress: Record<string, unknown> } }>(
      `query ($id: ID!) { groupUpgrade(id: $id) { progress { ${PROGRESS} excludedByReason { reason count } } } }`,
      { id },
    );
    return data.groupUpgrade.progress;
  };

  test('takes in who said yes with the whole history, leaves out everybody else with a reason, and the old group ceases', async () => {
    const world = await groupWorld(server, [
      'ACTIVATED',
      'ACTIVATED',
      'ACTIVATED',
      'NO_ACCOUNT',
      'UNKNOWN_MOBILE',
      'NOT_ACTIVATED',
    ]);
    const id = await start(world);
    const [owner, yes, no] = world.people;
    await answer(server, owner?.mobile ?? '', 'acceptInvitation');
    await answer(server, yes?.mobile ?? '', 'acceptInvitation');
    await answer(server, no?.mobile ?? '', 'declineInvitation');
    expect(await upgradeOf(world.admin, id)).toMatchObject({
      state: 'INVITING',
      total: 7,
      accepted: 2,
      declined: 1,
      pending: 1,
      blocked: 3,
    });

    expect((await mutate(world.admin, 'closeGroupUpgrade', { groupUpgradeId: id })).userErrors).toEqual([]);
    expect(await summary(world.admin, id)).toMatchObject({ joining: 2, staying: 5, messages: 5 });
    expect(await cutOver(world.admin, id)).toMatchObject({
      groupUpgrade: { state: 'COMPLETED' },
      userErrors: [],
    });
    expect(await upgradeOf(world.admin, id)).toMatchObject({
      state: 'COMPLETED',
      included: 2,
      excluded: 5,
      excludedByReason: expect.arrayContaining([
        { reason: 'DECLINED', count: 1 },
        { reason: 'EXPIRED', count: 1 },
        { reason: 'NO_ACCOUNT', count: 1 },
        { reason: 'UNKNOWN_MOBILE', count: 1 },
        { reason: 'ACCOUNT_NOT_ACTIVATED', count: 1 },
      ]),
    });

    const { sourceGroup } = await world.admin.succeed<{
      sourceGroup: { state: string; successor: { id: string; state: string }; historyProof: unknown };
    }>(
      'query ($id: ID!) { sourceGroup(id: $id) { state successor { id state } historyProof { messageCount digest } } }',
      { id: world.sourceGroupId },
    );
    expect(sourceGroup).toMatchObject({ state: 'CEASED', successor: { state: 'ACTIVE' } });
    const HISTORY =
      'query ($id: ID!) { enterpriseGroup(id: $id) { historyProof { messageCount digest } history(first: 10) { edges { node { content } } } } }';
    const joined = await server.signIn(yes?.mobile ?? '');
    const { enterpriseGroup } = await joined.succeed<{
      enterpriseGroup: { historyProof: unknown; history: { edges: { node: { content: string } }[] } };
    }>(HISTORY, {
      id: sourceGroup.successor.id,
    });
    expect(enterpriseGroup.history.edges.map(({ node }) => node.content)).toEqual(
      [1, 2, 3, 4, 5].map((n) => `message ${n}`),
    );
    expect(enterpriseGroup.historyProof).toEqual(sourceGroup.historyProof);
    const declined = await server.signIn(no?.mobile ?? '');
    expect(await declined.errorCodes(HISTORY, { id: sourceGroup.successor.id })).toContain('FORBIDDEN');
    expect(await refusal(world.admin, 'startGroupUpgrade', { sourceGroupId: world.sourceGroupId })).toBe(
      'SOURCE_GROUP_CEASED',
    );
  });

  test('is started once when two ask at the same moment, and the second is told which one is open', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const input = { sourceGroupId: world.sourceGroupId };
    const selection = 'groupUpgrade { id }';
    const both = await Promise.all(
      [1, 2].map(() =>
        mutate<{ groupUpgrade: { id: string } | null; userErrors: { groupUpgradeId?: string }[] }>(
          world.admin,
          'startGroupUpgrade',
          input,
          selection,
        ),
      ),
    );
    const started = both.filter((payload) => payload.groupUpgrade !== null);
    expect(started).toHaveLength(1);
    const again = await world.admin.succeed(
      `mutation ($input: StartGroupUpgradeInput!) { startGroupUpgrade(input: $input) {
         userErrors { code ... on UpgradeAlreadyOpenError { groupUpgradeId } } } }`,
      { input },
    );
    expect(again).toEqual({
      startGroupUpgrade: {
        userErrors: [{ code: 'UPGRADE_ALREADY_OPEN', groupUpgradeId: started[0]?.groupUpgrade?.id }],
      },
    });
  });

  test('is refused to a member without a role, and does not exist for another company', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const stranger = await organizationWithAdministrator(server, { name: '别家公司' });
    expect(
      await stranger.admin.errorCodes(
        'mutation ($input: StartGroupUpgradeInput!) { startGroupUpgrade(input: $input) { userErrors { code } } }',
        { input: { sourceGroupId: world.sourceGroupId } },
      ),
    ).toEqual(['NOT_FOUND']);
    const member = await server.signIn(world.people[1]?.mobile ?? '');
    expect(
      await member.errorCodes(
        'mutation ($input: StartGroupUpgradeInput!) { startGroupUpgrade(input: $input) { userErrors { code } } }',
        { input: { sourceGroupId: world.sourceGroupId } },
      ),
    ).toEqual(['FORBIDDEN']);
  });

  test('is neither started nor cut over by an administrator who does not own the group', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const other = await server.signIn(world.people[1]?.mobile ?? '');
    const memberId = await accountOf(other);
    expect(
      await refusal(world.admin, 'assignMemberRoles', { memberId, roles: ['ADMINISTRATOR'] }),
    ).toBeUndefined();
    const { sourceGroupId } = world;
    expect(await refusal(other, 'startGroupUpgrade', { sourceGroupId })).toBe('NOT_GROUP_OWNER');
    expect(
      await other.succeed('query ($id: ID!) { groupUpgradePreflight(sourceGroupId: $id) { obstacle } }', {
        id: sourceGroupId,
      }),
    ).toEqual({ groupUpgradePreflight: { obstacle: 'NOT_GROUP_OWNER' } });

    const id = await start(world);
    for (const person of world.people) await answer(server, person.mobile, 'acceptInvitation');
    await provedSummary(world.admin, id);
    expect((await cutOver(other, id)).userErrors[0]?.code).toBe('NOT_GROUP_OWNER');
    expect((await cutOver(world.admin, id)).userErrors).toEqual([]);
  });

  test('is not cut over with a history that is not what was imported', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const id = await start(world);
    await server.app.database.run(
      `update message set content = 'forged' where ordinal = 3 and conversation_id =
         (select conversation_id from source_group where id = $1)`,
      [localId('SourceGroup', world.sourceGroupId)],
    );
    for (const person of world.people) await answer(server, person.mobile, 'acceptInvitation');
    await eventually('the history was read again and found changed', async () => {
      const row = await server.app.database.row<{ failed: number }>(
        `select count(*) as failed from graphile_worker._private_jobs where last_error like '%not what was imported%'`,
      );
      return (row?.failed ?? 0) > 0;
    });
    const { token, historyProved } = await summary(world.admin, id);
    expect(historyProved).toBe(false);
    expect(
      await refusal(world.admin, 'cutOverGroupUpgrade', { groupUpgradeId: id, summaryToken: token }),
    ).toBe('HISTORY_NOT_PROVED');
  });

  test('an invitation does not exist for anybody but the person it asks', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED']);
    await start(world);
    const [, first, second] = world.people;
    const mine = await invitationOf(await server.signIn(first?.mobile ?? ''));
    const other = await server.signIn(second?.mobile ?? '');
    expect(
      await other.errorCodes(
        'mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { userErrors { code } } }',
        { input: { invitationId: mine.id, noticeDigest: 'any' } },
      ),
    ).toEqual(['NOT_FOUND']);
  });

  test('accepting twice is told so, accepting again with the same key answers as before, and both count once', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED']);
    const id = await start(world);
    const api = await server.signIn(world.people[1]?.mobile ?? '');
    const { id: invitationId } = await invitationOf(api);
    const noticeDigest = await noticeDigestOf(api, invitationId);
    const input = { invitationId, noticeDigest, idempotencyKey: 'my only answer' };
    const first = await mutate(api, 'acceptInvitation', input, 'invitation { state }');
    expect(await mutate(api, 'acceptInvitation', input, 'invitation { state }')).toEqual(first);
    expect(await refusal(api, 'acceptInvitation', { invitationId, noticeDigest })).toBe(
      'INVITATION_ALREADY_ANSWERED',
    );
    expect(await upgradeOf(world.admin, id)).toMatchObject({ accepted: 1, pending: 2 });
  });

  test('an account that is activated late turns its invitation from blocked to pending at that moment', async () => {
    const world = await groupWorld(server, ['NOT_ACTIVATED', 'NO_ACCOUNT']);
    const id = await start(world);
    const [, late, later] = world.people;
    expect(await upgradeOf(world.admin, id)).toMatchObject({ blocked: 2, pending: 1 });
    const api = await server.signIn(late?.mobile ?? '');
    expect(await invitationOf(api)).toMatchObject({ state: 'PENDING', blockedReason: null });
    expect((await answer(server, late?.mobile ?? '', 'acceptInvitation')).invitation?.state).toBe('ACCEPTED');
    if (later)
      await importMembers(world.admin, world.organizationId, [{ ...later, standing: 'NOT_ACTIVATED' }]);
    expect(await upgradeOf(world.admin, id)).toMatchObject({ blocked: 1, accepted: 1 });
    const second = await server.signIn(later?.mobile ?? '');
    expect(await invitationOf(second)).toMatchObject({ state: 'PENDING' });
  });

  test('is over for answers at its deadline, whether or not the sweeper ran, and the sweeper then says so', async () => {
    const own = await startServer();
    try {
      const world = await groupWorld(own, ['ACTIVATED', 'ACTIVATED']);
      const id = await start(world, { answerDays: 1 });
      await answer(own, world.people[1]?.mobile ?? '', 'acceptInvitation');
      const events = world.admin.subscribe<{
        groupUpgradeEvents: { type: string; toState: string; sequence: number };
      }>('subscription ($id: ID!) { groupUpgradeEvents(id: $id) { type toState sequence } }', { id });
      const late = await own.signIn(world.people[2]?.mobile ?? '');
      const { id: invitationId } = await invitationOf(late);
      await own.travel('1 day 1 second');
      expect((await accept(late, invitationId)).userErrors[0]?.code).toBe('INVITATION_EXPIRED');
      await own.app.database.run(
        `update graphile_worker._private_jobs set run_at = now() - interval '1 second' where run_at > now()`,
      );
      await events.until((event) => event.groupUpgradeEvents.type === 'COOLING_OFF_STARTED');
      await events.close();
      expect(await upgradeOf(world.admin, id)).toMatchObject({
        state: 'COOLING_OFF',
        expired: 2,
        accepted: 1,
        pending: 0,
      });
    } finally {
      await own.stop();
    }
  });

  test('refuses answers after its cancellation and leaves the source group alive for a new one', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const id = await start(world);
    expect(
      await mutate(world.admin, 'cancelGroupUpgrade', { groupUpgradeId: id, reason: '改期' }),
    ).toMatchObject({ userErrors: [] });
    const api = await server.signIn(world.people[1]?.mobile ?? '');
    const { id: invitationId, state } = await invitationOf(api);
    expect(state).toBe('REVOKED');
    expect((await accept(api, invitationId)).userErrors[0]?.code).toBe('UPGRADE_CANCELLED');
    expect(await upgradeOf(world.admin, id)).toMatchObject({ state: 'CANCELLED', revoked: 2 });
    await start(world);
  });

  test('is not cut over on numbers that have changed, on a summary of another upgrade, or before the cooling-off is over', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED']);
    const id = await start(world);
    for (const person of world.people) await answer(server, person.mobile, 'acceptInvitation');
    const stale = await provedSummary(world.admin, id);
    await answer(server, world.people[2]?.mobile ?? '', 'withdrawAcceptance');
    expect(
      await refusal(world.admin, 'cutOverGroupUpgrade', { groupUpgradeId: id, summaryToken: stale.token }),
    ).toBe('CUT_OVER_TOKEN_STALE');
    expect(
      await refusal(world.admin, 'cutOverGroupUpgrade', { groupUpgradeId: id, summaryToken: 'nonsense' }),
    ).toBe('CUT_OVER_TOKEN_STALE');
    expect((await cutOver(world.admin, id)).userErrors).toEqual([]);
    expect(
      await refusal(world.admin, 'cutOverGroupUpgrade', { groupUpgradeId: id, summaryToken: stale.token }),
    ).toBe('UPGRADE_COMPLETED');

    const slow = await groupWorld(server, ['ACTIVATED']);
    const waiting = await start(slow, { coolingOffHours: 1 });
    await mutate(slow.admin, 'closeGroupUpgrade', { groupUpgradeId: waiting });
    expect((await cutOver(slow.admin, waiting)).userErrors[0]).toMatchObject({
      code: 'COOLING_OFF',
      retryable: true,
    });
  });

  test('is not cut over when fewer join than must', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const id = await start(world);
    await answer(server, world.adminMobile, 'acceptInvitation');
    await mutate(world.admin, 'closeGroupUpgrade', { groupUpgradeId: id });
    expect((await cutOver(world.admin, id)).userErrors[0]).toMatchObject({ code: 'TOO_FEW_MEMBERS' });
  });

  test('leaves out who accepted and was disabled before the cut-over', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED']);
    const id = await start(world);
    for (const person of world.people) await answer(server, person.mobile, 'acceptInvitation');
    const memberId = await accountOf(await server.signIn(world.people[2]?.mobile ?? ''));
    expect(await refusal(world.admin, 'disableMember', { memberId })).toBeUndefined();
    await cutOver(world.admin, id);
    expect(await upgradeOf(world.admin, id)).toMatchObject({
      included: 2,
      excludedByReason: [{ reason: 'ACCOUNT_DISABLED', count: 1 }],
    });
  });

  test('tells in its preflight whom it would ask, what keeps the others from answering, and what would help', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'NOT_ACTIVATED', 'NO_ACCOUNT', 'UNKNOWN_MOBILE']);
    const { groupUpgradePreflight } = await world.admin.succeed<{ groupUpgradePreflight: unknown }>(
      `query ($id: ID!) { groupUpgradePreflight(sourceGroupId: $id) { obstacle total eligible blocked { reason cure count }
         entries(first: 2) { edges { node { eligible blockedReason rosterEntry { platformId } } } pageInfo { hasNextPage } } } }`,
      { id: world.sourceGroupId },
    );
    expect(groupUpgradePreflight).toMatchObject({
      obstacle: null,
      total: 5,
      eligible: 2,
      blocked: expect.arrayContaining([
        { reason: 'ACCOUNT_NOT_ACTIVATED', cure: 'MEMBER_SIGNS_IN', count: 1 },
        { reason: 'NO_ACCOUNT', cure: 'CREATE_MEMBER', count: 1 },
        { reason: 'UNKNOWN_MOBILE', cure: 'PROVIDE_MOBILE', count: 1 },
      ]),
      entries: {
        edges: [
          { node: { eligible: true, rosterEntry: { platformId: 'owner' } } },
          { node: { eligible: true } },
        ],
        pageInfo: { hasNextPage: true },
      },
    });
  });

  test('bounds its own terms', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const payload = await mutate(world.admin, 'startGroupUpgrade', {
      sourceGroupId: world.sourceGroupId,
      answerDays: 31,
      coolingOffHours: 73,
      minimumMembers: 1,
    });
    expect(payload.userErrors.map(({ code, field }) => [code, ...field])).toEqual([
      ['OUT_OF_RANGE', 'answerDays'],
      ['OUT_OF_RANGE', 'coolingOffHours'],
      ['OUT_OF_RANGE', 'minimumMembers'],
    ]);
  });

  test('a minimum that its roster cannot reach is refused, with both numbers', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'NO_ACCOUNT']);
    const input = { sourceGroupId: world.sourceGroupId, minimumMembers: 4 };
    expect((await mutate(world.admin, 'startGroupUpgrade', input)).userErrors).toMatchObject([
      {
        code: 'MINIMUM_OUT_OF_REACH',
        field: ['minimumMembers'],
        message: 'The roster has 3 people, and 4 would have to join. Set a lower minimumMembers.',
      },
    ]);
    await start(world, { minimumMembers: 3 });
  });

  test('a step that is not its turn is refused with the one that comes before', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const groupUpgradeId = await start(world);
    const { token } = await summary(world.admin, groupUpgradeId);
    const early = { groupUpgradeId, summaryToken: token };
    expect((await mutate(world.admin, 'cutOverGroupUpgrade', early)).userErrors).toMatchObject([
      {
        code: 'ILLEGAL_STATE',
        message: 'This is not possible in the state INVITING. Call closeGroupUpgrade first.',
      },
    ]);
    await mutate(world.admin, 'closeGroupUpgrade', { groupUpgradeId });
    const late = { groupUpgradeId, expiresAt: '2099-01-01T00:00:00Z' };
    expect((await mutate(world.admin, 'extendGroupUpgradeDeadline', late)).userErrors).toMatchObject([
      {
        code: 'ILLEGAL_STATE',
        message: 'This is not possible in the state COOLING_OFF. Call stopCoolingOff first.',
      },
    ]);
  });

  test('a mobile that nobody in the group has is asked nothing', async () => {
    const api = await server.signIn(newMobile());
    expect(await api.succeed('{ myInvitations(first: 5) { edges { node { id } } } }')).toEqual({
      myInvitations: { edges: [] },
    });
  });
});
