import { expect, test } from '@jest/globals';
import { claimDue, renewLeases } from '#modules/delivery/data/sending.js';
import { LEASE_SECONDS } from '#modules/delivery/use-cases/lease.js';
import { localId } from '#platform/graphql/relay.js';
import { deliveriesTo, quietHours, sendDue, until, useWebhook } from '../support/deliveries.js';
import { Gateway } from '../support/gateway.js';
import { groupWorld } from '../support/group-world.js';
import { startServer, type TestServer } from '../support/server.js';
import { start } from '../support/upgrades.js';

const withGateways = (): Promise<TestServer> => startServer({ env: { WEBHOOK_PRIVATE_NETWORKS: 'true' } });

test('what a node had claimed that is gone is sent by another one within two minutes, and not while it is renewed', async () => {
  await using server = await withGateways();
  await using gateway = await Gateway.open();
  const world = await groupWorld(server, ['ACTIVATED']);
  await quietHours(server, world, '00:00', '23:59');
  gateway.secret = (await useWebhook(world, gateway.url)) ?? undefined;
  const id = await start(world);
  const { database } = server.app;
  const lane = { channel: 'WEBHOOK', organizationId: localId('Organization', world.organizationId) } as const;
  const [ofDead, ofLiving] = await database.transaction(async (tx) => {
    await tx.run(`update delivery set not_before = assent_now() where state = 'QUEUED'`);
    return [await claimDue(tx, lane, 1, LEASE_SECONDS), await claimDue(tx, lane, 1, LEASE_SECONDS)] as const;
  });
  await server.travel('90 seconds');
  await renewLeases(database, ofLiving, LEASE_SECONDS);
  await server.travel('121 seconds');
  await sendDue(server);
  expect((await gateway.next()).data.deliveryId).toBe(ofDead.at(0)?.id);
  const sent = async (): Promise<string[]> =>
    [
      ...(await deliveriesTo(world.admin, id, 'p1')),
      ...(await deliveriesTo(world.admin, id, 'owner')),
    ].flatMap(({ channel, state }) => (channel === 'WEBHOOK' ? [state] : []));
  expect((await until(sent, (states) => states.includes('SENT'))).toSorted()).toEqual(['QUEUED', 'SENT']);
  await server.travel('211 seconds');
  await sendDue(server);
  expect((await gateway.next()).data.deliveryId).toBe(ofLiving.at(0)?.id);
});

test('a report counts by the time of the database, whatever the clock of the node says', async () => {
  await using server = await withGateways();
  await using gateway = await Gateway.open();
  const world = await groupWorld(server, ['ACTIVATED']);
  await quietHours(server, world);
  gateway.secret = (await useWebhook(world, gateway.url)) ?? undefined;
  const id = await start(world);
  const request = await gateway.next();
  const who = request.data.recipient.mobile === world.adminMobile ? 'owner' : 'p1';
  const states = async (): Promise<string[]> =>
    (await deliveriesTo(world.admin, id, who)).map(({ state }) => state);
  await until(states, (all) => all.includes('SENT'));
  await server.travel('1 hour');
  const minutesOff = (minutes: number): Date => new Date(Date.now() + (60 + minutes) * 60_000);
  const report = (at: Date): Promise<number> =>
    gateway.report(request, '{"state":"DELIVERED"}', gateway.secret, at);
  expect(await report(new Date())).toBe(404);
  expect(await report(minutesOff(-6))).toBe(404);
  expect(await report(minutesOff(6))).toBe(404);
  expect(await report(minutesOff(-4))).toBe(204);
  expect(await states()).toContain('DELIVERED');
});
