import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { localId } from '#platform/graphql/relay.js';
import type { Api } from '../support/api.js';
import { groupWorld, type GroupWorld } from '../support/group-world.js';
import { asJsonl, importGroup, member } from '../support/groups.js';
import {
  mobileOf,
  officer,
  questionTo,
  runJobs,
  sweep,
  unsound,
  untilState,
  untilTold,
  upgradeOf,
} from '../support/life.js';
import { inTurn, untilWaiting, whileHeld, whilePutOff } from '../support/locks.js';
import { startServer, type TestServer } from '../support/server.js';
import {
  accept,
  accountOf,
  answer,
  invitationOf,
  mutate,
  provedSummary,
  refusal,
  start,
} from '../support/upgrades.js';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const upgradeRow = (id: string): string => localId('GroupUpgrade', id);
const groupRow = ({ sourceGroupId }: GroupWorld): string => localId('SourceGroup', sourceGroupId);

/** Lets each begin once those before it wait behind a row that is held; then all go on in that order. */
const inOrder = <T>(
  table: 'group_upgrade' | 'source_group',
  id: string,
  steps: readonly (() => Promise<T>)[],
  on = server,
): Promise<T[]> => inTurn(on, { table, id }, ...steps);

describe('a race of the cut-over:', () => {
  /** An upgrade in which everybody has said yes, ready to be cut over by its owner. */
  async function ready(): Promise<{
    world: GroupWorld;
    id: string;
    over: () => Promise<string | undefined>;
  }> {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED']);
    const id = await start(world);
    for (const { mobile } of world.people) await answer(server, mobile, 'acceptInvitation');
    const { token } = await provedSummary(world.admin, id);
    const over = (): Promise<string | undefined> =>
      refusal(world.admin, 'cutOverGroupUpgrade', { groupUpgradeId: id, summaryToken: token });
    return { world, id, over };
  }

  /** An export of the group that is read already and waits to be stored. Answers with what refuses it. */
  async function imports(
    world: GroupWorld,
    { ownerId, message }: { ownerId: string; message?: string },
  ): Promise<() => Promise<string | undefined>> {
    const body = asJsonl({
      exportedAt: 1_790_000_000,
      meta: { groupId: world.platformGroupId, name: '项目群', ownerId },
      members: ['owner', 'p1', 'p2'].map((id) => member(id, { accountName: `Name of ${id}` })),
      messages: message
        ? [
            {
              platformMessageId: message,
              sender: 'p1',
              accountName: 'p1',
              timestamp: 1_760_000_000,
              type: 0,
              content: 'new',
            },
          ]
        : [],
    });
    return async () => (await importGroup(world.admin, world.organizationId, body)).failureCode ?? undefined;
  }

  test('owner change against cut-over, the new owner comes first: the old one does not cut over, also before the upgrade has heard of it', async () => {
    const { world, id, over } = await ready();
    const handedOver = await imports(world, { ownerId: 'p2' });
    await whilePutOff(server, 'group:changed', async () => {
      const codes = await inOrder('source_group', groupRow(world), [handedOver, over]);
      expect(codes).toEqual([undefined, 'OWNER_CHANGED']);
      expect((await upgradeOf(world.admin, id)).state).toBe('COOLING_OFF');
    });
    await runJobs(server);
    expect(await upgradeOf(world.admin, id)).toMatchObject({ state: 'PAUSED', pauseReason: 'OWNER_CHANGED' });
    expect(await unsound(server, id)).toEqual([]);
  });

  test('owner change against cut-over, the upgrade hears of it first: it stands still, and nobody cuts it over', async () => {
    const { world, id, over } = await ready();
    const handedOver = await imports(world, { ownerId: 'p2' });
    expect(await inOrder('group_upgrade', upgradeRow(id), [handedOver, over])).toEqual([
      undefined,
      'UPGRADE_PAUSED',
    ]);
    expect(await upgradeOf(world.admin, id)).toMatchObject({ state: 'PAUSED', pauseReason: 'OWNER_CHANGED' });
  });

  test('owner change against cut-over, the new owner comes second: the group has ceased, and its owner stays who it was', async () => {
    const { world, id, over } = await ready();
    const handedOver = await imports(world, { ownerId: 'p2' });
    const [refused, imported] = await inOrder('source_group', groupRow(world), [over, handedOver]);
    expect([refused, imported]).toEqual([undefined, 'SOURCE_GROUP_CEASED']);
    expect((await upgradeOf(world.admin, id)).state).toBe('COMPLETED');
  });

  test('owner change against cut-over: an owner who is being disabled does not cut over', async () => {
    const { world, id, over } = await ready();
    const second = await officer(server, world, 'p1');
    const memberId = await accountOf(world.admin);
    const disable = (): Promise<string | undefined> => refusal(second, 'disableMember', { memberId });
    const [disabled, refused] = await inOrder('group_upgrade', upgradeRow(id), [disable, over]);
    expect([disabled, refused]).toEqual([undefined, 'UPGRADE_PAUSED']);
    expect(await upgradeOf(second, id)).toMatchObject({ state: 'PAUSED', pauseReason: 'OWNER_GONE' });
  });

  test('owner change against cut-over: an owner who is disabled while it is carried out has cut over', async () => {
    const { world, id, over } = await ready();
    const second = await officer(server, world, 'p1');
    const memberId = await accountOf(world.admin);
    const disable = (): Promise<string | undefined> => refusal(second, 'disableMember', { memberId });
    const [refused, disabled] = await inOrder('source_group', groupRow(world), [over, disable]);
    expect([refused, disabled]).toEqual([undefined, undefined]);
    expect((await upgradeOf(second, id)).state).toBe('COMPLETED');
    expect((await questionTo(second, id, 'owner')).state).toBe('INCLUDED');
  });

  test('import against cut-over, the import comes first: its messages are not proved yet, so nothing is cut over', async () => {
    const { world, id, over } = await ready();
    const later = await imports(world, { ownerId: 'owner', message: 'm-late' });
    const [imported, refused] = await inOrder('source_group', groupRow(world), [later, over]);
    expect([imported, refused]).toEqual([undefined, 'HISTORY_NOT_PROVED']);
    expect((await upgradeOf(world.admin, id)).state).toBe('COOLING_OFF');
  });

  test('import against cut-over, the import comes second: it finds the group ceased and adds nothing', async () => {
    const { world, over } = await ready();
    const later = await imports(world, { ownerId: 'owner', message: 'm-late' });
    const [refused, imported] = await inOrder('source_group', groupRow(world), [over, later]);
    expect([refused, imported]).toEqual([undefined, 'SOURCE_GROUP_CEASED']);
    const proof = await world.admin.succeed<{ sourceGroup: { historyProof: { messageCount: number } } }>(
      'query ($id: ID!) { sourceGroup(id: $id) { historyProof { messageCount } } }',
      { id: world.sourceGroupId },
    );
    expect(proof.sourceGroup.historyProof.messageCount).toBe(world.messages);
  });

  test.each(['owner', 'deputy'])(
    'two cut-overs: the second one finds it done, when the %s is first',
    async (first) => {
      const { world, id, over } = await ready();
      const deputy = await officer(server, world, 'p1');
      const { sourceGroupId } = world;
      expect(await refusal(world.admin, 'grantUpgradeMandate', { sourceGroupId })).toBeUndefined();
      const { token } = await provedSummary(deputy, id);
      const theirs = (): Promise<string | undefined> =>
        refusal(deputy, 'cutOverGroupUpgrade', { groupUpgradeId: id, summaryToken: token });
      const steps = first === 'owner' ? [over, theirs] : [theirs, over];
      const refused = await inOrder('source_group', groupRow(world), steps);
      expect(refused).toEqual([undefined, 'UPGRADE_COMPLETED']);
      expect((await upgradeOf(world.admin, id)).progress).toMatchObject({ included: 3, accepted: 0 });
      expect(await unsound(server, id)).toEqual([]);
    },
  );

  test('the cooling-off is stopped first: nothing is cut over', async () => {
    const { world, id, over } = await ready();
    const stop = (): Promise<string | undefined> =>
      refusal(world.admin, 'stopCoolingOff', { groupUpgradeId: id });
    const refused = await inOrder('group_upgrade', upgradeRow(id), [stop, over]);
    expect(refused).toEqual([undefined, 'ILLEGAL_STATE']);
    expect((await upgradeOf(world.admin, id)).state).toBe('INVITING');
  });

  test('the cooling-off is stopped too late', async () => {
    const { world, id, over } = await ready();
    const stop = (): Promise<string | undefined> =>
      refusal(world.admin, 'stopCoolingOff', { groupUpgradeId: id });
    const refused = await inOrder('group_upgrade', upgradeRow(id), [over, stop]);
    expect(refused).toEqual([undefined, 'UPGRADE_COMPLETED']);
  });
});

