import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { localId } from '#platform/graphql/relay.js';
import { evidenceOf } from '../support/evidence.js';
import { groupWorld, type GroupWorld } from '../support/group-world.js';
import {
  eventsUntil,
  exportAgain,
  mobileOf,
  nextMoment,
  officer,
  questionsOf,
  questionTo,
  unsound,
  untilState,
  untilTold,
  upgradeOf,
} from '../support/life.js';
import { startServer, type TestServer } from '../support/server.js';
import { reinstate, suspend } from '../support/organizations.js';
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
} from '../support/upgrades.js';
import { newMobile } from '../support/world.js';

const DAY = 86_400_000;

/** How much later `after` is than `before`, in days; the tests' own seconds do not count. */
const daysBetween = (before: string, after: string): number =>
  Math.round((Date.parse(after) - Date.parse(before)) / DAY);

describe('an upgrade that stands still', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  test('takes no first answer and no yes until it goes on, but lets a yes be taken back', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED']);
    const id = await start(world);
    const early = await server.signIn(mobileOf(world, 'p1'));
    const yes = await invitationOf(early);
    await accept(early, yes.id);
    const paused = await mutate<{ groupUpgrade: Record<string, unknown> }>(
      world.admin,
      'pauseGroupUpgrade',
      { groupUpgradeId: id, reason: '等等看' },
      'groupUpgrade { state pauseReason mayBeTakenUpBy }',
    );
    expect(paused.groupUpgrade).toEqual({ state: 'PAUSED', pauseReason: 'REQUESTED', mayBeTakenUpBy: null });
    const late = await server.signIn(mobileOf(world, 'p2'));
    const { id: invitationId } = await invitationOf(late);
    expect((await accept(late, invitationId)).userErrors).toMatchObject([
      { code: 'UPGRADE_PAUSED', retryable: true },
    ]);
    expect(await refusal(late, 'declineInvitation', { invitationId })).toBe('UPGRADE_PAUSED');
    expect(await refusal(early, 'withdrawAcceptance', { invitationId: yes.id })).toBeUndefined();
    expect((await accept(early, yes.id)).userErrors[0]?.code).toBe('UPGRADE_PAUSED');
    for (const [name, more] of [
      ['pauseGroupUpgrade', {}],
      ['stopCoolingOff', {}],
      ['reinviteMembers', { states: ['DECLINED'] }],
      ['removeFromUpgrade', { invitationIds: [invitationId] }],
      ['extendGroupUpgradeDeadline', { expiresAt: new Date(Date.now() + 9 * DAY) }],
    ] as const) {
      expect([name, await refusal(world.admin, name, { groupUpgradeId: id, ...more })]).toEqual([
        name,
        'UPGRADE_PAUSED',
      ]);
    }
    expect(await refusal(world.admin, 'takeUpGroupUpgrade', { groupUpgradeId: id })).toBe('OWNER_PRESENT');
    expect(await refusal(world.admin, 'resumeGroupUpgrade', { groupUpgradeId: id })).toBeUndefined();
    expect(await refusal(world.admin, 'resumeGroupUpgrade', { groupUpgradeId: id })).toBe('ILLEGAL_STATE');
    expect((await accept(late, invitationId)).invitation?.state).toBe('ACCEPTED');
    expect(await unsound(server, id)).toEqual([]);
  });

  test('has as much time left afterwards as it had before', async () => {
    await using own = await startServer();
    const world = await groupWorld(own, ['ACTIVATED', 'NO_ACCOUNT']);
    const id = await start(world);
    const before = await upgradeOf(world.admin, id);
    const asked = await questionsOf(world.admin, id);
    await mutate(world.admin, 'pauseGroupUpgrade', { groupUpgradeId: id });
    await own.travel('20 days');
    const again = await own.signIn(world.adminMobile);
    expect((await upgradeOf(again, id)).state).toBe('PAUSED');
    await mutate(again, 'resumeGroupUpgrade', { groupUpgradeId: id });
    const after = await upgradeOf(again, id);
    expect(after).toMatchObject({ state: 'INVITING', pauseReason: null, pausedAt: null });
    expect(daysBetween(before.expiresAt, after.expiresAt)).toBe(20);
    const later = await questionsOf(again, id);
    for (const one of ['p1', 'p2'])
      expect([one, daysBetween(asked[one]?.expiresAt ?? '', later[one]?.expiresAt ?? '')]).toEqual([one, 20]);
    const moment = await nextMoment(own, id);
    expect(daysBetween(moment?.toISOString() ?? '', after.expiresAt)).toBe(3);
    await answer(own, mobileOf(world, 'p1'), 'acceptInvitation');
    expect((await questionTo(again, id, 'p1')).state).toBe('ACCEPTED');
  });

  test('in its cooling-off cools off for as long as was left, and can be cancelled instead', async () => {
    await using own = await startServer();
    const world = await groupWorld(own, ['ACTIVATED']);
    const id = await start(world, { coolingOffHours: 48 });
    await mutate(world.admin, 'closeGroupUpgrade', { groupUpgradeId: id });
    const before = await upgradeOf(world.admin, id);
    await mutate(world.admin, 'pauseGroupUpgrade', { groupUpgradeId: id });
    await own.travel('5 days');
    const again = await own.signIn(world.adminMobile);
    await mutate(again, 'resumeGroupUpgrade', { groupUpgradeId: id });
    const after = await upgradeOf(again, id);
    expect(after.state).toBe('COOLING_OFF');
    expect(daysBetween(before.coolingOffUntil ?? '', after.coolingOffUntil ?? '')).toBe(5);
    expect((await cutOver(again, id)).userErrors[0]?.code).toBe('COOLING_OFF');
    await mutate(again, 'pauseGroupUpgrade', { groupUpgradeId: id });
    expect(await refusal(again, 'cancelGroupUpgrade', { groupUpgradeId: id })).toBeUndefined();
    expect(await upgradeOf(again, id)).toMatchObject({
      state: 'CANCELLED',
      pauseReason: null,
      pausedAt: null,
    });
    expect(await unsound(own, id)).toEqual([]);
  });

  test('is cut over at once when it goes on, without those who have taken their yes back while it stood', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED', 'ACTIVATED']);
    const { admin } = world;
    const id = await start(world);
    for (const { mobile } of world.people) await answer(server, mobile, 'acceptInvitation');
    const before = await provedSummary(admin, id);
    expect(before.joining).toBe(4);
    await mutate(admin, 'pauseGroupUpgrade', { groupUpgradeId: id });
    const progress = admin.subscribe<{ groupUpgradeProgress: Record<string, unknown> }>(
      'subscription ($id: ID!) { groupUpgradeProgress(id: $id) { state accepted declined withdrawn } }',
      { id },
    );
    expect((await progress.next())?.groupUpgradeProgress['accepted']).toBe(4);
    expect((await answer(server, mobileOf(world, 'p1'), 'withdrawAcceptance')).invitation?.state).toBe(
      'WITHDRAWN',
    );
    expect((await answer(server, mobileOf(world, 'p2'), 'declineInvitation')).invitation?.state).toBe(
      'DECLINED',
    );
    const noes = await progress.until(({ groupUpgradeProgress }) => groupUpgradeProgress['accepted'] === 2);
    await progress.close();
    expect(noes.groupUpgradeProgress).toEqual({ state: 'PAUSED', accepted: 2, declined: 1, withdrawn: 1 });
    await mutate(admin, 'resumeGroupUpgrade', { groupUpgradeId: id });
    expect(
      await refusal(admin, 'cutOverGroupUpgrade', { groupUpgradeId: id, summaryToken: before.token }),
    ).toBe('CUT_OVER_TOKEN_STALE');
    expect((await cutOver(admin, id)).userErrors).toEqual([]);
    expect(await questionsOf(admin, id)).toMatchObject({
      owner: { state: 'INCLUDED' },
      p1: { state: 'EXCLUDED' },
      p2: { state: 'EXCLUDED' },
      p3: { state: 'INCLUDED' },
    });
    expect((await evidenceOf(admin, id)).report.problems).toEqual([]);
    expect(await unsound(server, id)).toEqual([]);
  });

  test('catches up with who can answer and who has joined meanwhile', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'NOT_ACTIVATED']);
    const id = await start(world);
    await mutate(world.admin, 'pauseGroupUpgrade', { groupUpgradeId: id });
    await server.signIn(mobileOf(world, 'p2'));
    await exportAgain(world, ['owner', 'p1', 'p2', 'late']);
    expect(await questionsOf(world.admin, id)).toMatchObject({ p2: { state: 'BLOCKED' } });
    await mutate(world.admin, 'resumeGroupUpgrade', { groupUpgradeId: id });
    expect(await questionsOf(world.admin, id)).toMatchObject({ p2: { state: 'PENDING' } });
    await untilTold(server);
    expect(await questionsOf(world.admin, id)).toMatchObject({
      p2: { state: 'PENDING' },
      late: { state: 'BLOCKED', blockedReason: 'UNKNOWN_MOBILE' },
    });
    expect(await unsound(server, id)).toEqual([]);
  });

  test('is paused and taken up by those who manage upgrades alone', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED']);
    const id = await start(world);
    const member = await server.signIn(mobileOf(world, 'p1'));
    const auditor = await officer(server, world, 'p2', ['AUDITOR']);
    const stranger = await groupWorld(server, []);
    for (const name of ['pauseGroupUpgrade', 'resumeGroupUpgrade', 'takeUpGroupUpgrade', 'stopCoolingOff']) {
      const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
      const query = `mutation ($input: ${type}!) { ${name}(input: $input) { userErrors { code } } }`;
      const input = { groupUpgradeId: id };
      expect(await member.errorCodes(query, { input })).toEqual(['FORBIDDEN']);
      expect(await auditor.errorCodes(query, { input })).toEqual(['FORBIDDEN']);
      expect(await stranger.admin.errorCodes(query, { input })).toEqual(['NOT_FOUND']);
    }
  });
});

