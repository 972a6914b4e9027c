import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { localId } from '#platform/graphql/relay.js';
import type { Api } from '../support/api.js';
import { type GroupWorld, groupWorld } from '../support/group-world.js';
import { member } from '../support/members.js';
import {
  createProgramme,
  groupsIn,
  groupsOf,
  lookForStarts,
  lookInVain,
  progressOf,
  startWhole,
  untilProgress,
} from '../support/programmes.js';
import { reinstate, suspend } from '../support/organizations.js';
import { startServer, type TestServer } from '../support/server.js';
import { untilTold } from '../support/life.js';
import { statementsOf } from '../support/statements.js';
import { accept, answer, cutOver, invitationOf, mutate, start } from '../support/upgrades.js';

/** Starts are paced, and jobs that are due later are looked for once a second. */

const PLANNED = `query ($id: ID!) { upgradeProgrammePreflight(programmeId: $id) { totals { startable }
  groups(first: 100) { edges { node { eligible sourceGroup { name } } } } } }`;
const SHOWN = `query ($id: ID!) { upgradeProgramme(id: $id) { progress { invitations { total } skippedByReason { count } }
  groups(first: 100) { totalCount edges { node { state sourceGroup { name } groupUpgrade {
    progress { pending blockedByReason { count } } programme { name } } } } } } }`;

