import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Api } from '../support/api.js';
import { quietHours, sendDue, setClock, until, useWebhook } from '../support/deliveries.js';
import { Gateway } from '../support/gateway.js';
import { groupWorld, type GroupWorld } from '../support/group-world.js';
import { asJsonl, importGroup, importMobiles, member } from '../support/groups.js';
import { exportAgain, mobileOf, officer, untilState, untilTold, upgradeOf } from '../support/life.js';
import { createProgramme, groupsIn, startWhole } from '../support/programmes.js';
import { startServer, type TestServer } from '../support/server.js';
import { accountOf, invitationOf, mutate, refusal, start } from '../support/upgrades.js';
import { newMobile } from '../support/world.js';

interface Told {
  readonly kind: string;
  readonly language: string;
  readonly title: string;
  readonly topicId: string;
}

/** What somebody was told in the product, but for what they were asked as members; the newest first. */
async function told(api: Api): Promise<Told[]> {
  const data = await api.succeed<{ myMessages: { edges: { node: Told }[] } }>(
    '{ myMessages(first: 20) { edges { node { kind language title topicId } } } }',
  );
  return data.myMessages.edges.map(({ node }) => node).filter(({ kind }) => kind !== 'INVITED');
}

/** What was sent about a group: `KIND CHANNEL STATE`. */
async function sent(api: Api, id: string): Promise<string[]> {
  const data = await api.succeed<{
    sourceGroup: {
      ownerMessages: { edges: { node: { kind: string; channel: string; state: string } }[] } | null;
    };
  }>(
    'query ($id: ID!) { sourceGroup(id: $id) { ownerMessages(first: 20) { edges { node { kind channel state } } } } }',
    { id },
  );
  return (data.sourceGroup.ownerMessages?.edges ?? []).map(({ node }) => Object.values(node).join(' '));
}

const ask = (
  api: Api,
  sourceGroupIds: readonly string[],
): Promise<{ requested: number; unreachable: number }> =>
  mutate(api, 'requestUpgradeMandates', { sourceGroupIds }, 'requested unreachable');

/** Groups besides, with these owners, of people of the world and one who has no account. */
async function groupsOf({ admin, organizationId }: GroupWorld, owners: readonly string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const [index, ownerId] of owners.entries()) {
    const { result } = await importGroup(
      admin,
      organizationId,
      asJsonl({
        meta: { groupId: `theirs-${index}`, name: `群${index}`, ownerId },
        members: ['owner', 'p1', 'p2', 'nobody'].map((id) => member(id)),
      }),
    );
    ids.push(result?.id ?? '');
  }
  return ids;
}