describe('an upgrade whose owner', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  /** A world with an upgrade in which everybody has said yes, and a second administrator in the group. */
  async function ready(): Promise<GroupWorld & { id: string; second: Awaited<ReturnType<typeof officer>> }> {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED']);
    const second = await officer(server, world, 'p1');
    const id = await start(world);
    return { ...world, id, second };
  }

  test('is disabled stands still, until an administrator takes it up and cuts it over', async () => {
    const { id, second, ...world } = await ready();
    for (const person of world.people) await answer(server, person.mobile, 'acceptInvitation');
    const clerk = await officer(server, world, 'p2', ['GROUP_ADMINISTRATOR']);
    const memberId = await accountOf(world.admin);
    expect(await refusal(second, 'disableMember', { memberId })).toBeUndefined();
    expect(await upgradeOf(second, id)).toMatchObject({
      state: 'PAUSED',
      pauseReason: 'OWNER_GONE',
      mayBeTakenUpBy: 'ADMINISTRATOR',
    });
    expect(await refusal(second, 'resumeGroupUpgrade', { groupUpgradeId: id })).toBe('OWNER_GONE');
    expect(
      await clerk.errorCodes(
        'mutation ($input: TakeUpGroupUpgradeInput!) { takeUpGroupUpgrade(input: $input) { userErrors { code } } }',
        { input: { groupUpgradeId: id } },
      ),
    ).toEqual(['FORBIDDEN']);
    expect(await refusal(second, 'takeUpGroupUpgrade', { groupUpgradeId: id })).toBeUndefined();
    expect(await upgradeOf(second, id)).toMatchObject({
      state: 'COOLING_OFF',
      pauseReason: null,
      mayBeTakenUpBy: null,
    });
    expect((await cutOver(clerk, id)).userErrors[0]?.code).toBe('OWNER_REPRESENTED');
    expect((await cutOver(second, id)).userErrors).toEqual([]);
    expect(await questionsOf(second, id)).toMatchObject({
      owner: { state: 'EXCLUDED', exclusionReason: 'ACCOUNT_DISABLED' },
      p1: { state: 'INCLUDED' },
      p2: { state: 'INCLUDED' },
    });
    expect(await unsound(server, id)).toEqual([]);
  });

  test('comes back is the owner’s again, also when somebody had taken it up', async () => {
    const { id, second, ...world } = await ready();
    const memberId = await accountOf(world.admin);
    await mutate(second, 'disableMember', { memberId });
    await mutate(second, 'takeUpGroupUpgrade', { groupUpgradeId: id });
    await mutate(second, 'enableMember', { memberId });
    const owner = await server.signIn(world.adminMobile);
    for (const person of world.people) await answer(server, person.mobile, 'acceptInvitation');
    expect((await cutOver(second, id)).userErrors[0]?.code).toBe('NOT_GROUP_OWNER');
    expect((await cutOver(owner, id)).userErrors).toEqual([]);
  });

  test('is gone stands still again when whoever took it up is gone too', async () => {
    const { id, second, ...world } = await ready();
    const third = await officer(server, world, 'p2');
    await mutate(second, 'disableMember', { memberId: await accountOf(world.admin) });
    await mutate(second, 'takeUpGroupUpgrade', { groupUpgradeId: id });
    await mutate(third, 'disableMember', { memberId: await accountOf(second) });
    expect(await upgradeOf(third, id)).toMatchObject({ state: 'PAUSED', pauseReason: 'OWNER_GONE' });
  });

  test('has handed the group over waits for the new owner, who alone takes it up and cuts it over', async () => {
    const { id, second, ...world } = await ready();
    for (const person of world.people) await answer(server, person.mobile, 'acceptInvitation');
    await exportAgain(world, ['owner', 'p1', 'p2'], { ownerId: 'p2' });
    expect(await untilState(world.admin, id, 'PAUSED')).toMatchObject({
      pauseReason: 'OWNER_CHANGED',
      mayBeTakenUpBy: 'NEW_OWNER',
    });
    expect(await refusal(world.admin, 'resumeGroupUpgrade', { groupUpgradeId: id })).toBe('OWNER_CHANGED');
    expect(await refusal(world.admin, 'takeUpGroupUpgrade', { groupUpgradeId: id })).toBe('NOT_GROUP_OWNER');
    expect(await refusal(second, 'takeUpGroupUpgrade', { groupUpgradeId: id })).toBe('NOT_GROUP_OWNER');
    const heir = await officer(server, world, 'p2', ['GROUP_ADMINISTRATOR']);
    expect(await refusal(heir, 'takeUpGroupUpgrade', { groupUpgradeId: id })).toBeUndefined();
    expect((await upgradeOf(heir, id)).state).toBe('COOLING_OFF');
    expect((await cutOver(world.admin, id)).userErrors[0]?.code).toBe('NOT_GROUP_OWNER');
    expect((await cutOver(heir, id)).userErrors).toEqual([]);
  });

  test('has left the group and named nobody is for any administrator to take up', async () => {
    const { id, second, ...world } = await ready();
    await exportAgain(world, ['p1', 'p2'], { ownerId: null });
    expect(await untilState(world.admin, id, 'PAUSED')).toMatchObject({
      pauseReason: 'OWNER_GONE',
      mayBeTakenUpBy: 'ADMINISTRATOR',
    });
    expect(await refusal(second, 'takeUpGroupUpgrade', { groupUpgradeId: id })).toBeUndefined();
    expect((await upgradeOf(second, id)).state).toBe('INVITING');
  });

  test('is lost while it was paused by request is found when it would go on', async () => {
    const { id, second, ...world } = await ready();
    await mutate(second, 'pauseGroupUpgrade', { groupUpgradeId: id });
    await mutate(second, 'updateMember', { memberId: await accountOf(world.admin), mobile: newMobile() });
    expect(await upgradeOf(second, id)).toMatchObject({
      pauseReason: 'REQUESTED',
      mayBeTakenUpBy: 'ADMINISTRATOR',
    });
    expect(await refusal(second, 'resumeGroupUpgrade', { groupUpgradeId: id })).toBe('OWNER_GONE');
    expect(await refusal(second, 'takeUpGroupUpgrade', { groupUpgradeId: id })).toBeUndefined();
    expect((await upgradeOf(second, id)).state).toBe('PAUSED');
    expect(await refusal(second, 'resumeGroupUpgrade', { groupUpgradeId: id })).toBeUndefined();
    expect((await upgradeOf(second, id)).state).toBe('INVITING');
  });
});

