import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import {
  deliveriesTo,
  quietHours,
  sendDue,
  type SeenDelivery,
  until,
  useWebhook,
} from '../support/deliveries.js';
import { Gateway, type GatewayRequest } from '../support/gateway.js';
import { groupWorld, type GroupWorld, type Standing } from '../support/group-world.js';
import { list, member } from '../support/members.js';
import { startServer, type TestServer } from '../support/server.js';
import { mutate, refusal, start } from '../support/upgrades.js';

describe('messages through the organization’s webhook', () => {
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

  async function worldOf(
    standings: readonly Standing[],
    settings: Record<string, unknown> = {},
  ): Promise<GroupWorld> {
    const world = await groupWorld(server, standings);
    await quietHours(server, world);
    gateway.secret = (await useWebhook(world, gateway.url, settings)) ?? undefined;
    return world;
  }

  /** So many requests, by the mobile they are for. */
  async function requests(count: number): Promise<ReadonlyMap<string, GatewayRequest>> {
    const taken = await Promise.all(Array.from({ length: count }, () => gateway.next()));
    return new Map(taken.map((request) => [request.data.recipient.mobile, request]));
  }

  const webhookDelivery = (
    world: GroupWorld,
    id: string,
    who: string,
    isIt: (delivery: SeenDelivery) => boolean = ({ state }) => state !== 'QUEUED',
  ): Promise<SeenDelivery | undefined> =>
    until(
      async () => (await deliveriesTo(world.admin, id, who)).find(({ channel }) => channel === 'WEBHOOK'),
      (delivery) => delivery !== undefined && isIt(delivery),
    );

  test('each arrives signed, with whom it is for, what it says, a link and where to report', async () => {
    const world = await worldOf(['ACTIVATED']);
    expect(gateway.secret).toMatch(/^whsec_/);
    const id = await start(world);
    const mobile = world.people[1]?.mobile ?? '';
    const request = (await requests(2)).get(mobile);
    expect(request?.data).toMatchObject({
      kind: 'INVITED',
      language: 'zh-CN',
      recipient: { mobile, userId: 'p1', name: 'p1' },
      link: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/i\/[\w-]{43}$/),
    });
    expect(request?.data.text).toContain('项目群');
    expect(request?.headers['webhook-id']).toBe(request?.data.deliveryId);
    const sent = await webhookDelivery(world, id, 'p1');
    expect(sent).toMatchObject({ state: 'SENT', attempts: 1 });
    expect(sent?.sentTo).toContain('****');
    expect(sent?.sentTo).not.toContain(mobile);
  });

  test('an answer may say that it has arrived', async () => {
    gateway.answer = () => ({ status: 202, body: '{"state":"DELIVERED"}' });
    const world = await worldOf(['ACTIVATED']);
    const id = await start(world);
    expect(await webhookDelivery(world, id, 'p1')).toMatchObject({ state: 'DELIVERED' });
  });

  test('a signed report says later what became of it, and one by anybody else says nothing', async () => {
    const world = await worldOf(['ACTIVATED']);
    const id = await start(world);
    const sent = await requests(2);
    const mine = sent.get(world.people[1]?.mobile ?? '');
    const owners = sent.get(world.adminMobile);
    if (!mine || !owners) throw new Error('not both were asked');
    await webhookDelivery(world, id, 'p1');
    await webhookDelivery(world, id, 'owner');
    const forged = `whsec_${Buffer.alloc(32).toString('base64')}`;
    expect(await gateway.report(mine, '{"state":"DELIVERED"}', forged)).toBe(404);
    expect(await gateway.report(mine, '{"state":"READ"}')).toBe(400);
    expect(await gateway.report(mine, 'not JSON')).toBe(400);
    expect(await webhookDelivery(world, id, 'p1')).toMatchObject({ state: 'SENT' });
    expect(await gateway.report(mine, '{"state":"DELIVERED"}')).toBe(204);
    expect(await gateway.report(mine, '{"state":"DELIVERED"}')).toBe(204);
    expect(await gateway.report(mine, '{"state":"FAILED","reason":"off"}')).toBe(409);
    expect(await webhookDelivery(world, id, 'p1')).toMatchObject({ state: 'DELIVERED' });
    expect(await gateway.report(owners, '{"state":"FAILED","reason":"number not in service"}')).toBe(204);
    expect(await webhookDelivery(world, id, 'owner')).toMatchObject({
      state: 'FAILED',
      failure: 'REPORTED',
      failureDetail: 'number not in service',
    });
  });

  test('another organization’s secret reports nothing', async () => {
    const world = await worldOf(['ACTIVATED']);
    const secret = gateway.secret;
    await start(world);
    const [request] = (await requests(2)).values();
    const other = await groupWorld(server, []);
    const others = await useWebhook(other, gateway.url);
    if (!request || others === null) throw new Error('nothing to report on');
    expect(others).not.toBe(secret);
    expect(await gateway.report(request, '{"state":"DELIVERED"}', others)).toBe(404);
  });

  test.each([
    ['404', { status: 404 }],
    ['a redirect', { status: 302, headers: { location: 'http://127.0.0.1:9/' } }],
  ])('%s is for good', async (_what, given) => {
    gateway.answer = () => given;
    const world = await worldOf(['ACTIVATED']);
    const id = await start(world);
    expect(await webhookDelivery(world, id, 'p1')).toMatchObject({
      state: 'FAILED',
      failure: 'REJECTED',
      failureDetail: `answered ${given.status}`,
    });
  });

  test('503 is tried again with the same id, and an answer without end is not read', async () => {
    await using own = await startServer({ env: { WEBHOOK_PRIVATE_NETWORKS: 'true' } });
    const world = await groupWorld(own, []);
    await quietHours(own, world);
    gateway.answer = () => ({ status: 503 });
    gateway.secret = (await useWebhook(world, gateway.url)) ?? undefined;
    const id = await start(world);
    const first = await gateway.next();
    await webhookDelivery(world, id, 'owner', ({ failureDetail }) => failureDetail === 'answered 503');
    gateway.answer = () => ({ status: 200, body: `{"state":"DELIVERED","more":"${'x'.repeat(100_000)}"}` });
    await own.travel('61 seconds');
    await sendDue(own);
    expect((await gateway.next()).data.deliveryId).toBe(first.data.deliveryId);
    expect(await webhookDelivery(world, id, 'owner')).toMatchObject({ state: 'SENT', attempts: 2 });
  });

  test('whoever has no account is told only where the organization wants it', async () => {
    const world = await worldOf(['NO_ACCOUNT', 'UNKNOWN_MOBILE'], { textStrangers: true });
    const id = await start(world);
    const stranger = (await requests(2)).get(world.people[1]?.mobile ?? '');
    expect(stranger?.data).toMatchObject({ kind: 'NO_ACCOUNT', recipient: { userId: null, name: null } });
    expect(await webhookDelivery(world, id, 'p1')).toMatchObject({ state: 'SENT', member: null });
    expect(await deliveriesTo(world.admin, id, 'p2')).toEqual([]);

    const silent = await worldOf(['NO_ACCOUNT']);
    const second = await start(silent);
    await gateway.next();
    expect(await deliveriesTo(silent.admin, second, 'p1')).toEqual([]);
  });

  test('a channel that is turned off before a message leaves takes it nowhere', async () => {
    const world = await worldOf(['ACTIVATED']);
    await quietHours(server, world, '00:00', '23:59');
    const id = await start(world);
    await mutate(world.admin, 'updateDeliverySettings', {
      organizationId: world.organizationId,
      webhook: false,
    });
    await server.app.database.run(
      `update delivery set not_before = assent_now() where channel = 'WEBHOOK' and state = 'QUEUED'`,
    );
    await sendDue(server);
    expect(await webhookDelivery(world, id, 'p1')).toMatchObject({
      state: 'FAILED',
      failure: 'CHANNEL_OFF',
    });
    expect(gateway.unread).toBe(0);
  });

  test('a new secret replaces the one before at once, and is shown when it is made and never again', async () => {
    const world = await worldOf(['ACTIVATED']);
    const first = gateway.secret;
    expect(await useWebhook(world, gateway.url)).toBeNull();
    const second = await useWebhook(world, gateway.url, { newWebhookSecret: true });
    expect(second).toMatch(/^whsec_/);
    expect(second).not.toBe(first);
    gateway.secret = second ?? undefined;
    await start(world);
    const request = await gateway.next();
    expect(() =>
      new Webhook(first ?? '').verify(request.raw, request.headers as Record<string, string>),
    ).toThrow('No matching signature');
  });
});

