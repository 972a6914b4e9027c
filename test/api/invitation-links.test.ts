import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Api } from '../support/api.js';
import { invitationsWithDeliveries, quietHours, until, useWebhook } from '../support/deliveries.js';
import { Gateway } from '../support/gateway.js';
import { groupWorld, type GroupWorld, type Standing } from '../support/group-world.js';
import { mobileAt } from '../support/people.js';
import { startServer, type TestServer } from '../support/server.js';
import { invitationOf, mutate, refusal, start } from '../support/upgrades.js';

const OPEN =
  'mutation ($input: OpenInvitationInput!) { openInvitation(input: $input) { invitation { id } userErrors { code } } }';

describe('the link of a message', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer({ env: { WEBHOOK_PRIVATE_NETWORKS: 'true' } });
  });
  afterAll(() => server.stop());

  let gateway: Gateway;
  beforeEach(async () => {
    gateway = await Gateway.open();
  });
  afterEach(() => gateway[Symbol.asyncDispose]());

  interface Asked {
    readonly world: GroupWorld;
    readonly upgradeId: string;
    /** By mobile. */
    readonly links: ReadonlyMap<string, string>;
  }

  async function asked(on: TestServer, standings: readonly Standing[]): Promise<Asked> {
    const world = await groupWorld(on, standings);
    await quietHours(on, world);
    await useWebhook(world, gateway.url);
    const upgradeId = await start(world);
    const requests = await Promise.all(world.people.map(() => gateway.next()));
    return {
      world,
      upgradeId,
      links: new Map(requests.map(({ data }) => [data.recipient.mobile, data.link ?? ''])),
    };
  }

  const tokenOf = (link: string | undefined): string => link?.split('/').at(-1) ?? '';

  test('leads its person to the invitation, once', async () => {
    const { world, upgradeId, links } = await asked(server, ['ACTIVATED']);
    const api = await server.signIn(mobileAt(world, 1));
    const invitation = await invitationOf(api);
    const token = tokenOf(links.get(mobileAt(world, 1)));
    const opened = await mutate(api, 'openInvitation', { token }, 'invitation { id seenAt openedBy }');
    expect(opened).toMatchObject({
      invitation: { id: invitation.id, openedBy: 'WEBHOOK', seenAt: expect.any(String) },
    });
    expect(await refusal(api, 'openInvitation', { token })).toBe('LINK_USED');
    const seen = await until(
      async () => (await invitationsWithDeliveries(world.admin, upgradeId)).get('p1'),
      (one) => one?.deliveries.edges.every(({ node }) => node.state !== 'QUEUED') ?? false,
    );
    expect(seen?.deliveries.edges.map(({ node }) => `${node.channel} ${node.state}`).toSorted()).toEqual([
      'IN_APP SEEN',
      'WEBHOOK SEEN',
    ]);
  });

  test('does not exist for anybody else, and is not used up by them', async () => {
    const { world, links } = await asked(server, ['ACTIVATED', 'ACTIVATED']);
    const token = tokenOf(links.get(mobileAt(world, 1)));
    const other = await server.signIn(mobileAt(world, 2));
    expect(await other.errorCodes(OPEN, { input: { token } })).toEqual(['NOT_FOUND']);
    expect(await world.admin.errorCodes(OPEN, { input: { token } })).toEqual(['NOT_FOUND']);
    expect(await server.api.errorCodes(OPEN, { input: { token } })).toEqual(['UNAUTHENTICATED']);
    for (const wrong of ['', 'x', token.slice(1), `${token}x`, 'A'.repeat(43)])
      expect(await other.errorCodes(OPEN, { input: { token: wrong } })).toEqual(['NOT_FOUND']);
    const own = await server.signIn(mobileAt(world, 1));
    expect(await refusal(own, 'openInvitation', { token })).toBeUndefined();
  });

  test('lets who has no activated account yet in, once they have signed in', async () => {
    const { world, links } = await asked(server, ['NOT_ACTIVATED']);
    const api = await server.signIn(mobileAt(world, 1));
    const token = tokenOf(links.get(mobileAt(world, 1)));
    expect(await refusal(api, 'openInvitation', { token })).toBeUndefined();
  });

  test('ends with the question', async () => {
    await using own = await startServer({ env: { WEBHOOK_PRIVATE_NETWORKS: 'true' } });
    const { world, links } = await asked(own, ['ACTIVATED']);
    const api = await own.signIn(mobileAt(world, 1));
    await own.travel('7 days 1 second');
    const token = tokenOf(links.get(mobileAt(world, 1)));
    expect(await refusal(api, 'openInvitation', { token })).toBe('LINK_EXPIRED');
  });

  test('is stored nowhere as it is', async () => {
    const { world, links } = await asked(server, ['ACTIVATED']);
    const token = tokenOf(links.get(mobileAt(world, 1)));
    const found = await server.app.database.row<{ hashed: boolean; clear: boolean }>(
      `select exists (select from invitation_link where digest = sha256($1::text::bytea)) as hashed,
         exists (select from delivery where link like '%' || $1 || '%') as clear`,
      [token],
    );
    expect(found).toEqual({ hashed: true, clear: false });
  });

  test('of two who use it at once lets one in', async () => {
    const { world, links } = await asked(server, ['ACTIVATED']);
    const api = await server.signIn(mobileAt(world, 1));
    const token = tokenOf(links.get(mobileAt(world, 1)));
    const outcomes = await Promise.all([0, 1, 2].map(() => refusal(api, 'openInvitation', { token })));
    expect(outcomes.filter((code) => code === undefined)).toHaveLength(1);
    expect(outcomes.filter((code) => code === 'LINK_USED')).toHaveLength(2);
  });

  test('shows a page that uses nothing up', async () => {
    const { world, links } = await asked(server, ['ACTIVATED']);
    const link = links.get(mobileAt(world, 1)) ?? '';
    const page = await fetch(link);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toContain('text/plain');
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(await page.text()).not.toContain(tokenOf(link));
    const api = await server.signIn(mobileAt(world, 1));
    expect(await refusal(api, 'openInvitation', { token: tokenOf(link) })).toBeUndefined();
  });
});

describe('an invitation that is opened in the product', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  const MARK =
    'mutation ($input: MarkInvitationSeenInput!) { markInvitationSeen(input: $input) { userErrors { code } } }';

  test('is seen from then on, with what was told of it', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const id = await start(world);
    const api: Api = await server.signIn(world.people[1]?.mobile ?? '');
    const invitation = await invitationOf(api);
    await mutate(api, 'markInvitationSeen', { invitationId: invitation.id });
    expect((await invitationsWithDeliveries(world.admin, id)).get('p1')).toMatchObject({
      openedBy: 'IN_APP',
      seenAt: expect.any(String),
      deliveries: { edges: [{ node: { state: 'SEEN' } }] },
    });
    const input = { input: { invitationId: invitation.id } };
    expect(await world.admin.errorCodes(MARK, input)).toEqual(['NOT_FOUND']);
  });
});
