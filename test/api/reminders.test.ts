import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { localId } from '#platform/graphql/relay.js';
import type { Api } from '../support/api.js';
import { deliveriesTo, quietHours, sendDue, sentTo, setClock, until } from '../support/deliveries.js';
import { groupWorld, type GroupWorld } from '../support/group-world.js';
import { questionsOf } from '../support/life.js';
import { inTurn } from '../support/locks.js';
import { MailedWorld } from '../support/mailed-world.js';
import { change, list, member, refusals } from '../support/members.js';
import { mobileAt } from '../support/people.js';
import { startServer, type TestServer } from '../support/server.js';
import { accept, answer, invitationOf, mutate, refusal, start } from '../support/upgrades.js';

interface Reminded {
  readonly reminded: number | null;
  readonly skippedByQuota: number | null;
  readonly skippedAsMessageWaits: number | null;
  readonly escalated: number | null;
  readonly putOffUntil: string | null;
}

const COUNTS = 'reminded skippedByQuota skippedAsMessageWaits escalated putOffUntil';
const REMIND =
  'mutation ($input: RemindMembersInput!) { remindMembers(input: $input) { userErrors { code } } }';

function remind(
  api: Api,
  groupUpgradeId: string,
  more: Record<string, unknown> = {},
): Promise<Reminded & { userErrors: { code: string }[] }> {
  return mutate<Reminded>(api, 'remindMembers', { groupUpgradeId, ...more }, COUNTS);
}

const accountAt = async (world: GroupWorld, place: number): Promise<string> =>
  (await list(world)).find(({ mobile }) => mobile === mobileAt(world, place))?.id ?? '';

/** The kinds of what was told to one person of the group in the product, in order. */
const toldTo = async (world: GroupWorld, id: string, who: string): Promise<string[]> =>
  (await deliveriesTo(world.admin, id, who))
    .filter(({ channel }) => channel === 'IN_APP')
    .map(({ kind }) => kind);

