import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { localId } from '#platform/graphql/relay.js';
import type { Api } from '../support/api.js';
import { groupWorld, type GroupWorld } from '../support/group-world.js';
import { asJsonl, importGroup, importMobiles, member as onRoster } from '../support/groups.js';
import { whileHeld } from '../support/locks.js';
import { change, list, member } from '../support/members.js';
import { decide, reinstate, suspend } from '../support/organizations.js';
import { mobileAt } from '../support/people.js';
import { createProgramme, groupsIn, startWhole } from '../support/programmes.js';
import { startServer, type TestServer } from '../support/server.js';
import { accept, cutOver, invitationOf, mutate, start } from '../support/upgrades.js';

const CAPACITY = 'capacity { tier limit people over }';
const POLICIES = `policies { timeZone retentionDays confidentiality membersRegion clockWhileSuspended lateHistory
  secondAdministrator version }`;
const PLANNED = `query ($id: ID!) { upgradeProgrammePreflight(programmeId: $id) { ${POLICIES}
  totals { startable total eligible overCapacity belowMinimum obstacles { obstacle count } }
  groups(first: 100) { edges { node { sourceGroup { id } obstacle total eligible blocked { reason count } ${CAPACITY}
    reachesMinimum } } } } }`;
const REHEARSED = `query ($id: ID!) { groupUpgradePreflight(sourceGroupId: $id) {
  obstacle total eligible blocked { reason count } ${CAPACITY} ${POLICIES} } }`;

interface Told {
  readonly obstacle: string | null;
  readonly total: number;
  readonly eligible: number;
  readonly blocked: readonly { readonly reason: string; readonly count: number }[];
  readonly capacity: Readonly<Record<'limit' | 'people' | 'over', number>>;
}
type Planned = Told & { readonly sourceGroup: { readonly id: string }; readonly reachesMinimum: boolean };
interface Preflight {
  readonly policies: Record<string, unknown>;
  readonly totals: Record<string, unknown>;
  readonly groups: readonly Planned[];
}

/** In what a group can differ that decides about its start. */
type Kind =
  | 'free'
  | 'open'
  | 'cancelled'
  | 'ceased'
  | 'ownerless'
  | 'strangers'
  | 'unasked'
  | 'asked'
  | 'granted'
  | 'revoked'
  | 'handedOver'
  | 'left'
  | 'empty';

