import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { localId } from '#platform/graphql/relay.js';
import type { Api } from '../support/api.js';
import { deliveriesTo, quietHours, useWebhook } from '../support/deliveries.js';
import { Gateway } from '../support/gateway.js';
import { groupWorld } from '../support/group-world.js';
import { importMobiles } from '../support/groups.js';
import { inbox, type InboxMessage, kindsTold } from '../support/inbox.js';
import { mobileOf, questionsOf, untilTold } from '../support/life.js';
import { whilePutOff } from '../support/locks.js';
import { startServer, type TestServer } from '../support/server.js';
import { statementsOf } from '../support/statements.js';
import {
  accept,
  accountOf,
  answer,
  cutOver,
  invitationOf,
  mutate,
  refusal,
  start,
} from '../support/upgrades.js';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

/** Runs the job that tells how an upgrade ended once more, as after a crash. */
async function tellAgain(upgradeId: string): Promise<void> {
  await server.app.database.run(
    `select graphile_worker.add_job('upgrade.tell-outcome', json_build_object('groupUpgradeId', $1::text))`,
    [localId('GroupUpgrade', upgradeId)],
  );
  await untilTold(server);
}

describe('how an upgrade ended', () => {
  test('is told once to who joined, and to who did not with the reason and what they can do', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED', 'ACTIVATED', 'NOT_ACTIVATED']);
    await quietHours(server, world);
    const id = await start(world);
    const [owner, p1, p2, p3] = await Promise.all(
      ['owner', 'p1', 'p2', 'p3'].map((who) => server.signIn(mobileOf(world, who))),
    );
    if (!owner || !p1 || !p2 || !p3) throw new Error('four people were needed');
    for (const one of ['owner', 'p1']) await answer(server, mobileOf(world, one), 'acceptInvitation');
    await answer(server, mobileOf(world, 'p2'), 'declineInvitation');
    await mutate(world.admin, 'closeGroupUpgrade', { groupUpgradeId: id });
    expect((await cutOver(world.admin, id)).userErrors).toEqual([]);
    await untilTold(server);
    await tellAgain(id);
    expect(await kindsTold(p1)).toEqual(['INVITED', 'JOINED']);
    expect(await kindsTold(p2)).toEqual(['INVITED', 'LEFT_OUT']);
    expect(await kindsTold(p3)).toEqual(['INVITED', 'CLOSED_EARLY', 'LEFT_OUT']);
    const last = async (api: Api): Promise<InboxMessage | undefined> => (await inbox(api)).at(-1);
    expect((await last(p1))?.text).toContain('“项目群” is an enterprise group of 远洋物流 now');
    expect(await last(p1)).toMatchObject({ topicId: (await invitationOf(p1)).id });
    expect((await last(p2))?.text).toContain('您选择了不加入');
    expect((await last(p3))?.text).toContain('未在期限内');
    // Who has not signed in yet finds it when they do.
    expect(await kindsTold(await server.signIn(mobileOf(world, 'p4')))).toEqual([
      'SIGN_IN',
      'CLOSED_EARLY',
      'LEFT_OUT',
    ]);
  });

  test('is told of one that was given up to everybody but who had been removed, who was told then', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED', 'ACTIVATED']);
    const id = await start(world);
    await answer(server, mobileOf(world, 'p1'), 'declineInvitation');
    const { p2 } = await questionsOf(world.admin, id);
    await mutate(world.admin, 'removeFromUpgrade', { groupUpgradeId: id, invitationIds: [p2?.id] });
    expect(await refusal(world.admin, 'cancelGroupUpgrade', { groupUpgradeId: id })).toBeUndefined();
    await untilTold(server);
    await tellAgain(id);
    const told = async (who: string): Promise<string[]> =>
      kindsTold(await server.signIn(mobileOf(world, who)));
    expect(await told('p1')).toEqual(['INVITED', 'CANCELLED']);
    expect(await told('p2')).toEqual(['INVITED', 'REMOVED']);
    expect(await told('p3')).toEqual(['INVITED', 'CANCELLED']);
  });

  test('is one thing to who stands twice on the roster, and names a no before a later silence', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'UNKNOWN_MOBILE', 'ACTIVATED', 'ACTIVATED']);
    const { succeeded } = await importMobiles(
      world.admin,
      world.sourceGroupId,
      `platformId,mobile\np2,${mobileOf(world, 'p1')}`,
    );
    expect(succeeded).toBe(1);
    const id = await start(world);
    const twice = await server.signIn(mobileOf(world, 'p1'));
    const before = await questionsOf(world.admin, id);
    await accept(twice, before['p1']?.id ?? '');
    await answer(server, world.adminMobile, 'acceptInvitation');
    await answer(server, mobileOf(world, 'p3'), 'declineInvitation');
    const again = { groupUpgradeId: id, invitationIds: [before['p3']?.id] };
    await mutate(world.admin, 'reinviteMembers', again);
    await mutate(world.admin, 'closeGroupUpgrade', { groupUpgradeId: id });
    expect((await cutOver(world.admin, id)).userErrors).toEqual([]);
    await untilTold(server);
    const outcomes = (await inbox(twice)).filter(({ kind }) => kind === 'JOINED' || kind === 'LEFT_OUT');
    expect(outcomes.map(({ kind }) => kind)).toEqual(['JOINED']);
    const lastOf = async (who: string): Promise<InboxMessage | undefined> =>
      (await inbox(await server.signIn(mobileOf(world, who)))).at(-1);
    expect((await lastOf('p3'))?.text).toContain('您选择了不加入');
    expect((await lastOf('p4'))?.text).toContain('未在期限内');
  });

  test('concerns whoever answered, and nobody who has their account or their number since', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED']);
    const id = await start(world);
    const giver = await server.signIn(mobileOf(world, 'p2'));
    await mutate(giver, 'declineInvitation', { invitationId: (await invitationOf(giver)).id });
    const account = await accountOf(giver);
    const mobile = `+86139${String(Date.now()).slice(-8)}`;
    expect(await refusal(world.admin, 'updateMember', { memberId: account, mobile })).toBeUndefined();
    const stranger = await server.signIn(mobile);
    const corrected = `platformId,mobile\np2,${mobile}`;
    expect((await importMobiles(world.admin, world.sourceGroupId, corrected)).succeeded).toBe(1);
    expect(await refusal(world.admin, 'cancelGroupUpgrade', { groupUpgradeId: id })).toBeUndefined();
    await untilTold(server);
    expect(await kindsTold(stranger)).toEqual([]);
  });
});

