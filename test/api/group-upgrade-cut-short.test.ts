import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Api } from '../support/api.js';
import { deliveriesTo, quietHours } from '../support/deliveries.js';
import { groupWorld, type GroupWorld, importMembers } from '../support/group-world.js';
import { eventsUntil, mobileOf, questionsOf, questionTo, unsound, upgradeOf } from '../support/life.js';
import { list } from '../support/members.js';
import { startServer, type TestServer } from '../support/server.js';
import { answer, cutOver, mutate, refusal, start } from '../support/upgrades.js';

const HOUR = 3_600_000;

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const close = (api: Api, groupUpgradeId: string): Promise<string | undefined> =>
  refusal(api, 'closeGroupUpgrade', { groupUpgradeId });
const stop = (api: Api, groupUpgradeId: string): Promise<string | undefined> =>
  refusal(api, 'stopCoolingOff', { groupUpgradeId });

/** What one person of the group was told in the product, in order. */
const told = async ({ admin }: GroupWorld, id: string, who: string): Promise<string[]> =>
  (await deliveriesTo(admin, id, who)).filter(({ channel }) => channel === 'IN_APP').map(({ kind }) => kind);

describe('answers that are closed early', () => {
  test('are told to those whose time is cut short, and given back with their own end when they open again', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED', 'NOT_ACTIVATED']);
    await quietHours(server, world);
    const id = await start(world);
    await answer(server, mobileOf(world, 'p1'), 'declineInvitation');
    const before = await questionsOf(world.admin, id);
    expect(await close(world.admin, id)).toBeUndefined();
    expect((await questionTo(world.admin, id, 'p2')).state).toBe('EXPIRED');
    expect(await told(world, id, 'p1')).toEqual(['INVITED']);
    expect(await told(world, id, 'p2')).toEqual(['INVITED', 'CLOSED_EARLY']);
    expect(await told(world, id, 'p3')).toEqual(['SIGN_IN', 'CLOSED_EARLY']);

    expect(await stop(world.admin, id)).toBeUndefined();
    const after = await questionsOf(world.admin, id);
    expect(after).toMatchObject({
      owner: { state: 'PENDING', round: 1, rounds: [] },
      p1: { state: 'DECLINED' },
      p2: { state: 'PENDING', round: 1, rounds: [], expiresAt: before['p2']?.expiresAt },
      p3: { state: 'BLOCKED' },
    });
    expect(await told(world, id, 'p1')).toEqual(['INVITED']);
    expect(await told(world, id, 'p2')).toEqual(['INVITED', 'CLOSED_EARLY', 'REOPENED']);
    expect(await told(world, id, 'p3')).toEqual(['SIGN_IN', 'CLOSED_EARLY', 'SIGN_IN']);
    const events = await eventsUntil(world.admin, id, ({ reason }) => reason === 'REOPENED');
    expect(events.at(-1)).toMatchObject({ fromState: 'EXPIRED', toState: 'PENDING' });
    await answer(server, mobileOf(world, 'p2'), 'acceptInvitation');
    expect((await questionTo(world.admin, id, 'p2')).state).toBe('ACCEPTED');
    expect(await unsound(server, id)).toEqual([]);
  });

  test('do not give back what had run out of itself, and give a day at least of what had not', async () => {
    await using own = await startServer();
    const world = await groupWorld(own, ['ACTIVATED', 'ACTIVATED', 'ACTIVATED']);
    const id = await start(world, { answerDays: 3, coolingOffHours: 72 });
    const { p1, p2 } = await questionsOf(world.admin, id);
    const extend = (who: string | undefined, days: number): Promise<string | undefined> =>
      refusal(world.admin, 'extendGroupUpgradeDeadline', {
        groupUpgradeId: id,
        invitationIds: [who],
        expiresAt: new Date(Date.now() + days * 24 * HOUR).toISOString(),
      });
    expect([await extend(p1?.id, 5), await extend(p2?.id, 3.5)]).toEqual([undefined, undefined]);
    expect(await close(world.admin, id)).toBeUndefined();
    await own.travel('73 hours');
    const admin = await own.signIn(world.adminMobile);
    expect(await stop(admin, id)).toBeUndefined();
    const after = await questionsOf(admin, id);
    expect(after).toMatchObject({
      owner: { state: 'EXPIRED' },
      p1: { state: 'PENDING' },
      p2: { state: 'PENDING' },
      p3: { state: 'EXPIRED' },
    });
    const hours = (who: string): number =>
      Math.round((Date.parse(after[who]?.expiresAt ?? '') - Date.now()) / HOUR);
    expect([hours('p1'), hours('p2')]).toEqual([120, 97]);
    expect(await unsound(own, id)).toEqual([]);
  });

  test('keep what was left over a pause', async () => {
    await using own = await startServer();
    const world = await groupWorld(own, ['ACTIVATED']);
    const id = await start(world, { answerDays: 3, coolingOffHours: 72 });
    expect(await close(world.admin, id)).toBeUndefined();
    await mutate(world.admin, 'pauseGroupUpgrade', { groupUpgradeId: id });
    await own.travel('100 hours');
    const admin = await own.signIn(world.adminMobile);
    await mutate(admin, 'resumeGroupUpgrade', { groupUpgradeId: id });
    expect(await stop(admin, id)).toBeUndefined();
    const { state, expiresAt } = await questionTo(admin, id, 'p1');
    expect([state, Math.round((Date.parse(expiresAt) - Date.now()) / HOUR)]).toEqual(['PENDING', 172]);
  });

  test('are given back as well when others are asked again, but not beside the new question', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED', 'ACTIVATED']);
    await quietHours(server, world);
    const id = await start(world);
    await answer(server, mobileOf(world, 'p1'), 'declineInvitation');
    const { p1, p2 } = await questionsOf(world.admin, id);
    expect(await close(world.admin, id)).toBeUndefined();
    const again = { groupUpgradeId: id, invitationIds: [p1?.id, p2?.id] };
    expect(await refusal(world.admin, 'reinviteMembers', again)).toBeUndefined();
    expect(await questionsOf(world.admin, id)).toMatchObject({
      p1: { state: 'PENDING', round: 2, rounds: [{ state: 'DECLINED' }] },
      p2: { state: 'PENDING', round: 2, rounds: [{ state: 'EXPIRED' }] },
      p3: { state: 'PENDING', round: 1, rounds: [] },
    });
    expect(await told(world, id, 'p2')).toEqual(['INVITED', 'CLOSED_EARLY', 'ASKED_AGAIN']);
    expect(await told(world, id, 'p3')).toEqual(['INVITED', 'CLOSED_EARLY', 'REOPENED']);
    expect(await unsound(server, id)).toEqual([]);
  });

  test('find whoever cannot answer any more blocked, and can be closed and opened once more', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED']);
    const id = await start(world);
    const members = await list(world);
    const memberId = members.find(({ mobile }) => mobile === mobileOf(world, 'p1'))?.id;
    expect(await close(world.admin, id)).toBeUndefined();
    expect(await refusal(world.admin, 'disableMember', { memberId })).toBeUndefined();
    for (let time = 0; time < 2; time++) {
      expect(await stop(world.admin, id)).toBeUndefined();
      expect(await questionsOf(world.admin, id)).toMatchObject({
        p1: { state: 'BLOCKED', blockedReason: 'ACCOUNT_DISABLED' },
        p2: { state: 'PENDING' },
      });
      expect(await close(world.admin, id)).toBeUndefined();
    }
    expect(await stop(world.admin, id)).toBeUndefined();
    expect(await refusal(world.admin, 'enableMember', { memberId })).toBeUndefined();
    expect((await questionTo(world.admin, id, 'p1')).state).toBe('PENDING');
    expect(await unsound(server, id)).toEqual([]);
  });
});