describe('the settings of delivery', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  const READ = `query ($id: ID!) { deliverySettings(organizationId: $id) { email webhook webhookUrl textStrangers
    reminderHours escalateHours version } }`;
  const CHANGE =
    'mutation ($input: UpdateDeliverySettingsInput!) { updateDeliverySettings(input: $input) { userErrors { code field } } }';

  test('have defaults, change in part, and are refused where they are wrong', async () => {
    const world = await groupWorld(server, []);
    const { admin, organizationId } = world;
    const read = async (): Promise<unknown> =>
      (await admin.succeed<{ deliverySettings: unknown }>(READ, { id: organizationId })).deliverySettings;
    expect(await read()).toEqual({
      email: true,
      webhook: false,
      webhookUrl: null,
      textStrangers: false,
      reminderHours: [],
      escalateHours: null,
      version: 0,
    });
    const change = (input: Record<string, unknown>): Promise<string | undefined> =>
      refusal(admin, 'updateDeliverySettings', { organizationId, ...input });
    expect(await change({ webhook: true })).toBe('WEBHOOK_URL_MISSING');
    expect(await change({ webhookUrl: 'http://sms.example/' })).toBe('INVALID_WEBHOOK_URL');
    expect(await change({ reminderHours: [24, 24] })).toBe('REPEATED');
    expect(await change({ escalateHours: 9_999 })).toBe('OUT_OF_RANGE');
    expect(await change({ reminderHours: [72, 24], escalateHours: 96 })).toBeUndefined();
    expect(await change({ email: false, webhookUrl: 'https://sms.example/x' })).toBeUndefined();
    expect(await change({ escalateHours: 0, expectedVersion: 2 })).toBeUndefined();
    expect(await change({ escalateHours: 1, expectedVersion: 2 })).toBe('VERSION_CONFLICT');
    expect(await read()).toEqual({
      email: false,
      webhook: false,
      webhookUrl: 'https://sms.example/x',
      textStrangers: false,
      reminderHours: [24, 72],
      escalateHours: null,
      version: 3,
    });
  });

  test('are for administrators to change, for auditors to read, and for nobody else', async () => {
    const world = await groupWorld(server, []);
    const other = await groupWorld(server, []);
    const auditor = await member(server, world, ['AUDITOR']);
    const plain = await member(server, world);
    const variables = { id: world.organizationId };
    const input = { input: { organizationId: world.organizationId, email: false } };
    expect(await auditor.api.errorCodes(READ, variables)).toEqual([]);
    expect(await auditor.api.errorCodes(CHANGE, input)).toEqual(['FORBIDDEN']);
    expect(await plain.api.errorCodes(READ, variables)).toEqual(['FORBIDDEN']);
    expect(await other.admin.errorCodes(READ, variables)).toEqual(['NOT_FOUND']);
    expect(await other.admin.errorCodes(CHANGE, input)).toEqual(['NOT_FOUND']);
    expect(await server.api.errorCodes(READ, variables)).toEqual(['UNAUTHENTICATED']);
    expect(await list(world)).not.toEqual([]);
  });

  test('a webhook never leads into a private network', async () => {
    await using gateway = await Gateway.open();
    const world = await groupWorld(server, ['ACTIVATED']);
    await quietHours(server, world);
    await useWebhook(world, gateway.url.replace('http:', 'https:').replace('127.0.0.1', 'localhost'));
    const id = await start(world);
    const failed = await until(
      () => deliveriesTo(world.admin, id, 'p1'),
      (all) => all.some(({ channel, state }) => channel === 'WEBHOOK' && state === 'FAILED'),
    );
    expect(failed.find(({ channel }) => channel === 'WEBHOOK')).toMatchObject({
      failure: 'REJECTED',
      failureDetail: 'localhost has no public address',
    });
  });
});