describe('two starts of one group', () => {
  test.each([
    [3, 5],
    [5, 3],
  ])(
    'open one upgrade, on the terms of the first, and the second is told which: %i, %i',
    async (...terms) => {
      const world = await groupWorld(server, ['ACTIVATED']);
      const steps = terms.map(
        (answerDays) => (): Promise<Begun> =>
          mutate(
            world.admin,
            'startGroupUpgrade',
            { sourceGroupId: world.sourceGroupId, answerDays },
            'groupUpgrade { id } userErrors { ... on UpgradeAlreadyOpenError { groupUpgradeId } }',
          ),
      );
      const [first, second] = await inOrder('source_group', groupRow(world), steps);
      expect(first?.userErrors).toEqual([]);
      const id = first?.groupUpgrade?.id ?? '';
      expect(second?.userErrors).toMatchObject([{ code: 'UPGRADE_ALREADY_OPEN', groupUpgradeId: id }]);
      const lasts = Date.parse((await upgradeOf(world.admin, id)).expiresAt) - Date.now();
      expect(Math.round(lasts / 86_400_000)).toBe(terms[0]);
      const all = await server.app.database.row<{ count: number }>(
        'select count(*) from group_upgrade where source_group_id = $1',
        [groupRow(world)],
      );
      expect(all?.count).toBe(1);
    },
  );

  interface Begun {
    readonly groupUpgrade: { readonly id: string } | null;
    readonly userErrors: readonly { readonly code: string }[];
  }
});

