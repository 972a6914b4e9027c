import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sentTo } from '../support/deliveries.js';
import { groupWorld, type GroupWorld, importGroup, type Person } from '../support/group-world.js';
import { exportAgain, questionTo, runJobs, unsound, untilTold, upgradeOf } from '../support/life.js';
import { stranger } from '../support/newcomers.js';
import { startServer, type TestServer } from '../support/server.js';
import { answer, cutOver, mutate, provedSummary, refusal, start, summary } from '../support/upgrades.js';
import { newMobile } from '../support/world.js';

describe('somebody who joins the source group after the upgrade has started', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  const EVENTS =
    'subscription ($id: ID!) { groupUpgradeEvents(id: $id) { sequence type toState invitation { rosterEntry { platformId } } } }';
  type Seen = {
    groupUpgradeEvents: { type: string; invitation: { rosterEntry: { platformId: string } } | null };
  };

  test('is asked too, and has an outcome', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const id = await start(world);
    const newcomer = { platformId: 'late', mobile: newMobile(), standing: 'UNKNOWN_MOBILE' as const };
    await importGroup(world.admin, world, [...world.people, newcomer]);
    const events = world.admin.subscribe<Seen>(EVENTS, { id });
    const asked = await events.until(
      ({ groupUpgradeEvents: event }) => event.invitation?.rosterEntry.platformId === 'late',
    );
    await events.close();
    expect(asked.groupUpgradeEvents).toMatchObject({ type: 'INVITATION_CREATED', toState: 'BLOCKED' });
    for (const person of world.people) await answer(server, person.mobile, 'acceptInvitation');
    await mutate(world.admin, 'closeGroupUpgrade', { groupUpgradeId: id });
    expect(await summary(world.admin, id)).toMatchObject({ joining: 2, staying: 1 });
    expect((await cutOver(world.admin, id)).userErrors).toEqual([]);
  });

  test('cannot be overlooked by a cut-over that comes before the upgrade has heard of them', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const id = await start(world);
    for (const person of world.people) await answer(server, person.mobile, 'acceptInvitation');
    const { token } = await provedSummary(world.admin, id);
    // As an import leaves it at its commit, before its job tells the upgrade.
    await server.app.database.run(
      `with u as (select source_group_id from group_upgrade where id = $1),
       c as (insert into consumer_identity (organization_id, platform, platform_id)
         select organization_id, platform, 'unheard' from source_group g join u on g.id = u.source_group_id
         returning id)
       insert into roster_entry (source_group_id, identity_id, account_name, position)
       select u.source_group_id, c.id, 'Unheard', 1000 from u, c`,
      [Buffer.from(id, 'base64url').toString().split(':')[1]],
    );
    expect(
      await refusal(world.admin, 'cutOverGroupUpgrade', { groupUpgradeId: id, summaryToken: token }),
    ).toBe('CUT_OVER_TOKEN_STALE');
  });
});

