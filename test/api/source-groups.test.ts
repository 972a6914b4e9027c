import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Api } from '../support/api.js';
import { groupWorld, type GroupWorld, importMembers } from '../support/group-world.js';
import { asJsonl, type Export, importGroup, importMobiles, member, message } from '../support/groups.js';
import { list, refusals } from '../support/members.js';
import { matchByHand, rosterEntryOf } from '../support/roster.js';
import { startServer, type TestServer } from '../support/server.js';
import { statementsOf } from '../support/statements.js';
import { mutate, start } from '../support/upgrades.js';
import { newMobile, organizationWithAdministrator, type World } from '../support/world.js';

const OWNED = `query ($first: Int = 10, $after: String, $organizationId: ID) {
  sourceGroups(first: $first, after: $after, organizationId: $organizationId) { totalCount pageInfo { hasNextPage endCursor }
    edges { node { id name memberCount lastMessageAt openUpgrade { state }
      upgrades(first: 5) { totalCount edges { node { groupUpgradeId state progress { total pending } } } } } } } }`;

interface Owned {
  readonly id: string;
  readonly memberCount: number;
  readonly lastMessageAt: string | null;
  readonly openUpgrade: { readonly state: string } | null;
  readonly upgrades: {
    readonly totalCount: number;
    readonly edges: readonly { readonly node: { readonly groupUpgradeId: string; readonly state: string } }[];
  };
}

interface OwnedPage {
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly edges: readonly { readonly node: Owned }[];
}

async function ownedPage(api: Api, variables: Record<string, unknown> = {}): Promise<OwnedPage> {
  return (await api.succeed<{ sourceGroups: OwnedPage }>(OWNED, variables)).sourceGroups;
}

async function owned(api: Api, variables: Record<string, unknown> = {}): Promise<Owned[]> {
  return (await ownedPage(api, variables)).edges.map(({ node }) => node);
}

const READ =
  'query ($id: ID!) { sourceGroup(id: $id) { name roster(first: 5) { totalCount edges { node { platformId } } } } }';

/** Imports a group that must succeed. Returns its id. */
async function imported({ admin, organizationId }: World, file: Export): Promise<string> {
  const { state, result } = await importGroup(admin, organizationId, asJsonl(file));
  expect(state).toBe('SUCCEEDED');
  return result?.id ?? '';
}

