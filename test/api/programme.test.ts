import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '#kernel/ids.js';
import { globalId } from '#platform/graphql/relay.js';
import { groupWorld, type GroupWorld } from '../support/group-world.js';
import { member } from '../support/members.js';
import { createProgramme, groupsIn, groupsOf, progressOf, startWhole } from '../support/programmes.js';
import { startServer, type TestServer } from '../support/server.js';
import { accountOf, mutate, refusal, start } from '../support/upgrades.js';

/** Some tests set a programme going, whose starts are paced. */

const GROUPS = `query ($id: ID!, $first: Int!, $after: String) { upgradeProgramme(id: $id) {
  groups(first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor } edges { node { position } } } } }`;
const PREFLIGHT = `query ($id: ID!) { upgradeProgrammePreflight(programmeId: $id) {
  totals { startable total eligible obstacles { obstacle count } blocked { reason cure count } }
  groups(first: 10) { totalCount edges { node { obstacle total eligible blocked { reason count } sourceGroup { id } } } } } }`;

type GroupPage = {
  upgradeProgramme: {
    groups: {
      totalCount: number;
      pageInfo: { hasNextPage: boolean; endCursor: string };
      edges: { node: { position: number } }[];
    };
  };
};

describe('a programme of upgrades', () => {
  let server: TestServer;
  let world: GroupWorld;
  let groups: string[];
  beforeAll(async () => {
    server = await startServer();
    world = await groupWorld(server, ['ACTIVATED', 'NO_ACCOUNT']);
    groups = await groupsOf(world, 4);
  });
  afterAll(() => server.stop());

  /** Frees the groups for the next test. */
  const cancel = (programmeId: string): Promise<unknown> =>
    mutate(world.admin, 'cancelUpgradeProgramme', { programmeId, cancelOpenUpgrades: true });
  const listed = async (id: string): Promise<string[]> =>
    (await groupsIn(world.admin, id)).map((group) => group.sourceGroup.id);

  test('holds the groups of a list in its order, page by page, and starts nothing', async () => {
    const order = [groups[2], groups[0], groups[3]];
    const id = await createProgramme(world, { sourceGroupIds: order });
    expect(await listed(id)).toEqual(order);
    expect(await progressOf(world.admin, id)).toMatchObject({
      state: 'DRAFT',
      groups: { total: 3, waiting: 3, started: 0, skipped: 0 },
      upgrades: { inviting: 0 },
      invitations: { total: 0 },
    });
    const first = await world.admin.succeed<GroupPage>(GROUPS, { id, first: 2 });
    const { edges, pageInfo, totalCount } = first.upgradeProgramme.groups;
    expect([edges.map(({ node }) => node.position), pageInfo.hasNextPage, totalCount]).toEqual([
      [1, 2],
      true,
      3,
    ]);
    const rest = await world.admin.succeed<GroupPage>(GROUPS, { id, first: 2, after: pageInfo.endCursor });
    expect(rest.upgradeProgramme.groups.edges.map(({ node }) => node.position)).toEqual([3]);
    await cancel(id);
  });

  test('is read again by its id, and listed with its organization, the newest first', async () => {
    const ids = [
      await createProgramme(world, { name: 'one', minimumPercent: 75 }),
      await createProgramme(world, { name: 'two' }),
    ];
    const { node, upgradeProgrammes } = await world.admin.succeed<{
      node: Record<string, unknown>;
      upgradeProgrammes: { totalCount: number; edges: { node: { id: string } }[] };
    }>(
      `query ($id: ID!, $organizationId: ID!) { node(id: $id) { ... on UpgradeProgramme {
           name answerDays minimumMembers minimumPercent } }
         upgradeProgrammes(organizationId: $organizationId, first: 2) { totalCount edges { node { id } } } }`,
      { id: ids[0], organizationId: world.organizationId },
    );
    expect(node).toEqual({ name: 'one', answerDays: 7, minimumMembers: 2, minimumPercent: 75 });
    expect(upgradeProgrammes.edges.map((edge) => edge.node.id)).toEqual([...ids].toReversed());
    expect(upgradeProgrammes.totalCount).toBeGreaterThanOrEqual(2);
  });

  test('a group is in one open programme at most, also when two want it at once', async () => {
    const input = { organizationId: world.organizationId, name: 'x', sourceGroupIds: [groups[0]] };
    const both = await Promise.all(
      [1, 2].map(() =>
        mutate<{ upgradeProgramme: { id: string } | null }>(
          world.admin,
          'createUpgradeProgramme',
          input,
          'upgradeProgramme { id }',
        ),
      ),
    );
    expect(both.flatMap((payload) => payload.userErrors.map((error) => error.code))).toEqual([
      'GROUP_IN_PROGRAMME',
    ]);
    const id = both.find((payload) => payload.upgradeProgramme)?.upgradeProgramme?.id ?? '';
    const other = await createProgramme(world, {});
    const add = { programmeId: other, sourceGroupIds: [groups[0]] };
    expect(await refusal(world.admin, 'addProgrammeGroups', add)).toBe('GROUP_IN_PROGRAMME');
    await cancel(id);
    expect(await refusal(world.admin, 'addProgrammeGroups', add)).toBeUndefined();
    await cancel(other);
  });

  test('groups join it while it is a draft, and only then, and leave it as long as it has not started them', async () => {
    const id = await createProgramme(world, { sourceGroupIds: [groups[0]] });
    const version = { expectedVersion: 2 };
    const add = { programmeId: id, sourceGroupIds: [groups[1], groups[2]] };
    expect(await refusal(world.admin, 'addProgrammeGroups', { ...add, ...version })).toBeUndefined();
    expect(await refusal(world.admin, 'addProgrammeGroups', { ...add, ...version })).toBe('VERSION_CONFLICT');
    expect(await refusal(world.admin, 'addProgrammeGroups', add)).toBe('GROUP_IN_PROGRAMME');
    const remove = { programmeId: id, sourceGroupIds: [groups[0], groups[3]] };
    expect(await refusal(world.admin, 'removeProgrammeGroups', remove)).toBeUndefined();
    expect(await listed(id)).toEqual([groups[1], groups[2]]);
    expect((await progressOf(world.admin, id)).groups).toMatchObject({ total: 2, waiting: 2 });

    await startWhole(world.admin, id);
    expect(await refusal(world.admin, 'addProgrammeGroups', remove)).toBe('ILLEGAL_STATE');
    expect(await mutate(world.admin, 'removeProgrammeGroups', add, 'removed')).toMatchObject({ removed: 0 });
    expect(await listed(id)).toEqual([groups[1], groups[2]]);
    await cancel(id);
    expect(await refusal(world.admin, 'removeProgrammeGroups', add)).toBe('ILLEGAL_STATE');
  });

  test('a filter is looked at once, and leaves out groups that are in an open programme', async () => {
    const taken = await createProgramme(world, { sourceGroupIds: [groups[3]] });
    const id = await createProgramme(world, { filter: { platform: 'wechat', minMembers: 3, maxMembers: 3 } });
    expect(await listed(id)).toEqual(groups.slice(0, 3));
    await cancel(taken);
    expect(await listed(id)).toEqual(groups.slice(0, 3));
    await cancel(id);
  });

  test('a filter goes by name, size, age, owner and past', async () => {
    const fresh = await groupWorld(server, ['ACTIVATED'], { messages: 5 });
    const [first = '', second = ''] = await groupsOf(fresh, 2);
    const mine = await accountOf(fresh.admin);
    const other = await accountOf(await server.signIn(fresh.people[1]?.mobile ?? ''));
    const upgraded = await start(fresh, { sourceGroupId: first });
    await mutate(fresh.admin, 'cancelGroupUpgrade', { groupUpgradeId: upgraded });
    const fitting = async (filter: Record<string, unknown>): Promise<string[]> => {
      const id = await createProgramme(fresh, { filter });
      const found = (await groupsIn(fresh.admin, id)).map((group) => group.sourceGroup.id);
      await mutate(fresh.admin, 'cancelUpgradeProgramme', { programmeId: id });
      return found;
    };
    // The first has messages at 1,750,000,000 to …004, the second has one at …000.
    expect(await fitting({ lastMessageAfter: '2025-06-15T15:06:40Z' })).toEqual([first]);
    expect(await fitting({ nameContains: '项目' })).toEqual([first, second]);
    expect(await fitting({ nameContains: '%' })).toEqual([]);
    expect(await fitting({ platform: 'qq' })).toEqual([]);
    expect(await fitting({ minMembers: 3 })).toEqual([]);
    expect(await fitting({ maxMembers: 1 })).toEqual([]);
    expect(await fitting({ ownedByMemberId: mine })).toEqual([first, second]);
    expect(await fitting({ ownedByMemberId: other })).toEqual([]);
    expect(await fitting({ ownedByMemberId: await accountOf(world.admin) })).toEqual([]);
    expect(await fitting({ neverUpgraded: true })).toEqual([second]);
  });

  test('refuses input that makes no programme', async () => {
    const { organizationId } = world;
    const create = (
      input: Record<string, unknown>,
    ): Promise<{ userErrors: { code: string; field: string[] }[] }> =>
      mutate(world.admin, 'createUpgradeProgramme', { organizationId, name: 'x', ...input });
    const codes = async (input: Record<string, unknown>): Promise<unknown[]> =>
      (await create(input)).userErrors.map(({ code, field }) => `${field.join('.')}: ${code}`);
    expect(await codes({ name: '  ' })).toEqual(['name: REQUIRED']);
    expect(await codes({ name: 'x'.repeat(101), answerDays: 31, minimumPercent: 101 })).toEqual([
      'name: TOO_LONG',
      'answerDays: OUT_OF_RANGE',
      'minimumPercent: OUT_OF_RANGE',
    ]);
    expect(await codes({ sourceGroupIds: [], filter: {} })).toEqual(['filter: LIST_OR_FILTER']);
    expect(await codes({ sourceGroupIds: [groups[0], groups[0]] })).toEqual(['sourceGroupIds.1: REPEATED']);
    expect(await codes({ filter: { nameContains: ' ', minMembers: -1 } })).toEqual([
      'filter.minMembers: OUT_OF_RANGE',
      'filter.nameContains: REQUIRED',
    ]);
    const many = Array.from({ length: 1_001 }, () => globalId('SourceGroup', newId()));
    expect(await codes({ sourceGroupIds: many })).toEqual(['sourceGroupIds: TOO_MANY_GROUPS']);
    const empty = await createProgramme(world, {});
    const going = { programmeId: empty, groupsPerMinute: 1 };
    expect(await refusal(world.admin, 'startUpgradeProgramme', going)).toBe('NO_GROUPS');
    for (const groupsPerMinute of [0, 601]) {
      const input = { ...going, groupsPerMinute };
      expect(await refusal(world.admin, 'startUpgradeProgramme', input)).toBe('OUT_OF_RANGE');
    }
    for (const mutation of ['pauseUpgradeProgramme', 'resumeUpgradeProgramme', 'retryProgrammeGroups']) {
      expect(await refusal(world.admin, mutation, { programmeId: empty })).toBe('ILLEGAL_STATE');
    }
  });

  test('knows no group of another organization, and is nothing to its people', async () => {
    const stranger = await groupWorld(server, ['ACTIVATED']);
    const id = await createProgramme(world, {});
    const CREATE = `mutation ($input: CreateUpgradeProgrammeInput!) { createUpgradeProgramme(input: $input) { userErrors { code } } }`;
    const input = {
      organizationId: world.organizationId,
      name: 'x',
      sourceGroupIds: [stranger.sourceGroupId],
    };
    expect(await world.admin.errorCodes(CREATE, { input })).toEqual(['NOT_FOUND']);
    const unknown = { ...input, sourceGroupIds: [globalId('SourceGroup', newId())] };
    expect(await world.admin.errorCodes(CREATE, { input: unknown })).toEqual(['NOT_FOUND']);
    expect(await stranger.admin.errorCodes(CREATE, { input })).toEqual(['NOT_FOUND']);
    expect(await stranger.admin.errorCodes(PREFLIGHT, { id })).toEqual(['NOT_FOUND']);
    for (const mutation of [
      'addProgrammeGroups',
      'removeProgrammeGroups',
      'startUpgradeProgramme',
      'pauseUpgradeProgramme',
      'resumeUpgradeProgramme',
      'cancelUpgradeProgramme',
      'retryProgrammeGroups',
    ]) {
      const document = `mutation ($input: ${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!) { ${mutation}(input: $input) { userErrors { code } } }`;
      const more = {
        ...(mutation.startsWith('start') ? { groupsPerMinute: 1 } : {}),
        ...(/^(add|remove)/.test(mutation) ? { sourceGroupIds: [] } : {}),
      };
      const variables = { input: { programmeId: id, ...more } };
      expect([mutation, await stranger.admin.errorCodes(document, variables)]).toEqual([
        mutation,
        ['NOT_FOUND'],
      ]);
    }
    expect(await stranger.admin.succeed('query ($id: ID!) { node(id: $id) { id } }', { id })).toEqual({
      node: null,
    });
  });

  test('is written by administrators of groups, read by auditors besides, and by no other member', async () => {
    const id = await createProgramme(world, {});
    const READ = 'query ($id: ID!) { upgradeProgramme(id: $id) { progress { state } } }';
    const PAUSE =
      'mutation ($id: ID!) { pauseUpgradeProgramme(input: {programmeId: $id}) { userErrors { code } } }';
    const may = async (roles: string[]): Promise<unknown[]> => {
      const { api } = await member(server, world, roles);
      return [await api.errorCodes(READ, { id }), await api.errorCodes(PAUSE, { id })];
    };
    expect(await may(['GROUP_ADMINISTRATOR'])).toEqual([[], []]);
    expect(await may(['AUDITOR'])).toEqual([[], ['FORBIDDEN']]);
    expect(await may(['DIRECTORY_ADMINISTRATOR'])).toEqual([['FORBIDDEN'], ['FORBIDDEN']]);
    expect(await may([])).toEqual([['FORBIDDEN'], ['FORBIDDEN']]);
  });

  test('its preflight says of each group and of all what a start by the caller would do', async () => {
    const upgradeId = await start(world, { sourceGroupId: groups[1] });
    const id = await createProgramme(world, { sourceGroupIds: [groups[0], groups[1], groups[2]] });
    const preflight = await world.admin.succeed<{ upgradeProgrammePreflight: unknown }>(PREFLIGHT, { id });
    const blocked = [{ reason: 'NO_ACCOUNT', count: 1 }];
    const free = { obstacle: null, total: 3, eligible: 2, blocked };
    expect(preflight.upgradeProgrammePreflight).toEqual({
      totals: {
        startable: 2,
        total: 6,
        eligible: 4,
        obstacles: [{ obstacle: 'UPGRADE_ALREADY_OPEN', count: 1 }],
        blocked: [{ reason: 'NO_ACCOUNT', cure: 'CREATE_MEMBER', count: 2 }],
      },
      groups: {
        totalCount: 3,
        edges: [
          { node: { ...free, sourceGroup: { id: groups[0] } } },
          { node: { ...free, obstacle: 'UPGRADE_ALREADY_OPEN', sourceGroup: { id: groups[1] } } },
          { node: { ...free, sourceGroup: { id: groups[2] } } },
        ],
      },
    });
    const { api } = await member(server, world, ['GROUP_ADMINISTRATOR']);
    const theirs = await api.succeed<{
      upgradeProgrammePreflight: { totals: { startable: number; obstacles: unknown } };
    }>(PREFLIGHT, { id });
    expect(theirs.upgradeProgrammePreflight.totals).toMatchObject({
      startable: 0,
      obstacles: [{ obstacle: 'NOT_GROUP_OWNER', count: 3 }],
    });
    expect(await progressOf(world.admin, id)).toMatchObject({ state: 'DRAFT', groups: { waiting: 3 } });
    await cancel(id);
    await mutate(world.admin, 'cancelGroupUpgrade', { groupUpgradeId: upgradeId });
  });
});