describe('how an upgrade ended, by the organization’s webhook', () => {
  test('goes to who has no account as well, where the organization writes to strangers, and leads nowhere', async () => {
    await using own = await startServer({ env: { WEBHOOK_PRIVATE_NETWORKS: 'true' } });
    for (const textStrangers of [true, false]) {
      await using gateway = await Gateway.open();
      const world = await groupWorld(own, ['ACTIVATED', 'NO_ACCOUNT', 'UNKNOWN_MOBILE']);
      await quietHours(own, world);
      gateway.secret = (await useWebhook(world, gateway.url, { textStrangers })) ?? undefined;
      const taken = async (): Promise<Record<string, unknown>> => {
        const messages = await Promise.all(
          Array.from({ length: textStrangers ? 3 : 2 }, () => gateway.next()),
        );
        return Object.fromEntries(messages.map(({ data }) => [data.recipient.mobile, data]));
      };
      const id = await start(world);
      await taken();
      for (const one of ['owner', 'p1']) await answer(own, mobileOf(world, one), 'acceptInvitation');
      await mutate(world.admin, 'removeFromUpgrade', {
        groupUpgradeId: id,
        invitationIds: [(await questionsOf(world.admin, id))['p3']?.id],
      });
      await mutate(world.admin, 'closeGroupUpgrade', { groupUpgradeId: id });
      if (textStrangers) expect((await gateway.next()).data).toMatchObject({ kind: 'CLOSED_EARLY' });
      expect((await cutOver(world.admin, id)).userErrors).toEqual([]);
      const joined = { kind: 'JOINED', link: null };
      expect(await taken()).toMatchObject({
        [world.adminMobile]: joined,
        [mobileOf(world, 'p1')]: joined,
        ...(textStrangers ? { [mobileOf(world, 'p2')]: { kind: 'LEFT_OUT', link: null } } : {}),
      });
      await untilTold(own);
      expect((await deliveriesTo(world.admin, id, 'p3')).map(({ kind }) => kind)).toEqual([]);
      const toStranger = (await deliveriesTo(world.admin, id, 'p2')).map(({ kind }) => kind);
      expect(toStranger).toEqual(textStrangers ? ['NO_ACCOUNT', 'CLOSED_EARLY', 'LEFT_OUT'] : []);
    }
  });

  test('goes to nobody without an account who was never told of the question', async () => {
    await using own = await startServer({ env: { WEBHOOK_PRIVATE_NETWORKS: 'true' } });
    await using gateway = await Gateway.open();
    const world = await groupWorld(own, ['ACTIVATED', 'NO_ACCOUNT']);
    await quietHours(own, world);
    const id = await start(world);
    for (const one of ['owner', 'p1']) await answer(own, mobileOf(world, one), 'acceptInvitation');
    gateway.secret = (await useWebhook(world, gateway.url, { textStrangers: true })) ?? undefined;
    await mutate(world.admin, 'closeGroupUpgrade', { groupUpgradeId: id });
    expect((await cutOver(world.admin, id)).userErrors).toEqual([]);
    await untilTold(own);
    expect(await deliveriesTo(world.admin, id, 'p2')).toEqual([]);
    expect((await deliveriesTo(world.admin, id, 'p1')).map(({ kind }) => kind)).toContain('JOINED');
  });

  test('takes as many statements for many people as for few', async () => {
    const counts: number[] = [];
    for (const others of [2, 14]) {
      const world = await groupWorld(
        server,
        Array.from({ length: others }, () => 'NOT_ACTIVATED' as const),
      );
      const id = await start(world);
      await whilePutOff(server, 'upgrade.tell-outcome', () =>
        refusal(world.admin, 'cancelGroupUpgrade', { groupUpgradeId: id }),
      );
      await untilTold(server);
      const statements = await statementsOf(server, async () => tellAgain(id));
      counts.push(statements.length);
      expect(statements.some((text) => text.includes('insert into delivery'))).toBe(true);
    }
    expect(counts[1]).toBe(counts[0]);
  });
});

