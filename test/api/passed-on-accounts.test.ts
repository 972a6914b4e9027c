import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { localId } from '#platform/graphql/relay.js';
import type { Api } from '../support/api.js';
import { quietHours, sentTo, setClock, sendDue, until, useWebhook } from '../support/deliveries.js';
import { Gateway } from '../support/gateway.js';
import { groupWorld, type GroupWorld, importGroup } from '../support/group-world.js';
import { mobileOf, officer, upgradeOf } from '../support/life.js';
import { list, member } from '../support/members.js';
import { createProgramme, groupsOf, startWhole, untilProgress } from '../support/programmes.js';
import { startServer, type TestServer } from '../support/server.js';
import { accountOf, invitationOf, refusal, start } from '../support/upgrades.js';
import { newMobile } from '../support/world.js';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ env: { WEBHOOK_PRIVATE_NETWORKS: 'true' } });
});
afterAll(() => server.stop());

async function done(api: Api, name: string, input: Record<string, unknown>): Promise<void> {
  expect([name, await refusal(api, name, input)]).toEqual([name, undefined]);
}

async function accountAt(world: GroupWorld, mobile: string, api = world.admin): Promise<string> {
  const account = (await list(world, api)).find((one) => one.mobile === mobile);
  if (!account) throw new Error('there is no such account');
  return account.id;
}

/** Gives an account of the world another mobile, whose person signs in. */
async function passOn(world: GroupWorld, from: string, to: string, by = world.admin): Promise<Api> {
  await done(by, 'updateMember', { memberId: await accountAt(world, from, by), mobile: to });
  return server.signIn(to);
}

/** The same for the identity, as a corrected match would; whoever may do that through the API is another test's matter. */
const moveIdentity = ({ organizationId }: GroupWorld, from: string, to: string): Promise<number> =>
  server.app.database.run(
    'update consumer_identity set mobile = $3 where organization_id = $1 and mobile = $2',
    [localId('Organization', organizationId), from, to],
  );

interface Inbox {
  readonly totalCount: number;
  readonly unseenCount: number;
  readonly edges: readonly { readonly node: { readonly id: string; readonly kind: string } }[];
}

async function inbox(api: Api): Promise<Inbox> {
  const data = await api.succeed<{ myMessages: Inbox }>(
    '{ myMessages(first: 10) { totalCount unseenCount edges { node { id kind } } } }',
  );
  return data.myMessages;
}

describe('messages to an account that somebody else has now', () => {
  test('in the product stay with whom they were addressed to', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    await start(world);
    const mobile = mobileOf(world, 'p1');
    const person = await server.signIn(mobile);
    const id = (await inbox(person)).edges[0]?.node.id;
    const other = newMobile();

    const stranger = await passOn(world, mobile, other);
    expect(await inbox(stranger)).toEqual({ totalCount: 0, unseenCount: 0, edges: [] });
    expect(await stranger.succeed('query ($id: ID!) { node(id: $id) { id } }', { id })).toEqual({
      node: null,
    });
    expect(
      await stranger.errorCodes(
        'mutation ($input: MarkMessagesSeenInput!) { markMessagesSeen(input: $input) { userErrors { code } } }',
        { input: { messageIds: [id] } },
      ),
    ).toEqual(['NOT_FOUND']);

    await passOn(world, other, mobile);
    const own = (await inbox(person)).edges.map(({ node }) => node);
    expect(own.find((message) => message.id === id)).toEqual({ id, kind: 'INVITED' });
  });

  test('that nobody had yet are for whoever first has it on the mobile that it had then', async () => {
    const world = await groupWorld(server, ['NOT_ACTIVATED', 'NOT_ACTIVATED']);
    await start(world);
    const first = await server.signIn(mobileOf(world, 'p1'));
    expect((await inbox(first)).edges.map(({ node }) => node.kind)).toEqual(['UNBLOCKED', 'SIGN_IN']);
    const stranger = await passOn(world, mobileOf(world, 'p2'), newMobile());
    expect((await inbox(stranger)).totalCount).toBe(0);
  });
});