describe('re-invite against late accept', () => {
  /** Somebody whose invitation has expired, and both ways on: their late yes, and asking them again. */
  async function lapsed(): Promise<{
    world: GroupWorld;
    id: string;
    yes: () => Promise<string | undefined>;
    again: () => Promise<string | undefined>;
  }> {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED']);
    const id = await start(world);
    await mutate(world.admin, 'closeGroupUpgrade', { groupUpgradeId: id });
    const late = await server.signIn(mobileOf(world, 'p1'));
    const { id: invitationId } = await invitationOf(late);
    const yes = async (): Promise<string | undefined> =>
      (await accept(late, invitationId)).userErrors[0]?.code;
    const again = (): Promise<string | undefined> =>
      refusal(world.admin, 'reinviteMembers', { groupUpgradeId: id, invitationIds: [invitationId] });
    return { world, id, yes, again };
  }

  test('asked again before a late yes: that counts, in the new round', async () => {
    const { world, id, yes, again } = await lapsed();
    expect(await inOrder('group_upgrade', upgradeRow(id), [again, yes])).toEqual([undefined, undefined]);
    expect(await questionTo(world.admin, id, 'p1')).toMatchObject({ state: 'ACCEPTED', round: 2 });
    expect(await unsound(server, id)).toEqual([]);
  });

  test('asked again after a late yes: that was refused, and the person is asked in a new round', async () => {
    const { world, id, yes, again } = await lapsed();
    expect(await inOrder('group_upgrade', upgradeRow(id), [yes, again])).toEqual([
      'ANSWERS_CLOSED',
      undefined,
    ]);
    expect(await questionTo(world.admin, id, 'p1')).toMatchObject({
      state: 'PENDING',
      round: 2,
      answeredAt: null,
    });
  });

  test('asked again twice at once: it is one round more for who was left out, and nobody to ask for the second', async () => {
    const { world, id, again } = await lapsed();
    expect(await inOrder('group_upgrade', upgradeRow(id), [again, again])).toEqual([
      undefined,
      'ILLEGAL_STATE',
    ]);
    expect((await upgradeOf(world.admin, id)).round).toBe(2);
  });
});

