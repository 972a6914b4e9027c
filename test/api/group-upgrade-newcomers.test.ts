import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { groupWorld, importGroup } from '../support/group-world.js';
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