describe('the link of a message', () => {
  let gateway: Gateway;
  beforeEach(async () => {
    gateway = await Gateway.open();
  });
  afterEach(() => gateway[Symbol.asyncDispose]());

  test('does not exist for whoever has the account and is asked now, but was not sent it', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    await quietHours(server, world);
    await useWebhook(world, gateway.url);
    await start(world);
    const sent = await Promise.all(world.people.map(() => gateway.next()));
    const mobile = mobileOf(world, 'p1');
    const link = sent.find(({ data }) => data.recipient.mobile === mobile)?.data.link ?? '';
    const token = link.split('/').at(-1) ?? '';
    const person = await server.signIn(mobile);
    const other = newMobile();

    await moveIdentity(world, mobile, other);
    const stranger = await passOn(world, mobile, other);
    expect((await invitationOf(stranger)).state).toBe('PENDING');
    const OPEN =
      'mutation ($input: OpenInvitationInput!) { openInvitation(input: $input) { userErrors { code } } }';
    for (const api of [stranger, person])
      expect(await api.errorCodes(OPEN, { input: { token } })).toEqual(['NOT_FOUND']);

    await moveIdentity(world, other, mobile);
    await passOn(world, other, mobile);
    expect(await refusal(person, 'openInvitation', { token })).toBeUndefined();
  });

  test('is not sent any more to an account that somebody else got while the message waited', async () => {
    await using own = await startServer({ env: { WEBHOOK_PRIVATE_NETWORKS: 'true' } });
    const world = await groupWorld(own, ['ACTIVATED']);
    await quietHours(own, world, '00:00', '23:59');
    await setClock(own, new Date('2026-11-23T04:00:00Z'));
    await useWebhook(world, gateway.url);
    const id = await start(world);
    const mobile = mobileOf(world, 'p1');
    expect(await sentTo(world.admin, id, 'p1')).toEqual([
      'INVITED IN_APP DELIVERED',
      'INVITED WEBHOOK QUEUED',
    ]);
    const other = newMobile();
    await own.app.database.run('update consumer_identity set mobile = $2 where mobile = $1', [mobile, other]);
    await done(world.admin, 'updateMember', { memberId: await accountAt(world, mobile), mobile: other });
    await own.signIn(other);
    await setClock(own, new Date('2026-11-23T15:59:30Z'));
    await sendDue(own);
    const told = await until(
      () => sentTo(world.admin, id, 'p1'),
      (all) => !all.includes('INVITED WEBHOOK QUEUED'),
    );
    expect(told).toContain('INVITED WEBHOOK CANCELLED');
  });
});

describe('the word of an owner', () => {
  test('is not that of whoever has their account and number afterwards', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED']);
    const second = await officer(server, world, 'p1');
    const id = await start(world);
    const other = newMobile();
    await moveIdentity(world, world.adminMobile, other);
    const stranger = await passOn(world, world.adminMobile, other, second);
    expect(await upgradeOf(second, id)).toMatchObject({ state: 'PAUSED', mayBeTakenUpBy: 'NEW_OWNER' });
    expect(await refusal(stranger, 'resumeGroupUpgrade', { groupUpgradeId: id })).toBe('OWNER_CHANGED');
    await done(stranger, 'takeUpGroupUpgrade', { groupUpgradeId: id });
    expect(await upgradeOf(second, id)).toMatchObject({ state: 'INVITING', mayBeTakenUpBy: null });
  });

  test('that somebody has taken up does not pass on with their account', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED']);
    const second = await officer(server, world, 'p1');
    const third = await officer(server, world, 'p2');
    const id = await start(world);
    await done(second, 'disableMember', { memberId: await accountOf(world.admin) });
    await done(second, 'takeUpGroupUpgrade', { groupUpgradeId: id });
    expect((await upgradeOf(third, id)).state).toBe('INVITING');
    const stranger = await passOn(world, mobileOf(world, 'p1'), newMobile(), third);
    expect(await upgradeOf(third, id)).toMatchObject({
      state: 'PAUSED',
      pauseReason: 'OWNER_GONE',
      mayBeTakenUpBy: 'ADMINISTRATOR',
    });
    expect(await refusal(stranger, 'resumeGroupUpgrade', { groupUpgradeId: id })).toBe('OWNER_GONE');
  });

  test('in a mandate lapses when somebody else gets their account and their number', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED']);
    const { admin, organizationId, people } = world;
    const { id: memberId, mobile, api } = await member(server, world);
    await moveIdentity(world, world.adminMobile, mobile);
    const group = { organizationId, platformGroupId: `mandated-${mobile}`, messages: 1 };
    const sourceGroupId = await importGroup(admin, group, people);
    await done(api, 'grantUpgradeMandate', { sourceGroupId });
    const MANDATE = 'query ($id: ID!) { sourceGroup(id: $id) { mandate { state } } }';
    const granted = { sourceGroup: { mandate: { state: 'GRANTED' } } };
    expect(await admin.succeed(MANDATE, { id: sourceGroupId })).toEqual(granted);

    const other = newMobile();
    await done(admin, 'updateMember', { memberId, mobile: other });
    await moveIdentity(world, mobile, other);
    const lapsed = { sourceGroup: { mandate: { state: 'LAPSED' } } };
    expect(await admin.succeed(MANDATE, { id: sourceGroupId })).toEqual(lapsed);
    await server.signIn(other);
    expect(await admin.succeed(MANDATE, { id: sourceGroupId })).toEqual(lapsed);
    expect(await refusal(admin, 'startGroupUpgrade', { sourceGroupId })).toBe('NOT_GROUP_OWNER');
  });
});

test('a programme starts no group in the name of whoever has the account of who asked for it', async () => {
  const world = await groupWorld(server, ['ACTIVATED']);
  const colleague = await member(server, world, ['GROUP_ADMINISTRATOR']);
  const programmeId = await createProgramme(world, { sourceGroupIds: await groupsOf(world, 1) });
  await startWhole(colleague.api, programmeId);
  await done(world.admin, 'pauseUpgradeProgramme', { programmeId });
  await done(colleague.api, 'retryProgrammeGroups', { programmeId });
  await passOn(world, colleague.mobile, newMobile());
  await done(world.admin, 'resumeUpgradeProgramme', { programmeId });
  const { skippedByReason } = await untilProgress(
    world.admin,
    programmeId,
    ({ groups }) => groups.skipped === 1,
  );
  expect(skippedByReason).toEqual([{ code: 'STARTER_NOT_ALLOWED', count: 1 }]);
});