describe('somebody who joins the source group in the cooling-off', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  const HOUR = 3_600_000;

  /** An upgrade that cools off. p1 let it lapse, p2 was told to sign in. */
  async function coolingOff(): Promise<{ world: GroupWorld; id: string }> {
    const world = await groupWorld(server, ['ACTIVATED', 'NOT_ACTIVATED']);
    const id = await start(world);
    await mutate(world.admin, 'closeGroupUpgrade', { groupUpgradeId: id });
    return { world, id };
  }

  async function join(on: TestServer, world: GroupWorld, people: readonly Person[]): Promise<void> {
    const present = [...world.people, ...people].map(({ platformId }) => platformId);
    await exportAgain(world, present);
    await untilTold(on);
  }

  const stop = ({ admin }: GroupWorld, id: string): Promise<string | undefined> =>
    refusal(admin, 'stopCoolingOff', { groupUpgradeId: id });

  test('is told that they are asked once answers are open again, and nobody else is asked anew', async () => {
    const { world, id } = await coolingOff();
    const late = await stranger(server, world, 'late', 'ACTIVATED');
    const silent = await stranger(server, world, 'silent', 'NOT_ACTIVATED');
    await join(server, world, [late, silent]);
    expect(await sentTo(world.admin, id, 'late')).toEqual([]);
    expect(await stop(world, id)).toBeUndefined();
    expect(await sentTo(world.admin, id, 'late')).toEqual(['INVITED IN_APP DELIVERED']);
    expect(await sentTo(world.admin, id, 'silent')).toEqual(['SIGN_IN IN_APP DELIVERED']);
    const others = ['INVITED', 'CLOSED_EARLY', 'REOPENED'];
    expect(await sentTo(world.admin, id, 'p1')).toEqual(others.map((kind) => `${kind} IN_APP DELIVERED`));
    const toSignIn = ['SIGN_IN', 'CLOSED_EARLY', 'SIGN_IN'];
    expect(await sentTo(world.admin, id, 'p2')).toEqual(toSignIn.map((kind) => `${kind} IN_APP DELIVERED`));
    expect((await answer(server, late.mobile, 'acceptInvitation')).userErrors).toEqual([]);
    await mutate(world.admin, 'closeGroupUpgrade', { groupUpgradeId: id });
    expect(await stop(world, id)).toBeUndefined();
    expect(await sentTo(world.admin, id, 'silent')).toEqual(
      toSignIn.map((kind) => `${kind} IN_APP DELIVERED`),
    );
    expect(await unsound(server, id)).toEqual([]);
  });

  test('is told as well when the cooling-off ends because others are asked again', async () => {
    const { world, id } = await coolingOff();
    const late = await stranger(server, world, 'late', 'ACTIVATED');
    await join(server, world, [late]);
    await mutate(world.admin, 'reinviteMembers', { groupUpgradeId: id, states: ['EXPIRED'] });
    expect(await sentTo(world.admin, id, 'late')).toEqual(['INVITED IN_APP DELIVERED']);
    expect(await sentTo(world.admin, id, 'p1')).toEqual([
      'INVITED IN_APP DELIVERED',
      'CLOSED_EARLY IN_APP DELIVERED',
      'ASKED_AGAIN IN_APP DELIVERED',
    ]);
  });

  test('and is cured in it too is told once', async () => {
    const { world, id } = await coolingOff();
    const late = await stranger(server, world, 'late', 'NOT_ACTIVATED');
    await join(server, world, [late]);
    await server.signIn(late.mobile);
    expect(await stop(world, id)).toBeUndefined();
    expect((await questionTo(world.admin, id, 'late')).state).toBe('PENDING');
    expect(await sentTo(world.admin, id, 'late')).toEqual(['UNBLOCKED IN_APP DELIVERED']);
  });

  test('has a day to answer from then on, also when the end they had been given is over', async () => {
    await using own = await startServer();
    const world = await groupWorld(own, ['ACTIVATED']);
    const late = await stranger(own, world, 'late', 'ACTIVATED');
    const silent = await stranger(own, world, 'silent', 'NOT_ACTIVATED');
    const id = await start(world, { answerDays: 1, coolingOffHours: 72 });
    const hoursLeft = async (who: string): Promise<number> => {
      const { expiresAt } = await questionTo(await own.signIn(world.adminMobile), id, who);
      return Math.round((Date.parse(expiresAt) - Date.now()) / HOUR);
    };
    await own.travel('25 hours');
    await runJobs(own);
    const admin = await own.signIn(world.adminMobile);
    expect((await upgradeOf(admin, id)).state).toBe('COOLING_OFF');
    await join(own, { ...world, admin }, [late, silent]);
    expect([await hoursLeft('late'), await hoursLeft('silent')]).toEqual([49, 49]);
    await own.travel('60 hours');
    expect(await stop({ ...world, admin: await own.signIn(world.adminMobile) }, id)).toBeUndefined();
    expect([await hoursLeft('late'), await hoursLeft('silent')]).toEqual([84, 84]);
    const again = await own.signIn(world.adminMobile);
    expect(await sentTo(again, id, 'late')).toEqual(['INVITED IN_APP DELIVERED']);
    expect(await sentTo(again, id, 'silent')).toEqual(['SIGN_IN IN_APP DELIVERED']);
  });
});
