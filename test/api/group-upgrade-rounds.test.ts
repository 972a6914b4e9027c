import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Api } from '../support/api.js';
import { groupWorld } from '../support/group-world.js';
import {
  eventsUntil,
  mobileOf,
  nextMoment,
  questionsOf,
  questionTo,
  runJobs,
  unsound,
  upgradeOf,
} from '../support/life.js';
import { startServer, type TestServer } from '../support/server.js';
import {
  accept,
  accountOf,
  answer,
  cutOver,
  invitationOf,
  mutate,
  provedSummary,
  refusal,
  start,
  summary,
} from '../support/upgrades.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const inDays = (days: number): string => new Date(Date.now() + days * DAY).toISOString();
const hoursUntil = (time: string | Date | null | undefined, from = Date.now()): number =>
  Math.round((new Date(time ?? 0).getTime() - from) / HOUR);

describe('the time to answer', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  test('is extended for all who have not answered, and never cut short', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'NO_ACCOUNT', 'ACTIVATED']);
    const id = await start(world);
    await answer(server, mobileOf(world, 'p3'), 'declineInvitation');
    const extend = (more: Record<string, unknown>): Promise<string | undefined> =>
      refusal(world.admin, 'extendGroupUpgradeDeadline', { groupUpgradeId: id, ...more });
    const expiresAt = inDays(20);
    expect(await extend({ expiresAt })).toBeUndefined();
    expect((await upgradeOf(world.admin, id)).expiresAt).toBe(expiresAt);
    const questions = await questionsOf(world.admin, id);
    expect(['owner', 'p1', 'p2', 'p3'].map((one) => hoursUntil(questions[one]?.expiresAt))).toEqual([
      480, 480, 480, 168,
    ]);
    expect(hoursUntil(await nextMoment(server, id))).toBe(480 - 72);
    expect(await extend({ expiresAt: inDays(19) })).toBe('DEADLINE_NOT_LATER');
    expect(await extend({ expiresAt })).toBe('DEADLINE_NOT_LATER');
    expect(await extend({ expiresAt: inDays(30.1) })).toBe('OUT_OF_RANGE');
    expect(await extend({ expiresAt: inDays(-1) })).toBe('OUT_OF_RANGE');
    const events = await eventsUntil(world.admin, id, ({ type }) => type === 'DEADLINE_EXTENDED');
    expect(events.at(-1)?.reason).toBe(expiresAt);
    expect(await unsound(server, id)).toEqual([]);
  });

  test('is extended for some, all of them or nobody', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED', 'ACTIVATED']);
    const other = await groupWorld(server, []);
    const id = await start(world);
    const foreign = await questionTo(other.admin, await start(other), 'owner');
    await answer(server, mobileOf(world, 'p2'), 'acceptInvitation');
    const { p1, p2, p3 } = await questionsOf(world.admin, id);
    const expiresAt = inDays(25);
    const extend = (...ids: (string | undefined)[]): ReturnType<typeof mutate> =>
      mutate(world.admin, 'extendGroupUpgradeDeadline', {
        groupUpgradeId: id,
        expiresAt,
        invitationIds: ids,
      });
    expect((await extend(p1?.id, p2?.id, foreign.id)).userErrors).toMatchObject([
      { code: 'ILLEGAL_STATE', field: ['invitationIds', '1'] },
      { code: 'INVITATION_UNKNOWN', field: ['invitationIds', '2'] },
    ]);
    expect((await extend()).userErrors[0]?.code).toBe('OUT_OF_RANGE');
    expect((await extend(p1?.id, p1?.id)).userErrors[0]?.code).toBe('REPEATED');
    expect((await questionTo(world.admin, id, 'p1')).expiresAt).toBe(p1?.expiresAt);
    expect((await extend(p1?.id)).userErrors).toEqual([]);
    expect((await questionTo(world.admin, id, 'p1')).expiresAt).toBe(expiresAt);
    expect((await questionTo(world.admin, id, 'p3')).expiresAt).toBe(p3?.expiresAt);
    expect(hoursUntil((await upgradeOf(world.admin, id)).expiresAt)).toBe(168);
  });

  test('that is over is not extended, before the sweeper and after it', async () => {
    await using own = await startServer();
    const world = await groupWorld(own, ['ACTIVATED', 'ACTIVATED']);
    const id = await start(world, { answerDays: 2 });
    const { p1, p2 } = await questionsOf(world.admin, id);
    const some = { groupUpgradeId: id, invitationIds: [p1?.id], expiresAt: inDays(20) };
    expect(await refusal(world.admin, 'extendGroupUpgradeDeadline', some)).toBeUndefined();
    await own.travel('2 days');
    const admin = await own.signIn(world.adminMobile);
    const extend = (ids: (string | undefined)[] | null): Promise<string | undefined> =>
      refusal(admin, 'extendGroupUpgradeDeadline', {
        groupUpgradeId: id,
        expiresAt: inDays(22),
        invitationIds: ids,
      });
    expect(await extend([p2?.id])).toBe('INVITATION_EXPIRED');
    expect(await extend(null)).toBe('INVITATION_EXPIRED');
    await runJobs(own);
    expect(await questionsOf(admin, id)).toMatchObject({
      p1: { state: 'PENDING' },
      p2: { state: 'EXPIRED' },
    });
    expect(await extend([p2?.id])).toBe('INVITATION_EXPIRED');
    expect(await extend([p1?.id])).toBeUndefined();
    expect((await upgradeOf(admin, id)).state).toBe('INVITING');
  });

  test('ends with a warning at 72 and at 24 hours, each told once, and an extension warns anew', async () => {
    await using own = await startServer();
    const world = await groupWorld(own, ['ACTIVATED', 'ACTIVATED', 'NO_ACCOUNT']);
    const id = await start(world);
    await answer(own, mobileOf(world, 'p2'), 'acceptInvitation');
    const warned = async (admin: Api, last: string): Promise<(string | null)[]> =>
      (await eventsUntil(admin, id, ({ type, reason }) => type === last || reason === last))
        .filter(({ type }) => type === 'EXPIRY_WARNED')
        .map(({ reason }) => reason);
    expect(hoursUntil(await nextMoment(own, id))).toBe(168 - 72);
    await own.travel('4 days');
    await runJobs(own);
    await runJobs(own);
    const admin = await own.signIn(world.adminMobile);
    const inHours = (hours: number): string => new Date(Date.now() + 4 * DAY + hours * HOUR).toISOString();
    await mutate(admin, 'extendGroupUpgradeDeadline', { groupUpgradeId: id, expiresAt: inHours(100) });
    expect(await warned(admin, 'DEADLINE_EXTENDED')).toEqual(['72', '72']);
    await own.travel('7 days 5 hours');
    await runJobs(own);
    const { p1 } = await questionsOf(admin, id);
    expect(p1?.state).toBe('PENDING');
    const late = new Date(Date.now() + 10 * DAY).toISOString();
    await mutate(admin, 'extendGroupUpgradeDeadline', {
      groupUpgradeId: id,
      expiresAt: late,
      invitationIds: [p1?.id],
    });
    const all = await eventsUntil(admin, id, ({ reason }) => reason === late);
    expect(all.filter(({ type }) => type === 'EXPIRY_WARNED').map(({ reason }) => reason)).toEqual([
      '72',
      '72',
      '24',
      '24',
    ]);
    expect(await unsound(own, id)).toEqual([]);
  });

  test('that begins with a day is never warned of, nor is one that is unblocked with a day left', async () => {
    await using own = await startServer();
    const world = await groupWorld(own, ['ACTIVATED', 'NOT_ACTIVATED']);
    const id = await start(world, { answerDays: 1 });
    expect(hoursUntil(await nextMoment(own, id))).toBe(24);
    await own.travel('12 hours');
    await own.signIn(mobileOf(world, 'p2'));
    expect(hoursUntil((await questionTo(world.admin, id, 'p2')).expiresAt)).toBe(36);
    await own.travel('30 hours');
    await runJobs(own);
    expect(await questionsOf(world.admin, id)).toMatchObject({
      p1: { state: 'EXPIRED' },
      p2: { state: 'PENDING' },
    });
    expect(hoursUntil(await nextMoment(own, id))).toBe(36);
    await own.travel('37 hours');
    await runJobs(own);
    const events = await eventsUntil(world.admin, id, ({ type }) => type === 'COOLING_OFF_STARTED');
    expect(events.filter(({ type }) => type === 'EXPIRY_WARNED')).toEqual([]);
    expect(events.at(-1)?.reason).toBe('DEADLINE');
  });
});