describe('a suspension of the organization', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  test('pauses every open upgrade and its end lets those go on, but none that stood for another reason', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const id = await start(world);
    const member = await server.signIn(mobileOf(world, 'p1'));
    const { id: invitationId } = await invitationOf(member);
    await suspend(server, world);
    expect((await accept(member, invitationId)).userErrors).toMatchObject([
      { code: 'ORGANIZATION_SUSPENDED', retryable: true },
    ]);
    await reinstate(server, world);
    const events = await eventsUntil(world.admin, id, ({ type }) => type === 'UPGRADE_RESUMED');
    expect(events.slice(-2)).toMatchObject([
      { type: 'UPGRADE_PAUSED', fromState: 'INVITING', toState: 'PAUSED', reason: 'ORGANIZATION_SUSPENDED' },
      { type: 'UPGRADE_RESUMED', fromState: 'PAUSED', toState: 'INVITING' },
    ]);
    expect((await accept(member, invitationId)).invitation?.state).toBe('ACCEPTED');
    await mutate(world.admin, 'pauseGroupUpgrade', { groupUpgradeId: id });
    await suspend(server, world);
    await reinstate(server, world);
    expect(await upgradeOf(world.admin, id)).toMatchObject({ state: 'PAUSED', pauseReason: 'REQUESTED' });
  });

  test('lets the clock run where the organization has decided so', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const id = await start(world);
    await server.app.database.run(
      `update organization_setting set clock_while_suspended = 'RUNS' where organization_id = $1`,
      [localId('Organization', world.organizationId)],
    );
    const before = await upgradeOf(world.admin, id);
    await suspend(server, world);
    const member = await server.signIn(mobileOf(world, 'p1'));
    const { id: invitationId } = await invitationOf(member);
    expect((await accept(member, invitationId)).userErrors[0]?.code).toBe('ORGANIZATION_SUSPENDED');
    await reinstate(server, world);
    expect(await upgradeOf(world.admin, id)).toEqual(before);
  });

  test('reaches three hundred open upgrades at once', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'NO_ACCOUNT']);
    const id = await start(world);
    await copyUpgrades(server, localId('GroupUpgrade', id), 299);
    const statesOf = (): Promise<{ state: string; count: number }[]> =>
      server.app.database.rows(
        `select state, count(*) as count from group_upgrade where organization_id = $1 group by state`,
        [localId('Organization', world.organizationId)],
      );
    await suspend(server, world);
    expect(await statesOf()).toEqual([{ state: 'PAUSED', count: 300 }]);
    await reinstate(server, world);
    expect(await statesOf()).toEqual([{ state: 'INVITING', count: 300 }]);
    expect(await unsound(server, id)).toEqual([]);
  });
});

