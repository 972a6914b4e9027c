import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Api } from '../support/api.js';
import { groupWorld, type GroupWorld } from '../support/group-world.js';
import {
  mobileOf,
  nextMoment,
  questionsOf,
  questionTo,
  runJobs,
  unsound,
  upgradeOf,
} from '../support/life.js';
import { startServer, type TestServer } from '../support/server.js';
import { answer, refusal, start } from '../support/upgrades.js';

const HOUR = 3_600_000;
const hoursUntil = (time: string | Date | null | undefined): number =>
  Math.round((new Date(time ?? 0).getTime() - Date.now()) / HOUR);

/** A day to answer for everybody; p2, who has not signed in yet, has been given ten. */
async function scene(server: TestServer): Promise<{ world: GroupWorld; id: string }> {
  const world = await groupWorld(server, ['ACTIVATED', 'NOT_ACTIVATED']);
  const id = await start(world, { answerDays: 1 });
  const { id: p2 } = await questionTo(world.admin, id, 'p2');
  const longer = {
    groupUpgradeId: id,
    invitationIds: [p2],
    expiresAt: new Date(Date.now() + 240 * HOUR).toISOString(),
  };
  expect(await refusal(world.admin, 'extendGroupUpgradeDeadline', longer)).toBeUndefined();
  return { world, id };
}

/** Lets the server's clock be so many hours after the start, and stores what time has brought. */
async function pass(server: TestServer, { adminMobile }: GroupWorld, hours: number): Promise<Api> {
  await server.travel(`${hours} hours`);
  await runJobs(server);
  return server.signIn(adminMobile);
}

/** Everybody else's time is over after a day; each test has a clock of its own. */
describe('somebody who is blocked and was given longer than the upgrade lasts', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  test('can still be cured and answer after its end, with a day left at least', async () => {
    await using own = await startServer();
    const { world, id } = await scene(own);
    const later = await pass(own, world, 25);
    expect((await upgradeOf(later, id)).state).toBe('INVITING');
    expect(await questionsOf(later, id)).toMatchObject({
      p1: { state: 'EXPIRED' },
      p2: { state: 'BLOCKED' },
    });
    expect(hoursUntil(await nextMoment(own, id))).toBe(240);
    const almost = await pass(own, world, 239);
    await own.signIn(mobileOf(world, 'p2'));
    const cured = await questionTo(almost, id, 'p2');
    expect([cured.state, hoursUntil(cured.expiresAt)]).toEqual(['PENDING', 239 + 24]);
    expect(hoursUntil(await nextMoment(own, id))).toBe(239 + 24);
    const last = await pass(own, world, 262);
    expect((await answer(own, mobileOf(world, 'p2'), 'acceptInvitation')).userErrors).toEqual([]);
    expect((await upgradeOf(last, id)).state).toBe('COOLING_OFF');
    expect((await questionTo(last, id, 'p2')).state).toBe('ACCEPTED');
    expect(await unsound(own, id)).toEqual([]);
  });

  test('keeps the longer time when they are cured early', async () => {
    const { world, id } = await scene(server);
    await server.signIn(mobileOf(world, 'p2'));
    const cured = await questionTo(world.admin, id, 'p2');
    expect([cured.state, hoursUntil(cured.expiresAt)]).toEqual(['PENDING', 240]);
  });

  test('holds it up until their own end and not longer, which a pause puts off', async () => {
    await using own = await startServer();
    const { world, id } = await scene(own);
    await refusal(world.admin, 'pauseGroupUpgrade', { groupUpgradeId: id });
    const later = await pass(own, world, 48);
    expect(await refusal(later, 'resumeGroupUpgrade', { groupUpgradeId: id })).toBeUndefined();
    await pass(own, world, 287);
    expect((await upgradeOf(await own.signIn(world.adminMobile), id)).state).toBe('INVITING');
    const over = await pass(own, world, 289);
    expect((await upgradeOf(over, id)).state).toBe('COOLING_OFF');
    expect(await questionsOf(over, id)).toMatchObject({ p1: { state: 'EXPIRED' }, p2: { state: 'BLOCKED' } });
    expect(await unsound(own, id)).toEqual([]);
  });

  test('holds it up no more once they are removed, nor when it is closed early', async () => {
    await using own = await startServer();
    const removed = await scene(own);
    const closed = await scene(own);
    const admin = await pass(own, removed.world, 25);
    const { id: p2 } = await questionTo(admin, removed.id, 'p2');
    const removal = { groupUpgradeId: removed.id, invitationIds: [p2] };
    expect(await refusal(admin, 'removeFromUpgrade', removal)).toBeUndefined();
    await runJobs(own);
    expect((await upgradeOf(admin, removed.id)).state).toBe('COOLING_OFF');
    const other = await own.signIn(closed.world.adminMobile);
    expect(await refusal(other, 'closeGroupUpgrade', { groupUpgradeId: closed.id })).toBeUndefined();
    expect((await upgradeOf(other, closed.id)).state).toBe('COOLING_OFF');
  });
});