describe('extend against expiry sweep:', () => {
  const days = (count: number): string => new Date(Date.now() + count * 86_400_000).toISOString();
  const extend = (admin: Api, groupUpgradeId: string): Promise<string | undefined> =>
    refusal(admin, 'extendGroupUpgradeDeadline', { groupUpgradeId, expiresAt: days(20) });

  test('more time that is given in time is kept by a sweeper that comes before its commit', async () => {
    await using own = await startServer();
    const world = await groupWorld(own, ['ACTIVATED']);
    const id = await start(world, { answerDays: 1 });
    await whileHeld(
      own,
      'select 1 from audit_chain where id = $1 for update',
      [`organization:${localId('Organization', world.organizationId)}`],
      async (release) => {
        const extended = extend(world.admin, id);
        await untilWaiting(own, 1);
        await own.travel('1 day 1 second');
        await sweep(own, id);
        await untilWaiting(own, 2);
        await release();
        expect(await extended).toBeUndefined();
      },
    );
    await untilTold(own);
    const admin = await own.signIn(world.adminMobile);
    expect(await upgradeOf(admin, id)).toMatchObject({
      state: 'INVITING',
      progress: { pending: 2, expired: 0 },
    });
    expect(await unsound(own, id)).toEqual([]);
  });

  test.each([
    ['before', ['INVITATION_EXPIRED', undefined]],
    ['after', [undefined, 'ILLEGAL_STATE']],
  ] as const)(
    'more time that comes too late is none, %s the sweeper has stored that',
    async (when, codes) => {
      await using own = await startServer();
      const world = await groupWorld(own, ['ACTIVATED']);
      const id = await start(world, { answerDays: 1 });
      await own.travel('1 day 1 second');
      const admin = await own.signIn(world.adminMobile);
      const more = (): Promise<string | undefined> => extend(admin, id);
      const swept = async (): Promise<undefined> => sweep(own, id).then(() => undefined);
      const steps = when === 'before' ? [more, swept] : [swept, more];
      expect(await inOrder('group_upgrade', upgradeRow(id), steps, own)).toEqual(codes);
      await untilState(admin, id, 'COOLING_OFF');
      expect(await questionTo(admin, id, 'p1')).toMatchObject({ state: 'EXPIRED' });
    },
  );
});

describe('a resumption', () => {
  test.each(['first', 'second'])('that comes %s sees whoever is disabled meanwhile', async (place) => {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED']);
    const id = await start(world);
    const memberId = await accountOf(await server.signIn(mobileOf(world, 'p1')));
    await mutate(world.admin, 'pauseGroupUpgrade', { groupUpgradeId: id });
    const resume = (): Promise<string | undefined> =>
      refusal(world.admin, 'resumeGroupUpgrade', { groupUpgradeId: id });
    const disable = (): Promise<string | undefined> => refusal(world.admin, 'disableMember', { memberId });
    const steps = place === 'first' ? [resume, disable] : [disable, resume];
    expect(await inOrder('group_upgrade', upgradeRow(id), steps)).toEqual([undefined, undefined]);
    expect(await questionTo(world.admin, id, 'p1')).toMatchObject({
      state: 'BLOCKED',
      blockedReason: 'ACCOUNT_DISABLED',
    });
    expect(await unsound(server, id)).toEqual([]);
  });
});