describe('those who are left out', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  const reinvite = (
    admin: Api,
    groupUpgradeId: string,
    more: Record<string, unknown>,
  ): ReturnType<typeof mutate<{ asked: number | null; leftAlone: number | null }>> =>
    mutate(
      admin,
      'reinviteMembers',
      { groupUpgradeId, ...more },
      'asked leftAlone groupUpgrade { state round }',
    );

  test('are asked again in a new round, from the cooling-off too, and their earlier answer is kept', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED', 'ACTIVATED', 'NO_ACCOUNT']);
    const id = await start(world);
    await answer(server, world.adminMobile, 'acceptInvitation');
    const no = await server.signIn(mobileOf(world, 'p1'));
    const asked = await invitationOf(no);
    await mutate(no, 'declineInvitation', { invitationId: asked.id, reason: '不想加入' });
    await answer(server, mobileOf(world, 'p2'), 'acceptInvitation');
    await answer(server, mobileOf(world, 'p2'), 'withdrawAcceptance');
    await mutate(world.admin, 'closeGroupUpgrade', { groupUpgradeId: id });
    expect(await reinvite(world.admin, id, { states: ['DECLINED', 'EXPIRED', 'WITHDRAWN'] })).toMatchObject({
      userErrors: [],
      asked: 3,
      leftAlone: 0,
      groupUpgrade: { state: 'INVITING', round: 2 },
    });
    expect(await upgradeOf(world.admin, id)).toMatchObject({ coolingOffUntil: null });
    const questions = await questionsOf(world.admin, id);
    expect(questions).toMatchObject({
      owner: { state: 'ACCEPTED', round: 1, rounds: [] },
      p1: {
        state: 'PENDING',
        round: 2,
        answeredAt: null,
        declineReason: null,
        rounds: [{ round: 1, state: 'DECLINED', reason: '不想加入' }],
      },
      p2: { state: 'PENDING', round: 2, rounds: [{ round: 1, state: 'WITHDRAWN' }] },
      p3: { state: 'PENDING', round: 2, rounds: [{ round: 1, state: 'EXPIRED' }] },
      p4: { state: 'BLOCKED', round: 1 },
    });
    const events = await eventsUntil(world.admin, id, ({ type }) => type === 'ROUND_STARTED');
    expect(events.slice(-2)).toMatchObject([
      { type: 'COOLING_OFF_STOPPED', fromState: 'COOLING_OFF', toState: 'INVITING' },
      { type: 'ROUND_STARTED', reason: '2' },
    ]);
    const mine = await no.succeed(
      '{ myInvitations(first: 1) { edges { node { round rounds { state reason } } } } }',
    );
    expect(mine).toEqual({
      myInvitations: {
        edges: [{ node: { round: 2, rounds: [{ state: 'DECLINED', reason: '不想加入' }] } }],
      },
    });
    expect((await accept(no, asked.id)).invitation?.state).toBe('ACCEPTED');
    expect(await unsound(server, id)).toEqual([]);
  });

  test('are asked again by name, all of them or nobody, and nobody who can still answer', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED']);
    const id = await start(world);
    await answer(server, mobileOf(world, 'p1'), 'declineInvitation');
    const { p1, p2 } = await questionsOf(world.admin, id);
    expect((await reinvite(world.admin, id, { invitationIds: [p1?.id, p2?.id] })).userErrors).toMatchObject([
      { code: 'ILLEGAL_STATE', field: ['invitationIds', '1'] },
    ]);
    expect((await reinvite(world.admin, id, {})).userErrors[0]?.code).toBe('REQUIRED');
    expect((await reinvite(world.admin, id, { states: ['EXPIRED'] })).userErrors[0]?.code).toBe(
      'NOBODY_TO_ASK',
    );
    expect(
      (await reinvite(world.admin, id, { states: ['DECLINED'], answerDays: 31 })).userErrors[0]?.code,
    ).toBe('OUT_OF_RANGE');
    expect((await upgradeOf(world.admin, id)).round).toBe(1);
    expect((await reinvite(world.admin, id, { invitationIds: [p1?.id], answerDays: 2 })).asked).toBe(1);
    expect(hoursUntil((await questionTo(world.admin, id, 'p1')).expiresAt)).toBe(48);
    expect(hoursUntil((await upgradeOf(world.admin, id)).expiresAt)).toBe(168);
  });

  test('are left alone once they were asked three times and have said no', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED']);
    const id = await start(world);
    for (const round of [1, 2, 3]) {
      await answer(server, mobileOf(world, 'p1'), 'declineInvitation');
      if (round < 3) expect((await reinvite(world.admin, id, { states: ['DECLINED'] })).asked).toBe(1);
    }
    const { p1 } = await questionsOf(world.admin, id);
    expect((await reinvite(world.admin, id, { invitationIds: [p1?.id] })).userErrors[0]?.code).toBe(
      'ASKED_OFTEN_ENOUGH',
    );
    await answer(server, mobileOf(world, 'p2'), 'declineInvitation');
    expect(await reinvite(world.admin, id, { states: ['DECLINED'] })).toMatchObject({
      asked: 1,
      leftAlone: 1,
    });
    expect((await questionTo(world.admin, id, 'p1')).state).toBe('DECLINED');
  });

  test('and cannot answer are blocked in the new round, and follow when that is cured', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const id = await start(world);
    const p1 = await server.signIn(mobileOf(world, 'p1'));
    const memberId = await accountOf(p1);
    await mutate(world.admin, 'closeGroupUpgrade', { groupUpgradeId: id });
    await mutate(world.admin, 'disableMember', { memberId });
    await reinvite(world.admin, id, { states: ['EXPIRED'] });
    expect(await questionTo(world.admin, id, 'p1')).toMatchObject({
      state: 'BLOCKED',
      blockedReason: 'ACCOUNT_DISABLED',
      round: 2,
    });
    await mutate(world.admin, 'enableMember', { memberId });
    expect((await questionTo(world.admin, id, 'p1')).state).toBe('PENDING');
  });

  test('a removed person is out as REMOVED_BY_ADMIN, cannot answer, and can be asked again', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED', 'ACTIVATED', 'NO_ACCOUNT']);
    const id = await start(world);
    for (const one of ['owner', 'p1', 'p2']) await answer(server, mobileOf(world, one), 'acceptInvitation');
    const { p1, p3, p4, owner } = await questionsOf(world.admin, id);
    const remove = (...ids: (string | undefined)[]): Promise<string | undefined> =>
      refusal(world.admin, 'removeFromUpgrade', { groupUpgradeId: id, invitationIds: ids, reason: '离职' });
    expect(await remove(p1?.id, p3?.id, p4?.id)).toBeUndefined();
    expect(await remove(p1?.id, owner?.id)).toBe('ILLEGAL_STATE');
    expect((await upgradeOf(world.admin, id)).progress).toMatchObject({
      revoked: 3,
      accepted: 2,
      pending: 0,
    });
    const gone = await server.signIn(mobileOf(world, 'p1'));
    expect(await refusal(gone, 'withdrawAcceptance', { invitationId: p1?.id })).toBe('INVITATION_REVOKED');
    const p3api = await server.signIn(mobileOf(world, 'p3'));
    expect((await accept(p3api, p3?.id ?? '')).userErrors[0]?.code).toBe('INVITATION_REVOKED');
    expect((await reinvite(world.admin, id, { invitationIds: [p3?.id] })).asked).toBe(1);
    expect((await accept(p3api, p3?.id ?? '')).userErrors).toEqual([]);
    expect(await summary(world.admin, id)).toMatchObject({ joining: 3, staying: 2 });
    expect((await cutOver(world.admin, id)).userErrors).toEqual([]);
    expect(await questionsOf(world.admin, id)).toMatchObject({
      p1: { state: 'EXCLUDED', exclusionReason: 'REMOVED_BY_ADMIN' },
      p3: { state: 'INCLUDED' },
      p4: { state: 'EXCLUDED', exclusionReason: 'REMOVED_BY_ADMIN' },
    });
    expect(await unsound(server, id)).toEqual([]);
  });

  test('with the last one who had not answered it goes on as if they had, and not with one who had', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED', 'NO_ACCOUNT']);
    const id = await start(world);
    for (const one of ['owner', 'p1']) await answer(server, mobileOf(world, one), 'acceptInvitation');
    const { p1, p2, p3 } = await questionsOf(world.admin, id);
    const remove = async (...ids: (string | undefined)[]): Promise<string> => {
      const removed = await refusal(world.admin, 'removeFromUpgrade', {
        groupUpgradeId: id,
        invitationIds: ids,
      });
      return removed ?? (await upgradeOf(world.admin, id)).state;
    };
    expect(await remove(p2?.id)).toBe('INVITING');
    expect(await remove(p3?.id)).toBe('COOLING_OFF');
    const events = await eventsUntil(world.admin, id, ({ type }) => type === 'COOLING_OFF_STARTED');
    expect(events.at(-1)).toMatchObject({ reason: 'ALL_ANSWERED', toState: 'COOLING_OFF' });
    expect(await refusal(world.admin, 'stopCoolingOff', { groupUpgradeId: id })).toBeUndefined();
    expect(await remove(p1?.id)).toBe('INVITING');
    expect(await unsound(server, id)).toEqual([]);
  });

  test('a cancellation leaves removed ones as they are', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const id = await start(world);
    const { p1 } = await questionsOf(world.admin, id);
    await mutate(world.admin, 'removeFromUpgrade', { groupUpgradeId: id, invitationIds: [p1?.id] });
    await mutate(world.admin, 'cancelGroupUpgrade', { groupUpgradeId: id });
    expect(await questionsOf(world.admin, id)).toMatchObject({
      owner: { state: 'REVOKED', revokedReason: 'CANCELLED' },
      p1: { state: 'REVOKED', revokedReason: 'REMOVED_BY_ADMIN' },
    });
  });
});

