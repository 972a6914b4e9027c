import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { groupWorld, type GroupWorld, importMembers } from '../support/group-world.js';
import { importMobiles } from '../support/groups.js';
import { inbox, kindsTold } from '../support/inbox.js';
import { exportAgain, mobileOf, questionsOf, untilTold } from '../support/life.js';
import { stranger } from '../support/newcomers.js';
import { startServer, type TestServer } from '../support/server.js';
import { accept, answer, cutOver, mutate, refusal, start } from '../support/upgrades.js';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const kindsOf = async (mobile: string): Promise<string[]> => kindsTold(await server.signIn(mobile));

async function close({ admin }: GroupWorld, groupUpgradeId: string): Promise<void> {
  expect(await refusal(admin, 'closeGroupUpgrade', { groupUpgradeId })).toBeUndefined();
}

async function cancel({ admin }: GroupWorld, groupUpgradeId: string): Promise<void> {
  expect(await refusal(admin, 'cancelGroupUpgrade', { groupUpgradeId })).toBeUndefined();
  await untilTold(server);
}

async function complete({ admin }: GroupWorld, groupUpgradeId: string): Promise<void> {
  expect((await cutOver(admin, groupUpgradeId)).userErrors).toEqual([]);
  await untilTold(server);
}

/** Says by file which mobile somebody of the group has. */
async function match({ admin, sourceGroupId }: GroupWorld, who: string, mobile: string): Promise<void> {
  const { succeeded } = await importMobiles(admin, sourceGroupId, `platformId,mobile\n${who},${mobile}`);
  expect(succeeded).toBe(1);
}

describe('somebody who stands first and last on a roster of more people than are told at once', () => {
  test('is told once how it ended, and so is everybody between', async () => {
    const between = Array.from({ length: 501 }, () => 'NOT_ACTIVATED' as const);
    const world = await groupWorld(server, ['NOT_ACTIVATED', ...between, 'UNKNOWN_MOBILE']);
    await match(world, 'p503', mobileOf(world, 'p1'));
    const id = await start(world);
    await cancel(world, id);
    expect(await kindsOf(mobileOf(world, 'p1'))).toEqual(['SIGN_IN', 'SIGN_IN', 'CANCELLED']);
    for (const who of ['p2', 'p499', 'p500', 'p501', 'p502'])
      expect(await kindsOf(mobileOf(world, who))).toEqual(['SIGN_IN', 'CANCELLED']);
  });
});

describe('somebody who stands twice on the roster', () => {
  /** An upgrade that has asked p1 twice, as p1 and as p2, who has said yes as p1. */
  async function askedTwice(): Promise<GroupWorld & { id: string; p1: string; p2: string; mobile: string }> {
    const world = await groupWorld(server, ['ACTIVATED', 'UNKNOWN_MOBILE', 'ACTIVATED']);
    const mobile = mobileOf(world, 'p1');
    await match(world, 'p2', mobile);
    const id = await start(world);
    const { p1, p2 } = await questionsOf(world.admin, id);
    if (!p1 || !p2) throw new Error('both entries were to be asked');
    expect((await accept(await server.signIn(mobile), p1.id)).userErrors).toEqual([]);
    return { ...world, id, p1: p1.id, p2: p2.id, mobile };
  }

  const remove = (
    { admin }: GroupWorld,
    groupUpgradeId: string,
    invitationId: string,
  ): Promise<string | undefined> =>
    refusal(admin, 'removeFromUpgrade', { groupUpgradeId, invitationIds: [invitationId] });

  test('and has said yes once is not told that they stay out when their no is taken back, but when the yes is', async () => {
    const world = await askedTwice();
    const twice = await server.signIn(world.mobile);
    expect(await refusal(twice, 'declineInvitation', { invitationId: world.p2 })).toBeUndefined();
    // The no took the yes back, and is not the last word.
    expect((await accept(twice, world.p1)).userErrors).toEqual([]);
    expect(await remove(world, world.id, world.p2)).toBeUndefined();
    expect(await kindsTold(twice)).toEqual(['INVITED', 'INVITED']);
    expect(await remove(world, world.id, world.p1)).toBeUndefined();
    expect(await kindsTold(twice)).toEqual(['INVITED', 'INVITED', 'REMOVED']);
  });

  test('and is still asked as the other is told only that their yes was taken back', async () => {
    const world = await askedTwice();
    expect(await remove(world, world.id, world.p1)).toBeUndefined();
    expect(await kindsOf(world.mobile)).toEqual(['INVITED', 'INVITED', 'REMOVED']);
    const again = await groupWorld(server, ['ACTIVATED', 'UNKNOWN_MOBILE']);
    await match(again, 'p2', mobileOf(again, 'p1'));
    const id = await start(again);
    const { p2 } = await questionsOf(again.admin, id);
    expect(await remove(again, id, p2?.id ?? '')).toBeUndefined();
    expect(await kindsOf(mobileOf(again, 'p1'))).toEqual(['INVITED', 'INVITED']);
  });

  test('and has said yes once is not told that their time was cut short', async () => {
    const world = await askedTwice();
    await close(world, world.id);
    expect(await kindsOf(world.mobile)).toEqual(['INVITED', 'INVITED']);
    expect(await kindsOf(mobileOf(world, 'p3'))).toEqual(['INVITED', 'CLOSED_EARLY']);
  });
});