describe('reminders', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  const ready = async (...args: Parameters<typeof groupWorld> extends [unknown, ...infer R] ? R : never) => {
    const world = await groupWorld(server, ...args);
    await quietHours(server, world);
    return world;
  };

  test('go to all who can answer and have not, and the log says how many', async () => {
    const world = await ready(['ACTIVATED', 'ACTIVATED', 'NOT_ACTIVATED', 'NO_ACCOUNT']);
    const id = await start(world);
    await answer(server, mobileAt(world, 1), 'declineInvitation');
    expect(await remind(world.admin, id)).toEqual({
      reminded: 2,
      skippedByQuota: 0,
      skippedAsMessageWaits: 0,
      escalated: 0,
      putOffUntil: null,
      userErrors: [],
    });
    expect(await toldTo(world, id, 'p1')).toEqual(['INVITED']);
    expect(await toldTo(world, id, 'p2')).toEqual(['INVITED', 'REMINDER']);
    expect(await toldTo(world, id, 'p3')).toEqual(['SIGN_IN']);
    const events = world.admin.subscribe<{
      groupUpgradeEvents: { type: string; reason: string | null; sequence: number };
    }>('subscription ($id: ID!) { groupUpgradeEvents(id: $id) { type reason sequence } }', { id });
    const told = await events.until(({ groupUpgradeEvents: { type } }) => type === 'MEMBERS_REMINDED');
    await events.close();
    expect(told.groupUpgradeEvents).toMatchObject({ reason: '2' });
  });

  test('say of everybody who was named why they were not reminded', async () => {
    const world = await ready(['ACTIVATED', 'NOT_ACTIVATED', 'ACTIVATED', 'ACTIVATED', 'ACTIVATED']);
    const id = await start(world);
    const asked = await questionsOf(world.admin, id);
    const ids = ['p1', 'p2', 'p3', 'p4', 'p5'].map((who) => asked[who]?.id);
    await answer(server, mobileAt(world, 3), 'declineInvitation');
    const removed = { groupUpgradeId: id, invitationIds: [asked['p4']?.id] };
    expect(await refusal(world.admin, 'removeFromUpgrade', removed)).toBeUndefined();
    for (let time = 0; time < 3; time++) await remind(world.admin, id, { invitationIds: [asked['p5']?.id] });
    const named = (more: Record<string, unknown> = {}) =>
      mutate<{ notReminded: unknown }>(
        world.admin,
        'remindMembers',
        { groupUpgradeId: id, invitationIds: ids, ...more },
        'notReminded { reason invitation { id blockedReason cure } }',
      );
    expect((await named({ olderThanHours: 1 })).notReminded).toMatchObject([
      { reason: 'OTHERS_WANTED', invitation: { id: ids[0] } },
      { reason: 'BLOCKED' },
      { reason: 'ANSWERED' },
      { reason: 'REVOKED' },
      { reason: 'OTHERS_WANTED' },
    ]);
    expect((await named()).notReminded).toEqual([
      {
        reason: 'BLOCKED',
        invitation: { id: ids[1], blockedReason: 'ACCOUNT_NOT_ACTIVATED', cure: 'MEMBER_SIGNS_IN' },
      },
      { reason: 'ANSWERED', invitation: { id: ids[2], blockedReason: null, cure: null } },
      { reason: 'REVOKED', invitation: { id: ids[3], blockedReason: null, cure: null } },
      { reason: 'QUOTA', invitation: { id: ids[4], blockedReason: null, cure: null } },
    ]);
    expect((await named({ invitationIds: null })).notReminded).toBeNull();
  });

  test('are three a person in a day, over all upgrades of the organization', async () => {
    const world = await ready(['ACTIVATED']);
    const id = await start(world);
    const reminded: unknown[] = [];
    for (let time = 0; time < 4; time++) reminded.push((await remind(world.admin, id)).reminded);
    expect(reminded).toEqual([2, 2, 2, 0]);
    expect(await remind(world.admin, id)).toMatchObject({ reminded: 0, skippedByQuota: 2 });
    expect((await toldTo(world, id, 'p1')).filter((kind) => kind === 'REMINDER')).toHaveLength(3);
  });

  test('are six in a round, and a day later the daily quota is free again', async () => {
    await using own = await startServer();
    const world = await groupWorld(own, []);
    await quietHours(own, world);
    const id = await start(world);
    const counts: unknown[] = [];
    for (const interval of ['24 hours', '25 hours', '50 hours']) {
      await own.travel(interval);
      for (let time = 0; time < 4; time++) {
        const { reminded } = await remind(world.admin, id, { olderThanHours: 25 });
        counts.push(reminded);
      }
    }
    expect(counts).toEqual([0, 0, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0]);
    await own.travel('75 hours');
    expect(await remind(world.admin, id)).toMatchObject({ reminded: 0, skippedByQuota: 1 });
  });

  test('go to some: those named, those of a department with all below it, those asked long ago', async () => {
    const world = await ready(['ACTIVATED', 'ACTIVATED', 'ACTIVATED']);
    const { admin, organizationId } = world;
    const above = (await change(admin, 'createDepartment', { organizationId, name: 'Sales' })).department?.id;
    const below = (
      await change(admin, 'createDepartment', { organizationId, name: 'Sales East', parentId: above })
    ).department?.id;
    const placed = await refusals(admin, 'updateMember', {
      memberId: await accountAt(world, 2),
      departments: [{ departmentId: below }],
    });
    expect(placed).toEqual([]);
    const id = await start(world);
    const one = await invitationOf(await server.signIn(mobileAt(world, 1)));
    expect(await remind(admin, id, { invitationIds: [one.id] })).toMatchObject({ reminded: 1 });
    expect(await remind(admin, id, { departmentId: above })).toMatchObject({ reminded: 1 });
    expect(await remind(admin, id, { olderThanHours: 1 })).toMatchObject({ reminded: 0 });
    expect(await toldTo(world, id, 'p1')).toEqual(['INVITED', 'REMINDER']);
    expect(await toldTo(world, id, 'p2')).toEqual(['INVITED', 'REMINDER']);
    expect(await toldTo(world, id, 'p3')).toEqual(['INVITED']);

    expect(await refusal(admin, 'remindMembers', { groupUpgradeId: id, olderThanHours: -1 })).toBe(
      'OUT_OF_RANGE',
    );
    const named = (invitationIds: string[]): Promise<string | undefined> =>
      refusal(admin, 'remindMembers', { groupUpgradeId: id, invitationIds });
    expect(await named([])).toBe('OUT_OF_RANGE');
    expect(await named([one.id, one.id])).toBe('REPEATED');
    const other = await ready(['ACTIVATED']);
    const foreign = await start(other);
    const theirs = await invitationOf(await server.signIn(mobileAt(other, 1)));
    const input = (more: Record<string, unknown>): Record<string, unknown> => ({
      input: { groupUpgradeId: id, ...more },
    });
    expect(await admin.errorCodes(REMIND, input({ invitationIds: [theirs.id] }))).toEqual(['NOT_FOUND']);
    expect(await other.admin.errorCodes(REMIND, input({}))).toEqual(['NOT_FOUND']);
    expect(
      await other.admin.errorCodes(REMIND, { input: { groupUpgradeId: foreign, departmentId: above } }),
    ).toEqual(['NOT_FOUND']);
    const auditor = await member(server, world, ['AUDITOR']);
    expect(await auditor.api.errorCodes(REMIND, input({}))).toEqual(['FORBIDDEN']);
  });

  test('tell a manager once that an answer is missing, and not of what', async () => {
    const world = await ready(['ACTIVATED', 'ACTIVATED']);
    const boss = await member(server, world);
    const managed = await refusals(world.admin, 'updateMember', {
      memberId: await accountAt(world, 1),
      managerId: boss.id,
    });
    expect(managed).toEqual([]);
    const id = await start(world);
    expect(await remind(world.admin, id, { escalate: true })).toMatchObject({ reminded: 3, escalated: 1 });
    expect(await remind(world.admin, id, { escalate: true })).toMatchObject({ reminded: 3, escalated: 0 });
    const data = await boss.api.succeed<{
      myMessages: { edges: { node: { kind: string; title: string; text: string } }[] };
    }>('{ myMessages(first: 10) { edges { node { kind title text } } } }');
    const told = data.myMessages.edges.map(({ node }) => node);
    expect(told).toMatchObject([{ kind: 'ESCALATION', title: 'p1尚未答复' }]);
    expect(told[0]?.text).not.toContain('项目群');
  });

  test('are refused once answers are closed or the upgrade is over', async () => {
    const world = await ready(['ACTIVATED']);
    const id = await start(world);
    await answer(server, mobileAt(world, 1), 'acceptInvitation');
    await mutate(world.admin, 'closeGroupUpgrade', { groupUpgradeId: id });
    expect(await refusal(world.admin, 'remindMembers', { groupUpgradeId: id })).toBe('ANSWERS_CLOSED');
    await mutate(world.admin, 'cancelGroupUpgrade', { groupUpgradeId: id });
    expect(await refusal(world.admin, 'remindMembers', { groupUpgradeId: id })).toBe('UPGRADE_CANCELLED');
  });

  test('wait until the question itself is sent, after the quiet hours', async () => {
    await using mailed = await MailedWorld.open(['p1']);
    const { admin } = mailed.world;
    await mailed.night();
    const id = await start(mailed.world);
    // The owner has no address: nothing waits for them.
    expect(await remind(admin, id)).toMatchObject({ reminded: 1, skippedAsMessageWaits: 1 });
    expect(await sentTo(admin, id, 'p1')).toEqual(['INVITED IN_APP DELIVERED', 'INVITED EMAIL QUEUED']);
  });

  test('are not heaped up while one is still to be sent', async () => {
    await using mailed = await MailedWorld.open(['p1']);
    const { mailbox, server: own, world } = mailed;
    const id = await start(world);
    await mailbox.takeAll(1);
    await mailed.allSent();
    const morning = await mailed.night();
    expect(await remind(world.admin, id)).toMatchObject({ reminded: 2, skippedAsMessageWaits: 0 });
    expect(await remind(world.admin, id)).toMatchObject({ reminded: 1, skippedAsMessageWaits: 1 });
    const { p1 } = await questionsOf(world.admin, id);
    const { notReminded } = await mutate<{ notReminded: unknown }>(
      world.admin,
      'remindMembers',
      { groupUpgradeId: id, invitationIds: [p1?.id] },
      'notReminded { reason }',
    );
    expect(notReminded).toEqual([{ reason: 'MESSAGE_WAITS' }]);
    expect((await sentTo(world.admin, id, 'p1')).slice(2)).toEqual([
      'REMINDER IN_APP DELIVERED',
      'REMINDER EMAIL QUEUED',
    ]);
    await setClock(own, morning);
    await sendDue(own);
    await mailbox.takeAll(1);
    await mailed.allSent();
    expect(await remind(world.admin, id, { invitationIds: [p1?.id] })).toMatchObject({ reminded: 1 });
  });

  describe('race: reminder against answer', () => {
    test('who answers first is not reminded', async () => {
      const world = await ready(['ACTIVATED', 'ACTIVATED']);
      const id = await start(world);
      const api = await server.signIn(mobileAt(world, 1));
      const invitation = await invitationOf(api);
      const [answered, reminded] = await inTurn(
        server,
        { table: 'group_upgrade', id: localId('GroupUpgrade', id) },
        () => accept(api, invitation.id),
        () => remind(world.admin, id),
      );
      expect(answered.userErrors).toEqual([]);
      expect(reminded).toMatchObject({ reminded: 2 });
      expect(await toldTo(world, id, 'p1')).toEqual(['INVITED']);
      expect(await toldTo(world, id, 'p2')).toEqual(['INVITED', 'REMINDER']);
    });

    test('who answers while a reminder is made is reminded in the product, and is sent nothing more', async () => {
      await using mailed = await MailedWorld.open(['p1', 'p2']);
      const { mailbox, server: own, world } = mailed;
      const id = await start(world);
      await mailbox.takeAll(2);
      await mailed.allSent();
      const morning = await mailed.night();
      const api = await own.signIn(mobileAt(world, 1));
      const { id: invitationId } = await invitationOf(api);
      // The reminder has done everything, and waits for its audit entry when the answer comes.
      const [reminded, declined] = await inTurn(
        own,
        { table: 'audit_chain', id: `organization:${localId('Organization', world.organizationId)}` },
        () => remind(world.admin, id),
        () => refusal(api, 'declineInvitation', { invitationId }),
      );
      expect(reminded).toMatchObject({ reminded: 3, putOffUntil: morning.toISOString() });
      expect(declined).toBeUndefined();
      expect(await sentTo(world.admin, id, 'p1')).toEqual(
        expect.arrayContaining(['REMINDER IN_APP DELIVERED', 'REMINDER EMAIL QUEUED']),
      );
      await setClock(own, morning);
      await sendDue(own);
      expect((await mailbox.next()).to).toBe('p2@people.example');
      await until(
        () => sentTo(world.admin, id, 'p1'),
        (sent) => sent.includes('REMINDER EMAIL CANCELLED'),
      );
      expect(mailbox.unread).toBe(0);
    });

    test('two reminders at once keep the quota', async () => {
      const world = await ready(['ACTIVATED']);
      const id = await start(world);
      await remind(world.admin, id);
      await remind(world.admin, id);
      const both = await Promise.all([remind(world.admin, id), remind(world.admin, id)]);
      expect(new Set(both.map(({ reminded }) => reminded))).toEqual(new Set([0, 2]));
    });
  });
});