describe('the groups that somebody owns', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  /** A group of the world that its first member owns, whose account has no role. */
  async function groupOfFirst(world: GroupWorld, groupId = 'theirs'): Promise<string> {
    return imported(world, {
      meta: { groupId, ownerId: 'p1' },
      members: [member('p1'), member('owner')],
      messages: [message(`${groupId}-1`, 'owner', 1_600_000_000)],
    });
  }

  const first = ({ people }: GroupWorld): string => people[1]?.mobile ?? '';

  test('are listed with size and last message to an owner without any role, and can be read with their roster', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const id = await groupOfFirst(world);
    const owner = await server.signIn(first(world));
    expect(await owned(owner)).toEqual([
      {
        id,
        name: '周末骑行',
        memberCount: 2,
        lastMessageAt: '2020-09-13T12:26:40.000Z',
        openUpgrade: null,
        upgrades: { totalCount: 0, edges: [] },
      },
    ]);
    expect(await owner.succeed(READ, { id })).toEqual({
      sourceGroup: {
        name: '周末骑行',
        roster: { totalCount: 2, edges: [{ node: { platformId: 'p1' } }, { node: { platformId: 'owner' } }] },
      },
    });
    expect(await owner.errorCodes(READ, { id: world.sourceGroupId })).toEqual(['FORBIDDEN']);
    expect((await owned(world.admin)).map((group) => group.id)).toEqual([world.sourceGroupId]);
  });

  test('are nobody else’s: not a member’s of the group, not a stranger’s, not anonymous', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED']);
    await groupOfFirst(world);
    expect(await owned(await server.signIn(world.people[2]?.mobile ?? ''))).toEqual([]);
    const stranger = await organizationWithAdministrator(server, { name: '别家公司' });
    expect(await owned(stranger.admin)).toEqual([]);
    expect(await stranger.admin.errorCodes(OWNED, { organizationId: world.organizationId })).toEqual([
      'NOT_FOUND',
    ]);
    expect(await server.api.errorCodes(OWNED)).toEqual(['UNAUTHENTICATED']);
  });

  test('are gone with the account, and with the mobile of the owner', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const entry = await rosterEntryOf(world.admin, world.sourceGroupId, 'p1');
    await matchByHand(world.admin, entry, newMobile(), first(world));
    const id = await groupOfFirst(world);
    const owner = await server.signIn(first(world));
    expect(await owned(owner)).toHaveLength(1);
    await matchByHand(world.admin, entry, newMobile());
    expect(await owned(owner)).toEqual([]);
    expect(await owner.errorCodes(READ, { id })).toEqual(['FORBIDDEN']);
    await matchByHand(world.admin, entry, first(world));
    expect(await owned(owner)).toHaveLength(1);
    const account = (await list(world)).find(({ mobile }) => mobile === first(world));
    expect(await refusals(world.admin, 'disableMember', { memberId: account?.id })).toEqual([]);
    expect(await owned(owner)).toEqual([]);
  });

  test('of two organizations are told apart by the filter, page by page', async () => {
    const mobile = newMobile();
    const ids: string[] = [];
    for (const name of ['甲', '乙']) {
      const world = await organizationWithAdministrator(server, { name });
      await importMembers(world.admin, world.organizationId, [
        { platformId: 'boss', mobile, standing: 'ACTIVATED' },
      ]);
      const id = await imported(world, { meta: { ownerId: 'boss' }, members: [member('boss')] });
      await importMobiles(world.admin, id, `platformId,mobile\nboss,${mobile}`);
      ids.push(id, world.organizationId);
    }
    const boss = await server.signIn(mobile);
    expect((await owned(boss)).map((group) => group.id)).toEqual([ids[0], ids[2]]);
    const one = await ownedPage(boss, { first: 1 });
    expect(one).toMatchObject({ totalCount: 2, pageInfo: { hasNextPage: true } });
    const rest = await ownedPage(boss, { first: 1, after: one.pageInfo.endCursor });
    expect(rest.edges.map(({ node }) => node.id)).toEqual([ids[2]]);
    expect(rest.pageInfo.hasNextPage).toBe(false);
    expect(await ownedPage(boss, { organizationId: ids[3] })).toMatchObject({
      totalCount: 1,
      edges: [{ node: { id: ids[2] } }],
    });
    expect(await boss.errorCodes(OWNED, { after: Buffer.from('["x"]').toString('base64url') })).toEqual([
      'BAD_USER_INPUT',
    ]);
  });

  test('tell of the upgrade that is open and of those that are past, the newest first', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const past = await start(world);
    await mutate(world.admin, 'cancelGroupUpgrade', { groupUpgradeId: past });
    expect(await owned(world.admin)).toMatchObject([
      { openUpgrade: null, upgrades: { totalCount: 1, edges: [{ node: { state: 'CANCELLED' } }] } },
    ]);
    const open = await start(world);
    expect(await owned(world.admin)).toMatchObject([
      {
        openUpgrade: { state: 'INVITING' },
        upgrades: {
          totalCount: 2,
          edges: [
            { node: { groupUpgradeId: open, state: 'INVITING', progress: { total: 2, pending: 2 } } },
            { node: { groupUpgradeId: past, state: 'CANCELLED', progress: { total: 2, pending: 0 } } },
          ],
        },
      },
    ]);
  });

  test('cost as many statements by the dozen as alone', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    await groupOfFirst(world, 'a');
    const owner = await server.signIn(first(world));
    const statements = async (expected: number): Promise<number> => {
      const run = await statementsOf(server, async () => expect(await owned(owner)).toHaveLength(expected));
      return run.length;
    };
    const alone = await statements(1);
    expect(alone).toBeGreaterThan(0);
    await groupOfFirst(world, 'b');
    await groupOfFirst(world, 'c');
    expect(await statements(3)).toBe(alone);
  });
});