describe('a request for a mandate', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer({ env: { WEBHOOK_PRIVATE_NETWORKS: 'true' } });
  });
  afterAll(() => server.stop());

  test('tells each owner once, whatever the number of their groups, and the asker what they decide', async () => {
    await using gateway = await Gateway.open();
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED']);
    const { admin } = world;
    await quietHours(server, world);
    const [first = '', second = '', third = '', ofNobody = ''] = await groupsOf(world, [
      'p1',
      'p1',
      'p2',
      'nobody',
    ]);
    gateway.secret = (await useWebhook(world, gateway.url)) ?? undefined;
    expect(await ask(admin, [first, second, third, ofNobody])).toMatchObject({
      requested: 4,
      unreachable: 1,
    });
    const one = await server.signIn(mobileOf(world, 'p1'));
    const other = await server.signIn(mobileOf(world, 'p2'));
    expect(await told(one)).toEqual([
      {
        kind: 'MANDATE_REQUESTED',
        language: 'zh-CN',
        title: '远洋物流请求您授权升级“群0”等 2 个群',
        topicId: first,
      },
    ]);
    expect(await told(other)).toMatchObject([{ kind: 'MANDATE_REQUESTED', topicId: third }]);
    expect(await one.succeed('query ($id: ID!) { node(id: $id) { id } }', { id: first })).toEqual({
      node: { id: first },
    });
    const taken = [await gateway.next(), await gateway.next()];
    expect(new Set(taken.map(({ data }) => `${data.kind} ${data.recipient.mobile}`))).toEqual(
      new Set(['p1', 'p2'].map((who) => `MANDATE_REQUESTED ${mobileOf(world, who)}`)),
    );
    // What was queued together has no order of its own.
    const about = await sent(admin, third);
    expect(about.toSorted()).toEqual([
      'MANDATE_REQUESTED IN_APP DELIVERED',
      expect.stringMatching(/^MANDATE_REQUESTED WEBHOOK /),
    ]);
    expect(await sent(one, first)).toEqual([]);

    expect(await ask(admin, [first, third])).toMatchObject({ requested: 0, unreachable: 0 });
    expect(await told(one)).toHaveLength(1);
    expect(await told(admin)).toEqual([]);
    expect(await refusal(one, 'grantUpgradeMandate', { sourceGroupId: first })).toBeUndefined();
    expect(await refusal(other, 'revokeUpgradeMandate', { sourceGroupId: third })).toBeUndefined();
    expect(await told(admin)).toMatchObject([
      { kind: 'MANDATE_REFUSED', topicId: third },
      { kind: 'MANDATE_GRANTED', topicId: first },
    ]);
  });

  test('that nobody has made tells nobody what an owner decides, nor does one whose asker has no right any more', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED']);
    const [unasked = '', asked = ''] = await groupsOf(world, ['p1', 'p1']);
    const clerk = await officer(server, world, 'p2', ['GROUP_ADMINISTRATOR']);
    const owner = await server.signIn(mobileOf(world, 'p1'));
    await ask(clerk, [asked]);
    await officer(server, world, 'p2', []);
    for (const sourceGroupId of [unasked, asked])
      expect(await refusal(owner, 'grantUpgradeMandate', { sourceGroupId })).toBeUndefined();
    expect(await told(world.admin)).toEqual([]);
    expect(await told(clerk)).toEqual([]);
  });

  test('is in the language in which its owner last read what they were asked to agree to', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    await start(world);
    const owner = await server.signIn(mobileOf(world, 'p1'));
    const { id } = await invitationOf(owner);
    const { invitation } = await owner.succeed<{ invitation: { notice: { text: { digest: string } } } }>(
      'query ($id: ID!) { invitation(id: $id) { notice { text(language: EN) { digest } } } }',
      { id },
    );
    const noticeDigest = invitation.notice.text.digest;
    expect(await refusal(owner, 'acceptInvitation', { invitationId: id, noticeDigest })).toBeUndefined();
    await ask(world.admin, await groupsOf(world, ['p1']));
    expect(await told(owner)).toMatchObject([
      { language: 'en', title: '远洋物流 asks for your mandate for “群0”' },
    ]);
  });

  test('is not sent any more to who has decided while it waited', async () => {
    await using gateway = await Gateway.open();
    await using own = await startServer({ env: { WEBHOOK_PRIVATE_NETWORKS: 'true' } });
    const world = await groupWorld(own, ['ACTIVATED', 'ACTIVATED']);
    const [decided = '', open = ''] = await groupsOf(world, ['p1', 'p2']);
    await quietHours(own, world, '00:00', '23:59');
    await setClock(own, new Date('2026-11-23T04:00:00Z'));
    gateway.secret = (await useWebhook(world, gateway.url)) ?? undefined;
    await ask(world.admin, [decided, open]);
    const owner = await own.signIn(mobileOf(world, 'p1'));
    expect(await refusal(owner, 'revokeUpgradeMandate', { sourceGroupId: decided })).toBeUndefined();
    await setClock(own, new Date('2026-11-23T15:59:30Z'));
    await sendDue(own);
    await until(
      () => sent(world.admin, decided),
      (all) => all.includes('MANDATE_REQUESTED WEBHOOK CANCELLED'),
    );
    const answer = await gateway.next();
    const asked = answer.data.kind === 'MANDATE_REQUESTED' ? answer : await gateway.next();
    expect(asked.data.recipient.mobile).toBe(mobileOf(world, 'p2'));
  });
});

describe('a group that is handed over while an upgrade of it is open', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  test('tells its new owner that the upgrade waits for them, and nobody where that is nobody’s to say', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED']);
    const id = await start(world);
    await exportAgain(world, ['owner', 'p1', 'p2', 'outsider'], { ownerId: 'outsider' });
    await untilState(world.admin, id, 'PAUSED');
    expect(await sent(world.admin, world.sourceGroupId)).toEqual([]);
    expect(await refusal(world.admin, 'takeUpGroupUpgrade', { groupUpgradeId: id })).toBeUndefined();
    await exportAgain(world, ['owner', 'p1', 'p2'], { ownerId: 'p2' });
    await untilState(world.admin, id, 'PAUSED');
    expect(await told(await server.signIn(mobileOf(world, 'p2')))).toMatchObject([
      {
        kind: 'UPGRADE_AWAITS_OWNER',
        title: '群“项目群”的升级正等待您处理',
        topicId: world.sourceGroupId,
      },
    ]);
    expect(await told(world.admin)).toEqual([]);
  });
});