describe('a cure in the cooling-off', () => {
  const cures = async (api: Api, id: string): Promise<Record<string, unknown>> => {
    const data = await api.succeed<{
      groupUpgradeInvitations: {
        edges: {
          node: { blockedReason: string | null; cure: string | null; rosterEntry: { platformId: string } };
        }[];
      };
    }>(
      `query ($id: ID!) { groupUpgradeInvitations(groupUpgradeId: $id, first: 20) { edges { node {
         blockedReason cure rosterEntry { platformId } } } } }`,
      { id },
    );
    return Object.fromEntries(
      data.groupUpgradeInvitations.edges.map(({ node: { rosterEntry, ...node } }) => [
        rosterEntry.platformId,
        [node.blockedReason, node.cure],
      ]),
    );
  };

  /** How many people the summary says could answer by now. */
  const cured = async (api: Api, id: string): Promise<number> => {
    const data = await api.succeed<{ cutOverSummary: { cured: number } }>(
      'query ($id: ID!) { cutOverSummary(groupUpgradeId: $id) { cured } }',
      { id },
    );
    return data.cutOverSummary.cured;
  };

  test('shows nothing more to cure, stays the reason on record, and is asked once answers are open again', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'NOT_ACTIVATED', 'NO_ACCOUNT', 'NO_ACCOUNT']);
    await quietHours(server, world);
    const id = await start(world);
    for (const one of ['owner', 'p1']) await answer(server, mobileOf(world, one), 'acceptInvitation');
    expect(await close(world.admin, id)).toBeUndefined();
    expect(await cured(world.admin, id)).toBe(0);
    const hired = world.people.filter(({ platformId }) => platformId === 'p3');
    const standing = 'NOT_ACTIVATED';
    await importMembers(
      world.admin,
      world.organizationId,
      hired.map((person) => ({ ...person, standing })),
    );
    await server.signIn(mobileOf(world, 'p2'));
    expect(await cures(world.admin, id)).toMatchObject({
      p1: [null, null],
      p2: ['ACCOUNT_NOT_ACTIVATED', null],
      p3: ['NO_ACCOUNT', 'MEMBER_SIGNS_IN'],
      p4: ['NO_ACCOUNT', 'CREATE_MEMBER'],
    });
    expect(await cured(world.admin, id)).toBe(1);
    expect(await stop(world.admin, id)).toBeUndefined();
    expect(await questionsOf(world.admin, id)).toMatchObject({
      p2: { state: 'PENDING' },
      p3: { state: 'BLOCKED', blockedReason: 'ACCOUNT_NOT_ACTIVATED' },
    });
    expect(await told(world, id, 'p2')).toEqual(['SIGN_IN', 'CLOSED_EARLY', 'UNBLOCKED']);
    expect(await cured(world.admin, id)).toBe(0);
    expect(await close(world.admin, id)).toBeUndefined();
    await server.signIn(mobileOf(world, 'p3'));
    expect(await cured(world.admin, id)).toBe(1);
    expect((await cutOver(world.admin, id)).userErrors).toEqual([]);
    expect(await questionsOf(world.admin, id)).toMatchObject({
      p2: { state: 'EXCLUDED', exclusionReason: 'EXPIRED' },
      p3: { state: 'EXCLUDED', exclusionReason: 'ACCOUNT_NOT_ACTIVATED' },
      p4: { state: 'EXCLUDED', exclusionReason: 'NO_ACCOUNT' },
    });
    expect((await upgradeOf(world.admin, id)).state).toBe('COMPLETED');
  });
});