describe('reminders by plan', () => {
  /** Lets the jobs run whose time has come by the database's clock. */
  const runPlan = (server: TestServer, id: string): Promise<unknown> =>
    server.app.database.run(`select graphile_worker.add_job('upgrade.remind', $1::json)`, [
      JSON.stringify({ groupUpgradeId: localId('GroupUpgrade', id) }),
    ]);

  const nextRun = async (server: TestServer): Promise<number | undefined> => {
    const row = await server.app.database.row<{ hours: number }>(
      `select round(extract(epoch from j.run_at - now()) / 3600)::int as hours
       from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
       where t.identifier = 'upgrade.remind' and j.key is not null`,
    );
    return row?.hours;
  };

  test('come at their hours, tell the manager at theirs, and end with the plan', async () => {
    await using server = await startServer();
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED']);
    await quietHours(server, world);
    const boss = await member(server, world);
    await refusals(world.admin, 'updateMember', { memberId: await accountAt(world, 1), managerId: boss.id });
    await mutate(world.admin, 'updateDeliverySettings', {
      organizationId: world.organizationId,
      reminderHours: [24, 72],
      escalateHours: 48,
    });
    const id = await start(world);
    await answer(server, mobileAt(world, 2), 'acceptInvitation');
    expect(await nextRun(server)).toBe(24);

    await server.travel('24 hours 1 minute');
    await runPlan(server, id);
    await until(
      () => toldTo(world, id, 'p1'),
      (told) => told.length === 2,
    );
    // A job that runs twice reminds once.
    await runPlan(server, id);
    await server.travel('48 hours 1 minute');
    await runPlan(server, id);
    await until(
      () => toldTo(world, id, 'p1'),
      (told) => told.includes('ESCALATION'),
    );
    expect(await toldTo(world, id, 'p1')).toEqual(['INVITED', 'REMINDER', 'ESCALATION']);
    expect(await toldTo(world, id, 'p2')).toEqual(['INVITED']);
    await server.travel('72 hours 1 minute');
    await runPlan(server, id);
    await until(
      () => toldTo(world, id, 'p1'),
      (told) => told.length === 4,
    );
    expect(await toldTo(world, id, 'owner')).toEqual(['INVITED', 'REMINDER', 'REMINDER']);
  });

  test('follow a plan that is made while the upgrade asks already', async () => {
    await using server = await startServer();
    const world = await groupWorld(server, ['ACTIVATED']);
    await quietHours(server, world);
    const id = await start(world);
    expect(await nextRun(server)).toBeUndefined();
    await server.travel('30 hours');
    await mutate(world.admin, 'updateDeliverySettings', {
      organizationId: world.organizationId,
      reminderHours: [24],
    });
    await until(
      () => toldTo(world, id, 'p1'),
      (told) => told.length === 2,
    );
    expect(await toldTo(world, id, 'p1')).toEqual(['INVITED', 'REMINDER']);
  });

  test('rest while the upgrade is paused, and make up for it once afterwards', async () => {
    await using server = await startServer();
    const world = await groupWorld(server, ['ACTIVATED']);
    await quietHours(server, world);
    await mutate(world.admin, 'updateDeliverySettings', {
      organizationId: world.organizationId,
      reminderHours: [24, 48],
    });
    const id = await start(world);
    await server.app.database.run(
      `update group_upgrade set state = 'PAUSED', paused_from = 'INVITING', pause_reason = 'REQUESTED',
         paused_at = assent_now()`,
    );
    await server.travel('50 hours');
    await runPlan(server, id);
    await until(
      () => nextRun(server),
      (hours) => hours !== undefined && hours > 50,
    );
    expect(await toldTo(world, id, 'p1')).toEqual(['INVITED']);
    await server.app.database.run(
      `update group_upgrade set state = 'INVITING', paused_from = null, pause_reason = null, paused_at = null`,
    );
    await runPlan(server, id);
    await until(
      () => toldTo(world, id, 'p1'),
      (told) => told.length > 1,
    );
    expect(await toldTo(world, id, 'p1')).toEqual(['INVITED', 'REMINDER']);
  });
});