describe('somebody who was never asked', () => {
  test('is told nothing when they are removed, nor when the upgrade is given up', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const id = await start(world);
    const late = await stranger(server, world, 'late', 'ACTIVATED');
    const removed = await stranger(server, world, 'removed', 'ACTIVATED');
    await close(world, id);
    await exportAgain(world, ['owner', 'p1', 'late', 'removed']);
    await untilTold(server);
    const questions = await questionsOf(world.admin, id);
    await mutate(world.admin, 'removeFromUpgrade', {
      groupUpgradeId: id,
      invitationIds: [questions['removed']?.id],
    });
    await cancel(world, id);
    for (const { mobile } of [late, removed]) expect(await kindsOf(mobile)).toEqual([]);
    expect((await kindsOf(mobileOf(world, 'p1'))).at(-1)).toBe('CANCELLED');
  });

  test('is told nothing when answers are closed before their time, who got an account meanwhile', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'NO_ACCOUNT']);
    const id = await start(world);
    const mobile = mobileOf(world, 'p2');
    await importMembers(world.admin, world.organizationId, [
      { platformId: 'p2', mobile, standing: 'NOT_ACTIVATED' },
    ]);
    await untilTold(server);
    expect((await questionsOf(world.admin, id))['p2']?.blockedReason).toBe('ACCOUNT_NOT_ACTIVATED');
    await close(world, id);
    expect(await kindsOf(mobile)).toEqual([]);
    expect(await kindsOf(mobileOf(world, 'p1'))).toEqual(['INVITED', 'CLOSED_EARLY']);
  });

  test('is told nothing when the group has moved, neither who joined late nor whose mobile became known late', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'UNKNOWN_MOBILE']);
    const id = await start(world);
    for (const who of ['owner', 'p1']) await answer(server, mobileOf(world, who), 'acceptInvitation');
    const late = await stranger(server, world, 'late', 'ACTIVATED');
    await close(world, id);
    await exportAgain(world, ['owner', 'p1', 'p2', 'late']);
    const mobile = mobileOf(world, 'p2');
    await importMembers(world.admin, world.organizationId, [
      { platformId: 'p2', mobile, standing: 'ACTIVATED' },
    ]);
    await server.signIn(mobile);
    await match(world, 'p2', mobile);
    await untilTold(server);
    await complete(world, id);
    expect(await questionsOf(world.admin, id)).toMatchObject({
      p2: { state: 'EXCLUDED', exclusionReason: 'UNKNOWN_MOBILE' },
      late: { state: 'EXCLUDED' },
    });
    expect(await kindsOf(mobile)).toEqual([]);
    expect(await kindsOf(late.mobile)).toEqual([]);
  });

  test('is told how it ended once answers were open again and they were asked', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const id = await start(world);
    const late = await stranger(server, world, 'late', 'ACTIVATED');
    await close(world, id);
    await exportAgain(world, ['owner', 'p1', 'late']);
    await untilTold(server);
    expect(await refusal(world.admin, 'stopCoolingOff', { groupUpgradeId: id })).toBeUndefined();
    await cancel(world, id);
    expect(await kindsOf(late.mobile)).toEqual(['INVITED', 'CANCELLED']);
  });
});

describe('somebody who could not answer for their account', () => {
  test('is told what is left to do by how it stands when the group has moved', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'NOT_ACTIVATED', 'NOT_ACTIVATED']);
    const id = await start(world);
    for (const who of ['owner', 'p1']) await answer(server, mobileOf(world, who), 'acceptInvitation');
    await close(world, id);
    const late = await server.signIn(mobileOf(world, 'p2'));
    await complete(world, id);
    expect((await inbox(late)).at(-1)).toMatchObject({
      kind: 'LEFT_OUT',
      text: expect.stringContaining('您的帐号未激活。如希望加入，请联系企业管理员将您加入。'),
    });
    expect((await inbox(await server.signIn(mobileOf(world, 'p3')))).at(-1)).toMatchObject({
      kind: 'LEFT_OUT',
      text: expect.stringContaining('请先登录激活'),
    });
  });
});