describe('a cooling-off that is stopped', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  test('opens answers for a day, leaves the expired expired, and the proof still counts afterwards', async () => {
    await using own = await startServer();
    const world = await groupWorld(own, ['ACTIVATED', 'ACTIVATED', 'NOT_ACTIVATED']);
    const id = await start(world, { answerDays: 1 });
    await answer(own, world.adminMobile, 'acceptInvitation');
    await answer(own, mobileOf(world, 'p1'), 'acceptInvitation');
    await own.travel('25 hours');
    await runJobs(own);
    await provedSummary(world.admin, id);
    await own.signIn(mobileOf(world, 'p3'));
    expect((await questionTo(world.admin, id, 'p3')).state).toBe('BLOCKED');
    expect(
      await refusal(world.admin, 'stopCoolingOff', { groupUpgradeId: id, reason: '再等等' }),
    ).toBeUndefined();
    const after = await upgradeOf(world.admin, id);
    expect(after).toMatchObject({ state: 'INVITING', coolingOffUntil: null });
    expect(hoursUntil(after.expiresAt)).toBe(49);
    expect(await questionsOf(world.admin, id)).toMatchObject({
      p2: { state: 'EXPIRED' },
      p3: { state: 'PENDING' },
    });
    const late = await own.signIn(mobileOf(world, 'p2'));
    const { id: lapsed } = await invitationOf(late);
    expect((await accept(late, lapsed)).userErrors[0]?.code).toBe('INVITATION_EXPIRED');
    await answer(own, mobileOf(world, 'p3'), 'acceptInvitation');
    expect((await upgradeOf(world.admin, id)).state).toBe('COOLING_OFF');
    expect((await cutOver(world.admin, id)).userErrors).toEqual([]);
    expect(await unsound(own, id)).toEqual([]);
  });

  test('does not let the cut-over go by the proof of an older history', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const id = await start(world);
    for (const person of world.people) await answer(server, person.mobile, 'acceptInvitation');
    await provedSummary(world.admin, id);
    await mutate(world.admin, 'stopCoolingOff', { groupUpgradeId: id });
    await server.app.database.run(
      `update conversation set chain = sha256(chain) where id = (
         select conversation_id from source_group where platform_group_id = $1)`,
      [world.platformGroupId],
    );
    await mutate(world.admin, 'closeGroupUpgrade', { groupUpgradeId: id });
    const { token } = await summary(world.admin, id);
    expect(
      await refusal(world.admin, 'cutOverGroupUpgrade', { groupUpgradeId: id, summaryToken: token }),
    ).toBe('HISTORY_NOT_PROVED');
  });

  test('is stopped only while it lasts', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const id = await start(world);
    expect(await refusal(world.admin, 'stopCoolingOff', { groupUpgradeId: id })).toBe('ILLEGAL_STATE');
    for (const person of world.people) await answer(server, person.mobile, 'acceptInvitation');
    expect((await cutOver(world.admin, id)).userErrors).toEqual([]);
    expect(await refusal(world.admin, 'stopCoolingOff', { groupUpgradeId: id })).toBe('UPGRADE_COMPLETED');
  });
});