describe('a new owner of a group whose upgrade stands still already', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer({ env: { WEBHOOK_PRIVATE_NETWORKS: 'true' } });
  });
  afterAll(() => server.stop());

  /** A later export names this owner, and everybody has heard of it. */
  async function handTo(world: GroupWorld, ownerId: string, ...more: readonly string[]): Promise<void> {
    await exportAgain(world, ['owner', 'p1', 'p2', ...more], { ownerId });
    await untilTold(server);
  }

  /** How often somebody was told that an upgrade waits for them. */
  async function timesAwaited(api: Api): Promise<number> {
    const all = await told(api);
    return all.filter(({ kind }) => kind === 'UPGRADE_AWAITS_OWNER').length;
  }

  test('is told once, whoever was told before them, and anew once it has had an owner in between', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED']);
    const id = await start(world);
    const one = await server.signIn(mobileOf(world, 'p1'));
    let other = await server.signIn(mobileOf(world, 'p2'));
    const times = async (): Promise<number[]> => [await timesAwaited(one), await timesAwaited(other)];
    await handTo(world, 'p1');
    expect(await times()).toEqual([1, 0]);
    await handTo(world, 'p2');
    expect(await times()).toEqual([1, 1]);
    await handTo(world, 'p2');
    const memberId = await accountOf(other);
    for (const name of ['disableMember', 'enableMember'])
      expect(await refusal(world.admin, name, { memberId })).toBeUndefined();
    other = await server.signIn(mobileOf(world, 'p2'));
    await handTo(world, 'p1');
    expect(await times()).toEqual([1, 1]);
    expect(await refusal(one, 'takeUpGroupUpgrade', { groupUpgradeId: id })).toBeUndefined();
    await handTo(world, 'p2');
    expect(await times()).toEqual([1, 2]);
  });

  test('by an administrator is told, also outside of the product', async () => {
    await using gateway = await Gateway.open();
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED']);
    await quietHours(server, world);
    const id = await start(world);
    expect(await refusal(world.admin, 'pauseGroupUpgrade', { groupUpgradeId: id })).toBeUndefined();
    gateway.secret = (await useWebhook(world, gateway.url)) ?? undefined;
    await handTo(world, 'p2');
    expect(await upgradeOf(world.admin, id)).toMatchObject({
      pauseReason: 'REQUESTED',
      mayBeTakenUpBy: 'NEW_OWNER',
    });
    expect(await timesAwaited(await server.signIn(mobileOf(world, 'p2')))).toBe(1);
    expect((await gateway.next()).data).toMatchObject({
      kind: 'UPGRADE_AWAITS_OWNER',
      recipient: { mobile: mobileOf(world, 'p2') },
    });
  });

  test('with its programme is told once, also when that goes on', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED']);
    const programmeId = await createProgramme(world, { sourceGroupIds: [world.sourceGroupId] });
    await startWhole(world.admin, programmeId);
    const [group] = await groupsIn(world.admin, programmeId);
    const id = group?.groupUpgrade?.id ?? '';
    expect(await refusal(world.admin, 'pauseUpgradeProgramme', { programmeId })).toBeUndefined();
    await handTo(world, 'p2');
    expect((await upgradeOf(world.admin, id)).pauseReason).toBe('PROGRAMME_PAUSED');
    expect(await timesAwaited(await server.signIn(mobileOf(world, 'p2')))).toBe(1);
    expect(await refusal(world.admin, 'resumeUpgradeProgramme', { programmeId })).toBeUndefined();
    await untilTold(server);
    expect((await upgradeOf(world.admin, id)).pauseReason).toBe('OWNER_CHANGED');
    expect(await timesAwaited(await server.signIn(mobileOf(world, 'p2')))).toBe(1);
  });

  test('who comes from outside is told as soon as they have signed in', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED']);
    const id = await start(world);
    await handTo(world, 'outsider', 'outsider');
    const { admin, organizationId, sourceGroupId } = world;
    const mobile = newMobile();
    await importMobiles(admin, sourceGroupId, `platformId,mobile\noutsider,${mobile}`);
    expect(await refusal(admin, 'createMember', { organizationId, name: '新群主', mobile })).toBeUndefined();
    await untilTold(server);
    expect(await sent(admin, sourceGroupId)).toEqual([]);
    expect(await timesAwaited(await server.signIn(mobile))).toBe(1);
    expect((await upgradeOf(admin, id)).mayBeTakenUpBy).toBe('NEW_OWNER');
  });
});