/** So many copies of an upgrade, each of a group of its own with the same people. */
async function copyUpgrades(server: TestServer, upgradeId: string, count: number): Promise<void> {
  await server.app.database.run(
    `do $$
     declare u group_upgrade; g source_group; n int; c uuid; s uuid; e uuid; k uuid;
     begin
       select * into u from group_upgrade where id = '${upgradeId}';
       select * into g from source_group where id = u.source_group_id;
       for n in 1..${count} loop
         c := gen_random_uuid(); s := gen_random_uuid(); e := gen_random_uuid(); k := gen_random_uuid();
         insert into conversation (id, chain, source_chain)
           select c, chain, source_chain from conversation where id = g.conversation_id;
         insert into source_group select (jsonb_populate_record(g, jsonb_build_object(
           'id', s, 'conversation_id', c, 'platform_group_id', 'copy-' || n))).*;
         insert into roster_entry (source_group_id, identity_id, position, roles)
           select s, identity_id, position, roles from roster_entry where source_group_id = g.id;
         insert into enterprise_group select (jsonb_populate_record(x, jsonb_build_object(
           'id', e, 'conversation_id', c, 'source_group_id', s))).* from enterprise_group x
           where x.id = u.enterprise_group_id;
         insert into group_upgrade select (jsonb_populate_record(u, jsonb_build_object(
           'id', k, 'source_group_id', s, 'enterprise_group_id', e))).*;
         insert into invitation (id, group_upgrade_id, roster_entry_id, position, state, blocked_reason, expires_at)
           select gen_random_uuid(), k, r.id, i.position, i.state, i.blocked_reason, i.expires_at
           from invitation i join roster_entry o on o.id = i.roster_entry_id
             join roster_entry r on r.source_group_id = s and r.identity_id = o.identity_id
           where i.group_upgrade_id = u.id;
       end loop;
     end $$`,
  );
}