describe('the preflight of a programme', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  const planned = async (api: Api, id: string): Promise<Preflight> => {
    const { upgradeProgrammePreflight: all } = await api.succeed<{
      upgradeProgrammePreflight: Preflight & { groups: { edges: { node: Planned }[] } };
    }>(PLANNED, { id });
    return { ...all, groups: all.groups.edges.map(({ node }) => node) };
  };

  /** What the start itself says, taken back: of each group, in the same form. */
  const rehearsed = (api: Api, groups: readonly string[]): Promise<unknown[]> =>
    Promise.all(
      groups.map(async (id) => {
        const data = await api.succeed<{ groupUpgradePreflight: Told }>(REHEARSED, { id });
        return { sourceGroup: { id }, ...data.groupUpgradePreflight, ...sorted(data.groupUpgradePreflight) };
      }),
    );

  /** Expects the plan to be the rehearsal of each start. Returns the plan. */
  async function expectAgreement(
    api: Api,
    programmeId: string,
    groups: readonly string[],
  ): Promise<Preflight> {
    const plan = await planned(api, programmeId);
    const { policies } = plan;
    const told = plan.groups.map(({ sourceGroup, obstacle, total, eligible, capacity, ...rest }) => {
      return { sourceGroup, obstacle, total, eligible, capacity, policies, ...sorted(rest) };
    });
    expect(told).toEqual(await rehearsed(api, groups));
    return plan;
  }

  /** Reasons that are as frequent as each other have no order. */
  const sorted = ({ blocked }: Pick<Told, 'blocked'>): Pick<Told, 'blocked'> => ({
    blocked: blocked.toSorted((a, b) => a.reason.localeCompare(b.reason)),
  });

  /** Imports a group of people whose mobiles are known or not, as `groupWorld` has it. */
  async function imported(
    { admin, organizationId }: GroupWorld,
    groupId: string,
    platformIds: readonly string[],
    { ownerId = 'owner', exportedAt = 1_700_000_000 }: { ownerId?: string | null; exportedAt?: number } = {},
  ): Promise<string> {
    const { result } = await importGroup(
      admin,
      organizationId,
      asJsonl({
        exportedAt,
        meta: { groupId, ownerId: ownerId ?? undefined },
        members: platformIds.map((id) => onRoster(id)),
      }),
    );
    return result?.id ?? '';
  }

  const EVERYBODY = ['owner', 'p1', 'p2', 'p3', 'p4', 'p5', 'p6'];
  const SECOND_EXPORT = 1_700_000_001;

  /** A world, its groups of every kind, and a colleague who may start upgrades and owns no group. */
  async function everyKind(): Promise<{
    world: GroupWorld;
    groups: Readonly<Record<Kind, string>>;
    colleague: Api;
  }> {
    const world = await groupWorld(server, [
      'ACTIVATED',
      'NOT_ACTIVATED',
      'NO_ACCOUNT',
      'UNKNOWN_MOBILE',
      'ACTIVATED',
      'UNKNOWN_MOBILE',
    ]);
    const { admin } = world;
    // One person by two identities; and one from abroad.
    const more = ['platformId,mobile', `p6,${mobileAt(world, 1)}`, 'p3,+85291234567'];
    await importMobiles(admin, world.sourceGroupId, more.join('\n'));
    const disabled = (await list(world)).find(({ mobile }) => mobile === mobileAt(world, 5));
    await change(admin, 'disableMember', { memberId: disabled?.id });
    const p1 = await server.signIn(mobileAt(world, 1));
    const theirs = { ownerId: 'p1' };
    const groups = {
      free: world.sourceGroupId,
      open: await imported(world, 'open', EVERYBODY),
      cancelled: await imported(world, 'cancelled', EVERYBODY),
      ceased: await imported(world, 'ceased', ['owner', 'p1']),
      ownerless: await imported(world, 'ownerless', EVERYBODY, { ownerId: null }),
      strangers: await imported(world, 'strangers', EVERYBODY, { ownerId: 'p4' }),
      unasked: await imported(world, 'unasked', EVERYBODY, theirs),
      asked: await imported(world, 'asked', EVERYBODY, theirs),
      granted: await imported(world, 'granted', EVERYBODY, theirs),
      revoked: await imported(world, 'revoked', EVERYBODY, theirs),
      handedOver: await imported(world, 'handed-over', EVERYBODY, theirs),
      left: await imported(world, 'left', EVERYBODY),
      empty: await imported(world, 'empty', []),
    };
    await start(world, { sourceGroupId: groups.open });
    const cancelled = await start(world, { sourceGroupId: groups.cancelled });
    await mutate(admin, 'cancelGroupUpgrade', { groupUpgradeId: cancelled });
    const over = await start(world, { sourceGroupId: groups.ceased });
    for (const api of [admin, p1]) await accept(api, (await invitationOf(api)).id);
    expect((await cutOver(admin, over)).userErrors).toEqual([]);
    await mutate(admin, 'requestUpgradeMandates', { sourceGroupIds: [groups.asked, groups.revoked] });
    for (const sourceGroupId of [groups.granted, groups.handedOver]) {
      await mutate(p1, 'grantUpgradeMandate', { sourceGroupId });
    }
    await mutate(p1, 'revokeUpgradeMandate', { sourceGroupId: groups.revoked });
    const handed = { ownerId: 'p2', exportedAt: SECOND_EXPORT };
    await imported(world, 'handed-over', EVERYBODY, handed);
    await imported(world, 'left', EVERYBODY.slice(0, 3), { exportedAt: SECOND_EXPORT });
    const colleague = await member(server, world, ['GROUP_ADMINISTRATOR']);
    return { world, groups, colleague: colleague.api };
  }

  test('is what the start of each group says when it is taken back, and what the programme then does', async () => {
    const { world, groups, colleague } = await everyKind();
    const { admin } = world;
    const kinds = Object.keys(groups) as Kind[];
    const ids = Object.values(groups);
    const id = await createProgramme(world, { sourceGroupIds: ids });
    const obstacles = (plan: Preflight): Record<string, string | null> =>
      Object.fromEntries(plan.groups.map(({ obstacle }, index) => [kinds[index], obstacle]));

    const owners = await expectAgreement(admin, id, ids);
    expect(obstacles(owners)).toEqual({
      free: null,
      open: 'UPGRADE_ALREADY_OPEN',
      cancelled: null,
      ceased: 'SOURCE_GROUP_CEASED',
      ownerless: 'GROUP_HAS_NO_OWNER',
      strangers: 'OWNER_MOBILE_UNKNOWN',
      unasked: 'NOT_GROUP_OWNER',
      asked: 'NOT_GROUP_OWNER',
      granted: null,
      revoked: 'NOT_GROUP_OWNER',
      handedOver: 'NOT_GROUP_OWNER',
      left: null,
      empty: 'GROUP_HAS_NO_OWNER',
    });
    expect(owners.groups[0]).toMatchObject({
      total: 7,
      eligible: 3,
      capacity: { tier: 'VERIFIED', limit: 2_000, people: 6, over: 0 },
      reachesMinimum: true,
    });
    expect(owners.groups[0]?.blocked.map(({ reason }) => reason).toSorted()).toEqual([
      'ACCOUNT_DISABLED',
      'ACCOUNT_NOT_ACTIVATED',
      'NO_ACCOUNT',
      'UNKNOWN_MOBILE',
    ]);
    const others = await expectAgreement(colleague, id, ids);
    expect(obstacles(others)).toMatchObject({ free: 'NOT_GROUP_OWNER', granted: null });

    await decide(world, { membersRegion: 'OWN', retentionDays: 30, secondAdministrator: true });
    const restricted = await expectAgreement(admin, id, ids);
    expect(restricted.policies).toMatchObject({
      membersRegion: 'OWN',
      retentionDays: 30,
      secondAdministrator: true,
    });
    expect(restricted.groups[0]?.blocked).toContainEqual({ reason: 'REGION_RESTRICTED', count: 1 });

    await suspend(server, world);
    const suspended = await expectAgreement(admin, id, ids);
    expect(suspended.totals).toMatchObject({
      startable: 0,
      total: 0,
      obstacles: [{ obstacle: 'ORGANIZATION_SUSPENDED', count: ids.length }],
    });
    await reinstate(server, world);

    await startWhole(colleague, id);
    const started = (await groupsIn(admin, id)).map(({ skippedBecause }) => skippedBecause?.code ?? null);
    expect(started).toEqual(others.groups.map(({ obstacle }) => obstacle));
  });

  test('is for those who may start upgrades, as the start is', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const id = await createProgramme(world, { sourceGroupIds: [world.sourceGroupId] });
    const codes = async (api: Api): Promise<unknown[]> => [
      await api.errorCodes(PLANNED, { id }),
      await api.errorCodes(REHEARSED, { id: world.sourceGroupId }),
    ];
    const may = await member(server, world, ['GROUP_ADMINISTRATOR']);
    expect(await codes(may.api)).toEqual([[], []]);
    await change(world.admin, 'assignMemberRoles', { memberId: may.id, roles: ['AUDITOR'] });
    expect(await codes(may.api)).toEqual([['FORBIDDEN'], ['FORBIDDEN']]);
    const disabled = await member(server, world, ['GROUP_ADMINISTRATOR']);
    await change(world.admin, 'disableMember', { memberId: disabled.id });
    expect(await codes(disabled.api)).toEqual([['NOT_FOUND'], ['NOT_FOUND']]);
    const plain = await server.signIn(mobileAt(world, 1));
    expect(await codes(plain)).toEqual([['FORBIDDEN'], ['FORBIDDEN']]);
  });

  test('tells where there is no room for everybody, and where the minimum would be missed', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'NO_ACCOUNT']);
    const many = ['owner', 'p1', ...Array.from({ length: 200 }, (_, index) => `more${index}`)];
    const ids = [world.sourceGroupId, await imported(world, 'many', many)];
    const half = await createProgramme(world, { sourceGroupIds: ids, minimumPercent: 50 });
    // What is left when the verification has run out.
    await server.app.database.run(
      `update organization set verified_until = now() - interval '1 day' where id = $1`,
      [localId('Organization', world.organizationId)],
    );
    const plan = await expectAgreement(world.admin, half, ids);
    expect(plan.groups.map(({ capacity, reachesMinimum }) => [capacity, reachesMinimum])).toEqual([
      [{ tier: 'BASIC', limit: 200, people: 3, over: 0 }, true],
      [{ tier: 'BASIC', limit: 200, people: 202, over: 2 }, false],
    ]);
    expect(plan.totals).toMatchObject({ startable: 2, total: 205, overCapacity: 1, belowMinimum: 1 });
    await mutate(world.admin, 'cancelUpgradeProgramme', { programmeId: half });
    const three = await createProgramme(world, { sourceGroupIds: ids, minimumMembers: 3 });
    expect((await planned(world.admin, three)).totals).toMatchObject({ belowMinimum: 2 });
  });

  test('does not wait for whoever holds a group', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const id = await createProgramme(world, { sourceGroupIds: [world.sourceGroupId] });
    await whileHeld(
      server,
      'select 1 from source_group where id = $1 for update',
      [localId('SourceGroup', world.sourceGroupId)],
      async (release) => {
        expect((await planned(world.admin, id)).groups).toMatchObject([{ obstacle: null, eligible: 2 }]);
        await release();
      },
    );
  });
});
