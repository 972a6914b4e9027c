import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Api } from '../support/api.js';
import { askedTwice, type Twice, worldWithTwice } from '../support/asked-twice.js';
import {
  deliveriesTo,
  giveEmails,
  invitationsWithDeliveries,
  nextUtc,
  quietHours,
  sendDue,
  sentTo,
  setClock,
  until,
} from '../support/deliveries.js';
import type { GroupWorld } from '../support/group-world.js';
import { kindsTold } from '../support/inbox.js';
import { eventsUntil, mobileOf, runJobs } from '../support/life.js';
import { Mailbox } from '../support/mailbox.js';
import { list, member, refusals } from '../support/members.js';
import { startServer, type TestServer } from '../support/server.js';
import { accept, mutate, refusal } from '../support/upgrades.js';

const HOUR = 3_600_000;

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

interface Reminded {
  readonly reminded: number;
  readonly escalated: number;
  readonly notReminded: { readonly reason: string }[] | null;
}

/** Reminds of these questions, of all unless given, and tells managers. */
const remind = (api: Api, groupUpgradeId: string, invitationIds: readonly string[] | null = null) =>
  mutate<Reminded>(
    api,
    'remindMembers',
    { groupUpgradeId, invitationIds, escalate: true },
    'reminded escalated notReminded { reason }',
  );

/** What was told in the product to each of these of the roster, in order. */
async function told(api: Api, { upgradeId }: Twice, ...who: string[]): Promise<string[][]> {
  const deliveries = await Promise.all(who.map((one) => deliveriesTo(api, upgradeId, one)));
  return deliveries.map((to) => to.filter(({ channel }) => channel === 'IN_APP').map(({ kind }) => kind));
}

/** Gives the person who stands there twice a manager. */
async function managed(own: TestServer, world: GroupWorld): Promise<string> {
  const boss = await member(own, world);
  const account = (await list(world)).find(({ mobile }) => mobile === mobileOf(world, 'p1'));
  const change = { memberId: account?.id, managerId: boss.id };
  expect(await refusals(world.admin, 'updateMember', change)).toEqual([]);
  return boss.mobile;
}

describe('who stands on the roster twice and has answered once', () => {
  test('is not reminded, nor told of more time, nor reported to their manager', async () => {
    const world = await worldWithTwice(server);
    await quietHours(server, world);
    const boss = await managed(server, world);
    const twice = await askedTwice(server, world);
    const { upgradeId, api, one, other } = twice;
    await accept(api, one);
    expect(await remind(world.admin, upgradeId, [other])).toMatchObject({
      reminded: 0,
      escalated: 0,
      notReminded: [{ reason: 'ANSWERED' }],
    });
    expect(await remind(world.admin, upgradeId)).toMatchObject({ reminded: 2, escalated: 0 });
    const expiresAt = new Date(Date.now() + 240 * HOUR).toISOString();
    await mutate(world.admin, 'extendGroupUpgradeDeadline', { groupUpgradeId: upgradeId, expiresAt });
    expect(await told(world.admin, twice, 'p2', 'p3')).toEqual([
      ['INVITED'],
      ['INVITED', 'REMINDER', 'EXTENDED'],
    ]);
    expect(await kindsTold(await server.signIn(boss))).toEqual([]);

    // With the yes gone that stood for both, the answer is missing.
    const removal = { groupUpgradeId: upgradeId, invitationIds: [one] };
    expect(await refusal(world.admin, 'removeFromUpgrade', removal)).toBeUndefined();
    expect(await remind(world.admin, upgradeId, [other])).toMatchObject({ reminded: 1, escalated: 1 });
    expect(await kindsTold(await server.signIn(boss))).toEqual(['ESCALATION']);
  });

  test('has answered with a no as well, until they are asked again', async () => {
    const world = await worldWithTwice(server);
    await quietHours(server, world);
    const { upgradeId, api, one, other } = await askedTwice(server, world);
    const decline = (invitationId: string) => refusal(api, 'declineInvitation', { invitationId });
    expect(await decline(one)).toBeUndefined();
    expect(await remind(world.admin, upgradeId, [other])).toMatchObject({
      reminded: 0,
      notReminded: [{ reason: 'ANSWERED' }],
    });
    expect(await decline(other)).toBeUndefined();
    await mutate(world.admin, 'reinviteMembers', { groupUpgradeId: upgradeId, invitationIds: [one] });
    expect(await remind(world.admin, upgradeId, [one])).toMatchObject({ reminded: 1 });
  });

  test('is neither warned of the end nor reminded by the plan', async () => {
    await using own = await startServer();
    const world = await worldWithTwice(own);
    await quietHours(own, world);
    const boss = await managed(own, world);
    await mutate(world.admin, 'updateDeliverySettings', {
      organizationId: world.organizationId,
      reminderHours: [24],
      escalateHours: 48,
    });
    const twice = await askedTwice(own, world);
    await accept(twice.api, twice.one);
    await own.travel('4 days 1 minute');
    await runJobs(own);
    const admin = await own.signIn(world.adminMobile);
    await until(
      () => told(admin, twice, 'p3'),
      ([p3]) => p3?.length === 3,
    );
    expect(await told(admin, twice, 'p2')).toEqual([['INVITED']]);
    const events = await eventsUntil(admin, twice.upgradeId, ({ type }) => type === 'MEMBERS_REMINDED');
    expect(events.at(-1)?.reason).toBe('2');
    expect(await kindsTold(await own.signIn(boss))).toEqual([]);
  });

  test('is sent none of the reminders that waited for the morning', async () => {
    await using mailbox = await Mailbox.open();
    await using own = await startServer({ env: { SMTP_URL: mailbox.url, MAIL_FROM: 'a@server.example' } });
    const world = await worldWithTwice(own);
    await quietHours(own, world);
    await giveEmails(world, ['p1', 'p3']);
    const { upgradeId, api, one } = await askedTwice(own, world);
    await mailbox.takeAll(3);
    await until(
      () => invitationsWithDeliveries(world.admin, upgradeId),
      (all) =>
        [...all.values()].every(({ deliveries: { edges } }) =>
          edges.every(({ node }) => node.state !== 'QUEUED'),
        ),
    );
    await quietHours(own, world, '22:00', '08:00');
    const night = nextUtc('15:00'); // 23:00 in Shanghai
    await setClock(own, night);
    expect(await remind(world.admin, upgradeId)).toMatchObject({ reminded: 4 });
    await accept(api, one);
    await setClock(own, nextUtc('00:00', night));
    await sendDue(own);
    expect((await mailbox.next()).to).toBe('p3@people.example');
    const sent = await until(
      () => sentTo(world.admin, upgradeId, 'p2'),
      (to) => to.includes('REMINDER EMAIL CANCELLED'),
    );
    expect(sent).toContain('REMINDER IN_APP DELIVERED');
    expect(mailbox.unread).toBe(0);
  });
});