describe('a later export', () => {
  let server: TestServer;
  let world: World;
  beforeAll(async () => {
    server = await startServer();
    world = await organizationWithAdministrator(server);
  });
  afterAll(() => server.stop());

  const CHANGES = `query ($id: ID!, $first: Int = 50, $after: String) { sourceGroup(id: $id) { importedAt
    rosterChanges(first: $first, after: $after) { totalCount pageInfo { endCursor hasNextPage } edges { node {
      sequence kind at rosterEntry { platformId } previousOwner { platformId } } } } } }`;

  interface Change {
    readonly sequence: number;
    readonly kind: string;
    readonly at: string;
    readonly rosterEntry: { readonly platformId: string } | null;
    readonly previousOwner: { readonly platformId: string } | null;
  }
  interface Changes {
    readonly sourceGroup: {
      readonly importedAt: string;
      readonly rosterChanges: {
        readonly totalCount: number;
        readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
        readonly edges: readonly { readonly node: Change }[];
      };
    };
  }

  const changesOf = async (id: string, page: Record<string, unknown> = {}): Promise<Changes['sourceGroup']> =>
    (await world.admin.succeed<Changes>(CHANGES, { id, ...page })).sourceGroup;
  const told = ({ rosterChanges }: Changes['sourceGroup']): unknown[] =>
    rosterChanges.edges.map(({ node }) => [
      node.sequence,
      node.kind,
      node.rosterEntry?.platformId ?? null,
      ...(node.kind === 'OWNER_CHANGED' ? [node.previousOwner?.platformId ?? null] : []),
    ]);

  test('appends what is new, by message id or else by content, and says who joined, left and came back, each once', async () => {
    const file = (exportedAt: number, members: string[], messages: Export['messages'] = []): Export => ({
      meta: { groupId: 'later', ownerId: 'anna' },
      exportedAt,
      members: members.map((id) => member(id)),
      messages,
    });
    const said = [message('m1', 'anna', 1), message(null, 'bo', 2)];
    const id = await imported(world, file(1_700_000_000, ['anna', 'bo', 'cai'], said));
    expect(told(await changesOf(id))).toEqual([]);

    const second = file(1_700_000_001, ['anna', 'dan', 'cai', 'eva'], [...said, message('m2', 'dan', 3)]);
    await imported(world, second);
    const after = await changesOf(id);
    expect(told(after)).toEqual([
      [3, 'LEFT', 'bo'],
      [2, 'JOINED', 'eva'],
      [1, 'JOINED', 'dan'],
    ]);
    expect(new Set(after.rosterChanges.edges.map(({ node }) => node.at))).toEqual(
      new Set([after.importedAt]),
    );
    await imported(world, second);
    expect((await changesOf(id)).rosterChanges).toEqual(after.rosterChanges);

    await imported(world, file(1_700_000_002, ['anna', 'bo', 'dan', 'cai', 'eva'], said));
    expect(told(await changesOf(id, { first: 1 }))).toEqual([[4, 'REJOINED', 'bo']]);
    const { endCursor } = (await changesOf(id, { first: 1 })).rosterChanges.pageInfo;
    expect(told(await changesOf(id, { first: 2, after: endCursor }))).toEqual([
      [3, 'LEFT', 'bo'],
      [2, 'JOINED', 'eva'],
    ]);
    const group = await world.admin.succeed(
      'query ($id: ID!) { sourceGroup(id: $id) { memberCount historyProof { messageCount } } }',
      { id },
    );
    expect(group).toEqual({ sourceGroup: { memberCount: 5, historyProof: { messageCount: 3 } } });
  });

  test('says when the group changed hands, lost its owner, and got one', async () => {
    const file = (exportedAt: number, ownerId: string, members = ['anna', 'bo']): Export => ({
      meta: { groupId: 'hands', ownerId },
      exportedAt,
      members: members.map((id) => member(id)),
    });
    const id = await imported(world, file(1_700_000_000, 'anna'));
    await imported(world, file(1_700_000_001, 'bo'));
    await imported(world, file(1_700_000_002, 'bo', ['anna']));
    await imported(world, file(1_700_000_003, 'anna', ['anna']));
    const changes = await changesOf(id);
    expect(told(changes)).toEqual([
      [4, 'OWNER_CHANGED', 'anna', null],
      [3, 'OWNER_CHANGED', null, 'bo'],
      [2, 'LEFT', 'bo'],
      [1, 'OWNER_CHANGED', 'bo', 'anna'],
    ]);
    expect(changes.rosterChanges.totalCount).toBe(4);
  });

  test('that is older, or that has no members, changes nothing of it', async () => {
    const members = [member('anna'), member('bo')];
    const meta = { groupId: 'older', ownerId: 'anna' };
    const id = await imported(world, { meta, members });
    await imported(world, {
      meta: { ...meta, ownerId: 'bo' },
      exportedAt: 1_600_000_000,
      members: [member('bo')],
    });
    await imported(world, { meta, exportedAt: 1_700_000_001, messages: [message('x', 'anna', 1)] });
    expect(told(await changesOf(id))).toEqual([]);
  });

  test('is read with its changes by nobody but those who read the group', async () => {
    const id = await imported(world, { meta: { groupId: 'closed' }, members: [member('anna')] });
    const mobile = newMobile();
    await importMembers(world.admin, world.organizationId, [
      { platformId: 'plain', mobile, standing: 'ACTIVATED' },
    ]);
    expect(await (await server.signIn(mobile)).errorCodes(CHANGES, { id })).toEqual(['FORBIDDEN']);
  });
});