describe('an admission', () => {
  test('is told to who was admitted, with what they see, and leads to the group', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED']);
    const id = await start(world);
    for (const one of ['owner', 'p1']) await answer(server, mobileOf(world, one), 'acceptInvitation');
    await mutate(world.admin, 'closeGroupUpgrade', { groupUpgradeId: id });
    expect((await cutOver(world.admin, id)).userErrors).toEqual([]);
    await untilTold(server);
    const { groupUpgrade } = await world.admin.succeed<{
      groupUpgrade: { enterpriseGroup: { id: string } };
    }>('query ($id: ID!) { groupUpgrade(id: $id) { enterpriseGroup { id } } }', { id });
    const enterpriseGroupId = groupUpgrade.enterpriseGroup.id;
    const p2 = await server.signIn(mobileOf(world, 'p2'));
    const memberId = await accountOf(p2);
    expect(await refusal(world.admin, 'admitMember', { enterpriseGroupId, memberId })).toBeUndefined();
    expect((await inbox(p2)).at(-1)).toMatchObject({
      kind: 'ADMITTED',
      topicId: enterpriseGroupId,
      text: expect.stringContaining('自加入起的消息'),
    });
    const node = await p2.succeed('query ($id: ID!) { node(id: $id) { ... on EnterpriseGroup { name } } }', {
      id: enterpriseGroupId,
    });
    expect(node).toEqual({ node: { name: '项目群' } });
  });
});

describe('the language of a message', () => {
  test('is the one in which its reader has read the text, and the region’s before', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED']);
    const id = await start(world);
    const [p1, p2] = await Promise.all(['p1', 'p2'].map((who) => server.signIn(mobileOf(world, who))));
    if (!p1 || !p2) throw new Error('two people were needed');
    // The tests read the English text unless they say otherwise.
    await answer(server, mobileOf(world, 'p1'), 'acceptInvitation');
    expect((await inbox(p1)).map(({ language }) => language)).toEqual(['zh-CN']);
    expect(await refusal(world.admin, 'cancelGroupUpgrade', { groupUpgradeId: id })).toBeUndefined();
    await untilTold(server);
    expect((await inbox(p1)).at(-1)).toMatchObject({ language: 'en', title: '“项目群” stays as it is' });
    expect((await inbox(p2)).at(-1)).toMatchObject({ language: 'zh-CN', title: '群“项目群”的升级已取消' });
    await start(world);
    expect((await inbox(p1)).at(-1)).toMatchObject({ kind: 'INVITED', language: 'en' });
  });
});
