import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Api } from '../support/api.js';
import { deliveriesTo, invitationsWithDeliveries, quietHours } from '../support/deliveries.js';
import { groupWorld, importMembers } from '../support/group-world.js';
import { startServer, type TestServer } from '../support/server.js';
import { answer, invitationOf, mutate, start } from '../support/upgrades.js';

interface Message {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly text: string;
  readonly topicId: string;
  readonly seenAt: string | null;
  readonly organization: { readonly shortName: string };
}

interface Inbox {
  readonly totalCount: number;
  readonly unseenCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  readonly edges: { readonly node: Message }[];
}

async function inbox(api: Api, args: Record<string, unknown> = {}): Promise<Inbox> {
  const data = await api.succeed<{ myMessages: Inbox }>(
    `query ($first: Int!, $after: String, $unseenOnly: Boolean) {
       myMessages(first: $first, after: $after, unseenOnly: $unseenOnly) { totalCount unseenCount
         pageInfo { hasNextPage endCursor }
         edges { node { id kind title text topicId seenAt organization { shortName } } } } }`,
    { first: 10, ...args },
  );
  return data.myMessages;
}

const SEEN =
  'mutation ($input: MarkMessagesSeenInput!) { markMessagesSeen(input: $input) { messages { id seenAt } userErrors { code } } }';

describe('messages in the product', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  test('are in the list of who is asked at once, and count as unseen until they are opened', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const id = await start(world);
    const api = await server.signIn(world.people[1]?.mobile ?? '');
    const invitation = await invitationOf(api);
    const before = await inbox(api);
    expect(before).toMatchObject({ totalCount: 1, unseenCount: 1 });
    const message = before.edges[0]?.node;
    expect(message).toMatchObject({
      kind: 'INVITED',
      title: '远洋物流邀请您：群“项目群”升级',
      topicId: invitation.id,
      seenAt: null,
      organization: { shortName: '远洋物流' },
    });
    const done = await mutate<{ messages: { seenAt: string | null }[] }>(
      api,
      'markMessagesSeen',
      { messageIds: [message?.id] },
      'messages { id seenAt }',
    );
    expect(done.messages[0]?.seenAt).not.toBeNull();
    expect(await inbox(api)).toMatchObject({ totalCount: 1, unseenCount: 0 });
    expect((await inbox(api, { unseenOnly: true })).edges).toEqual([]);
    expect((await invitationsWithDeliveries(world.admin, id)).get('p1')).toMatchObject({
      openedBy: 'IN_APP',
      seenAt: expect.any(String),
      deliveries: { totalCount: 1, edges: [{ node: { state: 'SEEN' } }] },
    });
  });

  test('come page by page, the newest first, and each can be read again by its id', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    await start(world);
    const api = await server.signIn(world.people[1]?.mobile ?? '');
    await mutate(world.admin, 'remindMembers', { groupUpgradeId: await upgradeOf(world.admin, world) });
    const first = await inbox(api, { first: 1 });
    expect(first.edges.map(({ node }) => node.kind)).toEqual(['REMINDER']);
    expect(first.pageInfo.hasNextPage).toBe(true);
    const second = await inbox(api, { first: 1, after: first.pageInfo.endCursor });
    expect(second.edges.map(({ node }) => node.kind)).toEqual(['INVITED']);
    expect(second.pageInfo.hasNextPage).toBe(false);
    const NODE = 'query ($id: ID!) { node(id: $id) { id } }';
    const id = second.edges[0]?.node.id;
    expect(await api.succeed(NODE, { id })).toEqual({ node: { id } });
    expect(await world.admin.succeed(NODE, { id })).toEqual({ node: null });
  });

  test('of other people cannot be opened', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED']);
    await start(world);
    const [one, two] = await Promise.all(world.people.slice(1).map((person) => server.signIn(person.mobile)));
    if (!one || !two) throw new Error('two people were needed');
    const id = (await inbox(one)).edges[0]?.node.id;
    expect(await two.errorCodes(SEEN, { input: { messageIds: [id] } })).toEqual(['NOT_FOUND']);
    expect(await two.errorCodes(SEEN, { input: { messageIds: [] } })).toEqual(['BAD_USER_INPUT']);
    expect(await server.api.errorCodes(SEEN, { input: { messageIds: [id] } })).toEqual(['UNAUTHENTICATED']);
    expect(await inbox(one)).toMatchObject({ unseenCount: 1 });
  });

  test('tell who is unblocked that they can answer now', async () => {
    const world = await groupWorld(server, ['NO_ACCOUNT']);
    const id = await start(world);
    const person = world.people[1];
    if (!person) throw new Error('somebody was needed');
    await importMembers(world.admin, world.organizationId, [{ ...person, standing: 'ACTIVATED' }]);
    const api = await server.signIn(person.mobile);
    expect((await inbox(api)).edges.map(({ node }) => node.kind)).toEqual(['UNBLOCKED']);
    expect((await deliveriesTo(world.admin, id, 'p1')).map(({ kind }) => kind)).toEqual(['UNBLOCKED']);
  });

  test('and what became of them are for those who read the upgrade, not for who is asked', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    await quietHours(server, world);
    await start(world);
    const api = await server.signIn(world.people[1]?.mobile ?? '');
    const data = await api.succeed(
      '{ myInvitations(first: 1) { edges { node { seenAt openedBy deliveries(first: 1) { totalCount } } } } }',
    );
    expect(data).toEqual({
      myInvitations: { edges: [{ node: { seenAt: null, openedBy: null, deliveries: null } }] },
    });
    await answer(server, world.people[1]?.mobile ?? '', 'acceptInvitation');
    const [delivery] = await deliveriesTo(world.admin, await upgradeOf(world.admin, world), 'p1');
    const NODE = 'query ($id: ID!) { node(id: $id) { id } }';
    expect(await world.admin.succeed(NODE, { id: delivery?.id })).toEqual({ node: { id: delivery?.id } });
    expect(await api.succeed(NODE, { id: delivery?.id })).toEqual({ node: null });
  });
});

async function upgradeOf(api: Api, { organizationId }: { organizationId: string }): Promise<string> {
  const data = await api.succeed<{ groupUpgrades: { edges: { node: { id: string } }[] } }>(
    'query ($id: ID!) { groupUpgrades(organizationId: $id, first: 1) { edges { node { id } } } }',
    { id: organizationId },
  );
  return data.groupUpgrades.edges[0]?.node.id ?? '';
}
