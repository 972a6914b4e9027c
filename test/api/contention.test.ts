import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { localId } from '#platform/graphql/relay.js';
import { groupWorld, type GroupWorld } from '../support/group-world.js';
import { mobileOf, questionTo, untilTold } from '../support/life.js';
import { untilWaiting, whileHeld } from '../support/locks.js';
import { list } from '../support/members.js';
import { decide } from '../support/organizations.js';
import { groupsOf } from '../support/programmes.js';
import { startServer, type TestServer } from '../support/server.js';
import { statementsOf } from '../support/statements.js';
import { mutate, refusal, start } from '../support/upgrades.js';
import { newMobile } from '../support/world.js';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

/** Counts what is done to a table, also by transactions that come to nothing: a sequence is not rolled back. */
async function countTries(
  table: string,
  when: 'insert' | 'update',
  then = '',
): Promise<() => Promise<number>> {
  const { database } = server.app;
  const name = `tries_of_${table}`;
  await database.run(`create sequence ${name}`);
  await database.run(
    `create function ${name}() returns trigger language plpgsql as $$ begin
       perform nextval('${name}'); ${then} return null; end $$`,
  );
  await database.run(
    `create trigger ${name} before ${when} on ${table} for each statement execute function ${name}()`,
  );
  return async () =>
    (await database.row<{ last: number }>(`select last_value as last from ${name}`))?.last ?? 0;
}

describe('a person of two groups', () => {
  test('is matched beside a change of an account in both: one waits, and neither has to begin anew', async () => {
    const world = await groupWorld(server, ['UNKNOWN_MOBILE', 'ACTIVATED']);
    const [first, second] = (await groupsOf(world, 2)) as [string, string];
    // The group that comes first has the upgrade that comes last.
    const lower = await start(world, { sourceGroupId: second });
    const upper = await start(world, { sourceGroupId: first });
    expect(localId('GroupUpgrade', lower) < localId('GroupUpgrade', upper)).toBe(true);
    const { sourceGroup } = await world.admin.succeed<{
      sourceGroup: { roster: { edges: { node: { id: string; platformId: string } }[] } };
    }>(
      'query ($id: ID!) { sourceGroup(id: $id) { roster(first: 9) { edges { node { id platformId } } } } }',
      {
        id: first,
      },
    );
    const entry = sourceGroup.roster.edges.find(({ node }) => node.platformId === 'p1');
    const member = (await list(world)).find(({ mobile }) => mobile === mobileOf(world, 'p2'));
    const triesOfMatch = await countTries('identity_match', 'insert');
    const triesOfDisabling = await countTries('member', 'update');
    await whileHeld(
      server,
      'select 1 from group_upgrade where id = $1 for update',
      [localId('GroupUpgrade', lower)],
      async (release) => {
        const disabled = refusal(world.admin, 'disableMember', { memberId: member?.id });
        await untilWaiting(server, 1);
        const input = { rosterEntryId: entry?.node.id, mobile: newMobile() };
        const matched = refusal(world.admin, 'matchRosterEntry', input);
        await untilWaiting(server, 2);
        await release();
        expect(await Promise.all([disabled, matched])).toEqual([undefined, undefined]);
      },
    );
    expect([await triesOfMatch(), await triesOfDisabling()]).toEqual([1, 1]);
    for (const id of [lower, upper]) {
      expect(await questionTo(world.admin, id, 'p1')).toMatchObject({ blockedReason: 'NO_ACCOUNT' });
      expect(await questionTo(world.admin, id, 'p2')).toMatchObject({ blockedReason: 'ACCOUNT_DISABLED' });
    }
  });
});

describe('a call that others are in the way of, time and again,', () => {
  test('is told when to come back, and has done nothing', async () => {
    const world = await groupWorld(server, []);
    const tries = await countTries(
      'department',
      'insert',
      `raise exception 'deadlock detected' using errcode = '40P01';`,
    );
    const before = await server.app.database.row('select count(*) from audit_entry');
    const { errors } = await world.admin.send(
      'mutation ($input: CreateDepartmentInput!) { createDepartment(input: $input) { userErrors { code } } }',
      { input: { organizationId: world.organizationId, name: '研发' } },
    );
    expect(errors).toMatchObject([
      { extensions: { code: 'SERVICE_UNAVAILABLE', retryable: true, retryAfter: 1 } },
    ]);
    expect(await tries()).toBe(4);
    expect(await server.app.database.row('select count(*) from audit_entry')).toEqual(before);
    await server.app.database.run('drop trigger tries_of_department on department');
  });
});

describe('what is changed', () => {
  /** A world with so many open upgrades, each of which waits for an account. */
  async function upgraded(count: number): Promise<GroupWorld> {
    const world = await groupWorld(server, ['NO_ACCOUNT', 'ACTIVATED']);
    for (const sourceGroupId of await groupsOf(world, count)) await start(world, { sourceGroupId });
    await untilTold(server);
    return world;
  }

  const decided = (world: GroupWorld, settings: Record<string, unknown>): Promise<string[]> =>
    statementsOf(server, () => decide(world, settings));

  test('in the settings costs the same for four upgrades as for one, and touches none that it does not concern', async () => {
    const one = await upgraded(1);
    const four = await upgraded(4);
    const other = await decided(one, { retentionDays: 30 });
    // Whoever watches one is told; none is locked or written.
    expect(
      other.filter((text) => /group_upgrade[\s\S]*for no key update|update group_upgrade/.test(text)),
    ).toEqual([]);
    expect(await decided(four, { retentionDays: 30 })).toHaveLength(other.length);
    const region = await decided(one, { membersRegion: 'OWN' });
    expect(region.length).toBeGreaterThan(other.length);
    expect(await decided(four, { membersRegion: 'OWN' })).toHaveLength(region.length);
  });

  test('by a cure plans its reminders without reading what has happened before, and puts off nobody else’s', async () => {
    const world = await upgraded(1);
    const { admin, organizationId } = world;
    await mutate(admin, 'updateDeliverySettings', { organizationId, reminderHours: [24, 72] });
    await untilTold(server);
    const planned = (): Promise<object | undefined> =>
      server.app.database.row(
        `select run_at as at from graphile_worker.jobs j join group_upgrade u on j.key = 'upgrade.remind:' || u.id
         where u.organization_id = $1`,
        [localId('Organization', organizationId)],
      );
    const before = await planned();
    expect(before).toBeDefined();
    const mobile = mobileOf(world, 'p1');
    await mutate(admin, 'createMember', { organizationId, name: '新人', mobile });
    const statements = await statementsOf(server, () => server.signIn(mobile));
    expect(statements.some((text) => /insert into group_upgrade_event/.test(text))).toBe(true);
    expect(statements.filter((text) => /from group_upgrade_event/.test(text))).toEqual([]);
    expect(await planned()).toEqual(before);
  });
});