describe('the start of a programme', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  /** How many statements the answer to a query of a programme takes. */
  const statementsFor = async (api: Api, document: string, id: string): Promise<number> =>
    (await statementsOf(server, () => api.succeed(document, { id }))).length;

  /** Three groups that are started at one a minute; the first has been. */
  async function slowProgramme(on: TestServer): Promise<{ world: GroupWorld; id: string }> {
    const world = await groupWorld(on, ['ACTIVATED']);
    const id = await createProgramme(world, { sourceGroupIds: await groupsOf(world, 3) });
    await mutate(world.admin, 'startUpgradeProgramme', { programmeId: id, groupsPerMinute: 1 });
    await untilProgress(world.admin, id, ({ groups }) => groups.started === 1);
    return { world, id };
  }

  test('starts every group on the terms of the programme, in the name of who set it going', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'NO_ACCOUNT']);
    const terms = { coolingOffHours: 5, minimumMembers: 3, minimumPercent: 60 };
    const sourceGroupIds = await groupsOf(world, 3);
    const id = await createProgramme(world, { sourceGroupIds, answerDays: 3, ...terms });
    const progress = await startWhole(world.admin, id);
    expect(progress).toMatchObject({
      state: 'RUNNING',
      groups: { total: 3, waiting: 0, started: 3, skipped: 0 },
      upgrades: { inviting: 3, coolingOff: 0, paused: 0, completed: 0, cancelled: 0 },
      invitations: { total: 9, pending: 6, blocked: 3, accepted: 0 },
      skippedByReason: [],
    });
    const { upgradeProgramme } = await world.admin.succeed<{
      upgradeProgramme: { groups: { edges: { node: { groupUpgrade: Record<string, unknown> } }[] } };
    }>(
      `query ($id: ID!) { upgradeProgramme(id: $id) { groups(first: 10, state: STARTED) { edges { node { groupUpgrade {
         state coolingOffHours minimumMembers minimumPercent startedAt expiresAt programme { id } } } } } } }`,
      { id },
    );
    for (const { node } of upgradeProgramme.groups.edges) {
      const { startedAt, expiresAt, ...rest } = node.groupUpgrade;
      expect(rest).toEqual({ ...terms, state: 'INVITING', programme: { id } });
      expect(Date.parse(String(expiresAt)) - Date.parse(String(startedAt))).toBe(3 * 86_400_000);
    }
    const actors = await server.app.database.rows<{ mobile: string }>(
      `select p.mobile from audit_entry a join person p on p.id::text = a.actor_id
       where a.command = 'startProgrammeGroup' and a.subject_type = 'GroupUpgrade' and p.mobile = $1`,
      [world.adminMobile],
    );
    expect(actors).toHaveLength(3);
  });

  test('skips a group that cannot be started, says why, and starts it once that is cured and somebody asks', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const groups = await groupsOf(world, 3);
    const open = await start(world, { sourceGroupId: groups[1] });
    const id = await createProgramme(world, { sourceGroupIds: groups });
    const progress = await startWhole(world.admin, id);
    expect(progress.groups).toMatchObject({ started: 2, skipped: 1 });
    expect(progress.skippedByReason).toEqual([{ code: 'UPGRADE_ALREADY_OPEN', count: 1 }]);
    const skipped = (await groupsIn(world.admin, id))[1];
    expect(skipped).toMatchObject({
      state: 'SKIPPED',
      groupUpgrade: null,
      skippedBecause: { code: 'UPGRADE_ALREADY_OPEN', message: 'An upgrade of this group is already open.' },
    });
    await mutate(world.admin, 'cancelGroupUpgrade', { groupUpgradeId: open });
    const retry = { programmeId: id, sourceGroupIds: [groups[0], groups[1]] };
    expect(await mutate(world.admin, 'retryProgrammeGroups', retry, 'retried')).toMatchObject({ retried: 1 });
    await untilProgress(world.admin, id, (now) => now.groups.started === 3 && now.groups.skipped === 0);
    expect((await groupsIn(world.admin, id))[1]).toMatchObject({
      state: 'STARTED',
      groupUpgrade: { state: 'INVITING' },
      skippedBecause: null,
    });
  });

  test('a group is started in the name of who asked last, who must own it and may still start upgrades then', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const colleague = await member(server, world, ['GROUP_ADMINISTRATOR']);
    const id = await createProgramme(world, { sourceGroupIds: await groupsOf(world, 2) });
    const first = await startWhole(colleague.api, id);
    expect(first.skippedByReason).toEqual([{ code: 'NOT_GROUP_OWNER', count: 2 }]);

    await mutate(world.admin, 'pauseUpgradeProgramme', { programmeId: id });
    await mutate(colleague.api, 'retryProgrammeGroups', { programmeId: id });
    await mutate(world.admin, 'assignMemberRoles', { memberId: colleague.id, roles: [] });
    await mutate(world.admin, 'resumeUpgradeProgramme', { programmeId: id });
    const second = await untilProgress(world.admin, id, ({ groups }) => groups.skipped === 2);
    expect(second.skippedByReason).toEqual([{ code: 'STARTER_NOT_ALLOWED', count: 2 }]);

    await mutate(world.admin, 'retryProgrammeGroups', { programmeId: id });
    await untilProgress(world.admin, id, ({ groups }) => groups.started === 2);
  });

  test('keeps to its rate, however often and early somebody looks', async () => {
    await using own = await startServer();
    const { world, id } = await slowProgramme(own);
    await lookInVain(own);
    expect((await progressOf(world.admin, id)).groups).toMatchObject({ started: 1, waiting: 2 });
    await own.travel('1 minute');
    const job = `select graphile_worker.add_job('programme.start-next-group', json_build_object('programmeId', $1::text))`;
    await Promise.all([1, 2, 3].map(() => own.app.database.run(job, [localId('UpgradeProgramme', id)])));
    const left = `select 1 from graphile_worker.jobs where task_identifier = 'programme.start-next-group' and key is null`;
    while (await own.app.database.row(left));
    expect((await progressOf(world.admin, id)).groups).toMatchObject({ started: 2, waiting: 1 });
  });

  test('goes on after the connection of a start has died in the middle of it, and starts the group once', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const id = await createProgramme(world, { sourceGroupIds: [world.sourceGroupId] });
    const { database } = server.app;
    const holder = await database.pool.connect();
    try {
      await holder.query('begin');
      await holder.query('select 1 from source_group where id = $1 for update', [
        localId('SourceGroup', world.sourceGroupId),
      ]);
      await mutate(world.admin, 'startUpgradeProgramme', { programmeId: id, groupsPerMinute: 600 });
      const kill = `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0`;
      while (!(await database.row(kill)));
    } finally {
      holder.release(true);
    }
    const retried = `update graphile_worker._private_jobs set run_at = now() - interval '1 second'
      where key like 'programme.start-next-group:%' and attempts > 0 and locked_at is null`;
    while ((await progressOf(world.admin, id)).groups.started === 0) await database.run(retried);
    expect(await progressOf(world.admin, id)).toMatchObject({
      groups: { started: 1, waiting: 0, skipped: 0 },
      upgrades: { inviting: 1 },
    });
  });

  test('skips a group whose start breaks on our side, and can be asked for it again', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const groups = await groupsOf(world, 2);
    const { database } = server.app;
    await database.run(
      `create function break_start() returns trigger language plpgsql as $$ begin
         if new.source_group_id = '${localId('SourceGroup', groups[0] ?? '')}' then raise exception 'broken'; end if;
         return new; end $$`,
    );
    await database.run(
      'create trigger break_start before insert on group_upgrade for each row execute function break_start()',
    );
    const id = await createProgramme(world, { sourceGroupIds: groups });
    const progress = await startWhole(world.admin, id);
    expect(progress).toMatchObject({
      groups: { started: 1, skipped: 1 },
      skippedByReason: [{ code: 'START_FAILED', count: 1 }],
    });
    await database.run('drop trigger break_start on group_upgrade');
    await mutate(world.admin, 'retryProgrammeGroups', { programmeId: id });
    await untilProgress(world.admin, id, ({ groups: now }) => now.started === 2);
  });

  test('waits while the organization is suspended, and goes on with it', async () => {
    await using own = await startServer();
    const { world, id } = await slowProgramme(own);
    const { database } = own.app;
    const setState = 'update organization set state = $2 where id = $1';
    const organizationId = localId('Organization', world.organizationId);
    await database.run(setState, [organizationId, 'SUSPENDED']);
    await own.travel('1 minute');
    await lookInVain(own);
    await database.run(setState, [organizationId, 'ACTIVE']);
    expect((await progressOf(world.admin, id)).groups).toMatchObject({ started: 1, waiting: 2, skipped: 0 });
    await lookForStarts(own);
    await untilProgress(world.admin, id, ({ groups }) => groups.started === 2);
  });

  test('goes on at once when the organization is reinstated', async () => {
    await using own = await startServer();
    const { world, id } = await slowProgramme(own);
    await suspend(own, world);
    await own.travel('1 minute');
    await lookInVain(own);
    await reinstate(own, world);
    const { groups } = await untilProgress(world.admin, id, (now) => now.groups.started === 2);
    expect(groups).toMatchObject({ started: 2, skipped: 0 });
  });

  test('its end is the end of its last upgrade; a ceased group does not keep it, one that could be tried again does', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const groups = await groupsOf(world, 3);
    const over = await start(world, { sourceGroupId: groups[0] });
    for (const { mobile } of world.people) await answer(server, mobile, 'acceptInvitation');
    expect((await cutOver(world.admin, over)).userErrors).toEqual([]);
    const id = await createProgramme(world, { sourceGroupIds: groups });
    await startWhole(world.admin, id);
    const started = (await groupsIn(world.admin, id)).flatMap(({ groupUpgrade }) => groupUpgrade?.id ?? []);
    expect(started).toHaveLength(2);
    await mutate(world.admin, 'cancelGroupUpgrade', { groupUpgradeId: started[0] });
    for (const { mobile } of world.people) {
      const api = await server.signIn(mobile);
      expect((await accept(api, (await invitationOf(api)).id)).userErrors[0]?.code).toBeUndefined();
    }
    expect((await cutOver(world.admin, started[1] ?? '')).userErrors).toEqual([]);
    const last = await untilProgress(world.admin, id, ({ state }) => state === 'COMPLETED');
    expect(last).toMatchObject({
      groups: { started: 2, skipped: 1 },
      upgrades: { completed: 1, cancelled: 1 },
      invitations: { included: 2, revoked: 2 },
      skippedByReason: [{ code: 'SOURCE_GROUP_CEASED', count: 1 }],
    });
    // Its groups are free for another.
    await createProgramme(world, { sourceGroupIds: groups });
  });

  test('thirty groups are started, and shown with their upgrades and progress in as many statements as three', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'NO_ACCOUNT']);
    const groups = await groupsOf(world, 33);
    const few = await createProgramme(world, { sourceGroupIds: groups.slice(0, 3) });
    const many = await createProgramme(world, { sourceGroupIds: groups.slice(3) });
    const planned = await statementsFor(world.admin, PLANNED, few);
    expect(planned).toBeGreaterThan(3);
    expect(await statementsFor(world.admin, PLANNED, many)).toBe(planned);
    await startWhole(world.admin, few);
    const progress = await startWhole(world.admin, many);
    expect(progress).toMatchObject({
      groups: { total: 30, started: 30 },
      invitations: { total: 90, pending: 60, blocked: 30 },
    });
    await untilTold(server);
    const three = await statementsFor(world.admin, SHOWN, few);
    expect(three).toBeGreaterThan(5);
    expect(await statementsFor(world.admin, SHOWN, many)).toBe(three);
  });
});
