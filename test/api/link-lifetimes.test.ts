import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { nextUtc, quietHours, sendDue, sentTo, setClock, until, useWebhook } from '../support/deliveries.js';
import { Gateway, type GatewayRequest } from '../support/gateway.js';
import { groupWorld, type GroupWorld, type Standing } from '../support/group-world.js';
import { mobileOf, questionTo } from '../support/life.js';
import { startServer, type TestServer } from '../support/server.js';
import { answer, mutate, refusal, start } from '../support/upgrades.js';

const DAY = 86_400_000;

/** Each test has a clock of its own. */
describe('the link of a message', () => {
  let server: TestServer;
  let gateway: Gateway;
  beforeEach(async () => {
    server = await startServer({ env: { WEBHOOK_PRIVATE_NETWORKS: 'true' } });
    gateway = await Gateway.open();
  });
  afterEach(async () => {
    await gateway[Symbol.asyncDispose]();
    await server.stop();
  });

  const tokenOf = ({ data }: GatewayRequest): string => data.link?.split('/').at(-1) ?? '';

  /** The tokens of the next messages, by mobile. */
  async function received(count: number): Promise<ReadonlyMap<string, string>> {
    const tokens = new Map<string, string>();
    while (tokens.size < count) {
      const request = await gateway.next();
      tokens.set(request.data.recipient.mobile, tokenOf(request));
    }
    return tokens;
  }

  /** An upgrade of which everybody was told through the gateway. */
  async function asked(
    standings: readonly Standing[],
  ): Promise<{ world: GroupWorld; id: string; tokens: ReadonlyMap<string, string> }> {
    const world = await groupWorld(server, standings);
    await quietHours(server, world);
    await useWebhook(world, gateway.url);
    const id = await start(world);
    return { world, id, tokens: await received(world.people.length) };
  }

  /** Signs somebody of the group in and opens a link as them. Returns what refuses it. */
  async function open(
    world: GroupWorld,
    who: string,
    tokens: ReadonlyMap<string, string>,
  ): Promise<string | undefined> {
    const mobile = mobileOf(world, who);
    const api = await server.signIn(mobile);
    return refusal(api, 'openInvitation', { token: tokens.get(mobile) });
  }

  test('lasts longer with an extension, and no longer without one', async () => {
    const { world, id, tokens } = await asked(['ACTIVATED', 'ACTIVATED']);
    const { id: p1 } = await questionTo(world.admin, id, 'p1');
    await mutate(world.admin, 'extendGroupUpgradeDeadline', {
      groupUpgradeId: id,
      invitationIds: [p1],
      expiresAt: new Date(Date.now() + 10 * DAY).toISOString(),
    });
    await server.travel('8 days');
    expect(await open(world, 'p1', tokens)).toBeUndefined();
    expect(await open(world, 'p1', tokens)).toBe('LINK_USED');
    expect(await open(world, 'p2', tokens)).toBe('LINK_EXPIRED');
  });

  test('lasts as much longer as the upgrade stood still, and meanwhile', async () => {
    const { world, id, tokens } = await asked(['ACTIVATED', 'ACTIVATED']);
    await mutate(world.admin, 'pauseGroupUpgrade', { groupUpgradeId: id });
    await server.travel('20 days');
    expect(await open(world, 'p1', tokens)).toBeUndefined();
    const admin = await server.signIn(world.adminMobile);
    expect(await refusal(admin, 'resumeGroupUpgrade', { groupUpgradeId: id })).toBeUndefined();
    await server.travel('26 days');
    expect(await open(world, 'p2', tokens)).toBeUndefined();
    await server.travel('28 days');
    expect(await open(world, 'owner', tokens)).toBe('LINK_EXPIRED');
  });

  test('that was sent in an earlier round leads nowhere, and that of the new round does', async () => {
    const { world, id, tokens } = await asked(['ACTIVATED']);
    await answer(server, mobileOf(world, 'p1'), 'declineInvitation');
    await mutate(world.admin, 'reinviteMembers', { groupUpgradeId: id, states: ['DECLINED'] });
    const again = await received(1);
    expect(await open(world, 'p1', tokens)).toBe('LINK_EXPIRED');
    expect(await open(world, 'p1', again)).toBeUndefined();
  });

  test('of an earlier round is not sent any more', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    await quietHours(server, world, '22:00', '08:00');
    await useWebhook(world, gateway.url);
    const night = nextUtc('16:00');
    await setClock(server, night);
    const id = await start(world);
    await answer(server, mobileOf(world, 'p1'), 'declineInvitation');
    await mutate(world.admin, 'reinviteMembers', { groupUpgradeId: id, states: ['DECLINED'] });
    await setClock(server, nextUtc('00:00', night));
    await sendDue(server);
    const admin = await server.signIn(world.adminMobile);
    const sent = await until(
      () => sentTo(admin, id, 'p1'),
      (states) => !states.some((state) => state.endsWith('QUEUED')),
    );
    expect(sent.filter((one) => one.includes('WEBHOOK'))).toEqual([
      'INVITED WEBHOOK CANCELLED',
      'ASKED_AGAIN WEBHOOK SENT',
    ]);
  });

  test('that could not leave while the upgrade stood still leaves afterwards, however long that was', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    await quietHours(server, world, '22:00', '08:00');
    await useWebhook(world, gateway.url);
    const night = nextUtc('16:00');
    await setClock(server, night);
    const id = await start(world);
    await mutate(world.admin, 'pauseGroupUpgrade', { groupUpgradeId: id });
    const later = nextUtc('00:00', new Date(night.getTime() + 8 * DAY));
    await setClock(server, later);
    await sendDue(server);
    await until(
      async () =>
        server.app.database.row(
          `select 1 from delivery where channel = 'WEBHOOK' and state = 'QUEUED' and not_before < assent_now()`,
        ),
      (due) => due === undefined,
    );
    const admin = await server.signIn(world.adminMobile);
    expect(await sentTo(admin, id, 'p1')).toEqual(['INVITED IN_APP DELIVERED', 'INVITED WEBHOOK QUEUED']);
    await mutate(admin, 'resumeGroupUpgrade', { groupUpgradeId: id });
    await setClock(server, new Date(later.getTime() + 6 * 3_600_000));
    await sendDue(server);
    expect(await open(world, 'p1', await received(2))).toBeUndefined();
  });
});
