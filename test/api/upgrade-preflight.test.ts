import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildSchema, isObjectType } from 'graphql';
import { readFileSync } from 'node:fs';
import { cureActions } from '#modules/upgrade/domain/cure-actions.js';
import { localId } from '#platform/graphql/relay.js';
import type { Api } from '../support/api.js';
import { groupWorld, type GroupWorld, importGroup } from '../support/group-world.js';
import { importMobiles } from '../support/groups.js';
import { exportAgain } from '../support/life.js';
import { untilWaiting, whileHeld } from '../support/locks.js';
import { list, member, refusals } from '../support/members.js';
import { auditOf, decide, suspend } from '../support/organizations.js';
import { startServer, type TestServer } from '../support/server.js';
import { mutate, refusal, start } from '../support/upgrades.js';
import { newMobile, organizationWithAdministrator } from '../support/world.js';

const PREFLIGHT = `obstacle total eligible blocked { reason cure count } capacity { tier limit people over }
  policies { membersRegion secondAdministrator retentionDays } messages { total ofBlocked }
  entries(first: 100) { totalCount pageInfo { hasNextPage } edges { node { eligible blockedReason cure
    action { mutation organizationId sourceGroupId memberId } rosterEntry { id } } } }`;
const NOW = `query ($id: ID!) { groupUpgradePreflight(sourceGroupId: $id) { ${PREFLIGHT} } }`;
const SAVED = `id savedAt savedBy { mobile } sourceGroup { id } preflight { ${PREFLIGHT} }`;

interface Entry {
  readonly eligible: boolean;
  readonly blockedReason: string | null;
  readonly action: Record<string, string | null> | null;
  readonly rosterEntry: { readonly id: string };
}
interface Preflight {
  readonly obstacle: string | null;
  readonly total: number;
  readonly eligible: number;
  readonly capacity: { readonly tier: string; readonly limit: number; readonly people: number };
  readonly messages: { readonly total: number; readonly ofBlocked: number };
  readonly entries: { readonly totalCount: number; readonly edges: readonly { readonly node: Entry }[] };
}
interface Saved {
  readonly id: string;
  readonly preflight: Preflight;
}
interface Comparison {
  readonly later: { readonly id: string } | null;
  readonly moreTotal: number;
  readonly moreEligible: number;
  readonly moreBlocked: number;
  readonly counts: readonly { readonly kind: string; readonly count: number }[];
  readonly changes: {
    readonly totalCount: number;
    readonly edges: readonly {
      readonly node: { readonly kind: string; readonly before: string | null; readonly after: string | null };
    }[];
  };
}

describe('a preflight', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  const now = async (world: GroupWorld, api = world.admin): Promise<Preflight> =>
    (await api.succeed<{ groupUpgradePreflight: Preflight }>(NOW, { id: world.sourceGroupId }))
      .groupUpgradePreflight;
  const save = async ({ admin, sourceGroupId }: GroupWorld): Promise<Saved> => {
    const { upgradePreflight, userErrors } = await mutate<{ upgradePreflight: Saved | null }>(
      admin,
      'saveUpgradePreflight',
      { sourceGroupId },
      `upgradePreflight { ${SAVED} }`,
    );
    if (!upgradePreflight) throw new Error(`not saved: ${JSON.stringify(userErrors)}`);
    return upgradePreflight;
  };
  const compare = async (admin: Api, earlier: Saved, later?: Saved): Promise<Comparison> =>
    (
      await admin.succeed<{ compareUpgradePreflights: Comparison }>(
        `query ($earlier: ID!, $later: ID) { compareUpgradePreflights(earlierId: $earlier, laterId: $later) {
           earlier { id } later { id } moreTotal moreEligible moreBlocked counts { kind count }
           changes(first: 100) { totalCount edges { node { kind before after rosterEntry { id } } } } } }`,
        { earlier: earlier.id, later: later?.id },
      )
    ).compareUpgradePreflights;
  const blockedOf = ({ entries }: Preflight): (string | null)[] =>
    entries.edges.map(({ node }) => node.blockedReason);
  const disable = async (world: GroupWorld, index: number): Promise<string> => {
    const account = (await list(world)).find(({ mobile }) => mobile === world.people[index]?.mobile);
    expect(await refusals(world.admin, 'disableMember', { memberId: account?.id })).toEqual([]);
    return account?.id ?? '';
  };
  /** How much of what a start leaves behind there is, of one organization. */
  const traces = async ({ organizationId }: GroupWorld): Promise<Record<string, number>> => {
    const row = await server.app.database.row<Record<string, number>>(
      `select (select count(*) from group_upgrade where organization_id = $1) as upgrades,
         (select count(*) from enterprise_group where organization_id = $1) as groups,
         (select count(*) from invitation i join group_upgrade u on u.id = i.group_upgrade_id
           where u.organization_id = $1) as invitations,
         (select count(*) from audit_entry where organization_id = $1) as audited,
         (select count(*) from graphile_worker.jobs where task_identifier = 'upgrade.deadline') as jobs`,
      [localId('Organization', organizationId)],
    );
    return { ...row };
  };

  test('says of each entry what hinders it, what cures that and by which mutation', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'NOT_ACTIVATED', 'NO_ACCOUNT', 'UNKNOWN_MOBILE']);
    const disabled = await disable(world, 1);
    const { organizationId, sourceGroupId } = world;
    const preflight = await now(world);
    const waiting = (await list(world)).find(({ mobile }) => mobile === world.people[2]?.mobile)?.id;
    const nothing = { organizationId: null, sourceGroupId: null, memberId: null };
    expect(preflight.entries.edges.map(({ node }) => [node.blockedReason, node.action])).toEqual([
      [null, null],
      ['ACCOUNT_DISABLED', { ...nothing, mutation: 'enableMember', memberId: disabled }],
      ['ACCOUNT_NOT_ACTIVATED', { ...nothing, mutation: 'requestSignInCode', memberId: waiting }],
      ['NO_ACCOUNT', { ...nothing, mutation: 'createMember', organizationId }],
      ['UNKNOWN_MOBILE', { ...nothing, mutation: 'importSourceGroupMobiles', sourceGroupId }],
    ]);
    expect(preflight).toMatchObject({
      obstacle: null,
      total: 5,
      eligible: 1,
      capacity: { tier: 'VERIFIED', limit: 2_000, people: 5, over: 0 },
      policies: { membersRegion: 'ANY', secondAdministrator: false, retentionDays: null },
      messages: { total: 5, ofBlocked: 4 },
    });
  });

  test('names only mutations that there are', () => {
    const schema = buildSchema(readFileSync('schema/schema.graphql', 'utf8'));
    const mutations = schema.getType('Mutation');
    const known = isObjectType(mutations) ? Object.keys(mutations.getFields()) : [];
    expect(known).toEqual(expect.arrayContaining(Object.values(cureActions).map(({ mutation }) => mutation)));
  });

  test('leaves nothing behind, and the start that follows does what it said', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'NOT_ACTIVATED', 'UNKNOWN_MOBILE']);
    const before = await traces(world);
    const preflight = await now(world);
    expect(await traces(world)).toEqual(before);
    await save(world);
    expect(await traces(world)).toEqual({ ...before, audited: Number(before['audited']) + 1 });
    const groupUpgradeId = await start(world);
    const data = await world.admin.succeed<{
      groupUpgradeInvitations: { edges: { node: { blockedReason: string | null } }[] };
    }>(
      `query ($id: ID!) { groupUpgradeInvitations(groupUpgradeId: $id, first: 100) {
         edges { node { blockedReason rosterEntry { id } } } } }`,
      { id: groupUpgradeId },
    );
    expect(data.groupUpgradeInvitations.edges.map(({ node }) => node)).toEqual(
      preflight.entries.edges.map(({ node: { blockedReason, rosterEntry } }) => ({
        blockedReason,
        rosterEntry,
      })),
    );
    expect(await now(world)).toMatchObject({ obstacle: 'UPGRADE_ALREADY_OPEN', total: 4, eligible: 2 });
  });

  test('is refused what the start would be, and lists the entries all the same', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const other = await member(server, world, ['GROUP_ADMINISTRATOR']);
    expect(await now(world, other.api)).toMatchObject({
      obstacle: 'NOT_GROUP_OWNER',
      total: 2,
      eligible: 2,
    });
    await suspend(server, world);
    expect(await now(world)).toMatchObject({ obstacle: 'ORGANIZATION_SUSPENDED', total: 2 });
    const plain = await groupWorld(server, []);
    expect(await plain.admin.errorCodes(NOW, { id: world.sourceGroupId })).toEqual(['NOT_FOUND']);
  });

  test('of a group whose owner no export names says so, as its start does', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    await exportAgain(world, ['owner', 'p1'], { ownerId: null });
    expect((await now(world)).obstacle).toBe('GROUP_HAS_NO_OWNER');
    const input = { sourceGroupId: world.sourceGroupId };
    expect((await mutate(world.admin, 'startGroupUpgrade', input)).userErrors).toMatchObject([
      { code: 'GROUP_HAS_NO_OWNER', field: ['sourceGroupId'] },
    ]);
    await exportAgain(world, ['owner', 'p1']);
    expect(await refusal(world.admin, 'startGroupUpgrade', input)).toBeUndefined();
  });

  test('counts a person who stands twice on the roster once', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'UNKNOWN_MOBILE']);
    await importMobiles(world.admin, world.sourceGroupId, `platformId,mobile\np2,${world.people[1]?.mobile}`);
    expect(await now(world)).toMatchObject({ total: 3, eligible: 3, capacity: { people: 2 } });
  });

  test('admits, where the organization wants so, mobiles of its own region only', async () => {
    const world = await groupWorld(server, [
      'UNKNOWN_MOBILE',
      'UNKNOWN_MOBILE',
      'UNKNOWN_MOBILE',
      'ACTIVATED',
    ]);
    const foreign = ['p1,+85291234567', 'p2,+886912345678', 'p3,+85366123456'];
    await importMobiles(world.admin, world.sourceGroupId, ['platformId,mobile', ...foreign].join('\n'));
    expect(blockedOf(await now(world))).toEqual([null, 'NO_ACCOUNT', 'NO_ACCOUNT', 'NO_ACCOUNT', null]);
    await decide(world, { membersRegion: 'OWN' });
    const preflight = await now(world);
    expect(blockedOf(preflight)).toEqual([
      null,
      'REGION_RESTRICTED',
      'REGION_RESTRICTED',
      'REGION_RESTRICTED',
      null,
    ]);
    expect(preflight.entries.edges[1]?.node.action).toMatchObject({
      mutation: 'updateOrganizationSettings',
      organizationId: world.organizationId,
    });
    await server.app.database.run(`update organization set region = 'INTERNATIONAL' where id = $1`, [
      localId('Organization', world.organizationId),
    ]);
    expect(blockedOf(await now(world))).toEqual([
      'REGION_RESTRICTED',
      'NO_ACCOUNT',
      'NO_ACCOUNT',
      'NO_ACCOUNT',
      'REGION_RESTRICTED',
    ]);
  });

  test('that is saved stays as it was, and is compared with a later one and with now', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'UNKNOWN_MOBILE', 'NO_ACCOUNT', 'ACTIVATED']);
    const { admin, sourceGroupId } = world;
    const earlier = await save(world);
    expect(earlier).toMatchObject({
      savedBy: { mobile: world.adminMobile },
      sourceGroup: { id: sourceGroupId },
      preflight: { total: 5, eligible: 3, messages: { total: 5, ofBlocked: 2 } },
    });
    await disable(world, 1);
    await importMobiles(admin, sourceGroupId, `platformId,mobile\np2,${newMobile()}`);
    const joined = { platformId: 'p9', mobile: newMobile(), standing: 'NO_ACCOUNT' as const };
    const people = [...world.people.slice(0, 4), joined];
    await importGroup(admin, { ...world, messages: 5 }, people);
    const later = await save(world);
    const changes = [
      ['BECAME_BLOCKED', null, 'ACCOUNT_DISABLED'],
      ['REASON_CHANGED', 'UNKNOWN_MOBILE', 'NO_ACCOUNT'],
      ['JOINED', null, 'UNKNOWN_MOBILE'],
      ['LEFT', null, null],
    ];
    for (const compared of [await compare(admin, earlier, later), await compare(admin, earlier)]) {
      expect(compared.changes.edges.map(({ node }) => [node.kind, node.before, node.after])).toEqual(changes);
      expect(compared).toMatchObject({ moreTotal: 0, moreEligible: -2, moreBlocked: 2 });
      expect(compared.counts).toEqual(
        ['BECAME_BLOCKED', 'REASON_CHANGED', 'JOINED', 'LEFT'].map((kind) => ({ kind, count: 1 })),
      );
    }
    expect((await compare(admin, later, earlier)).changes.edges.map(({ node }) => node.kind)).toEqual([
      'BECAME_ELIGIBLE',
      'REASON_CHANGED',
      'JOINED',
      'LEFT',
    ]);
    expect((await compare(admin, earlier, later)).later?.id).toBe(later.id);
    expect((await compare(admin, later)).changes.totalCount).toBe(0);
    const read = await admin.succeed<{ upgradePreflight: Saved; node: { id: string } }>(
      `query ($id: ID!) { upgradePreflight(id: $id) { ${SAVED} } node(id: $id) { id } }`,
      { id: earlier.id },
    );
    expect(read).toEqual({ upgradePreflight: earlier, node: { id: earlier.id } });
    expect(await auditOf(server, world, ['saveUpgradePreflight'])).toMatchObject([
      { details: { total: 5, eligible: 3 } },
      { details: { total: 5, eligible: 1 } },
    ]);
  });

  test('that is saved is listed newest first, to those who read upgrades alone', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const [first, second, third] = [await save(world), await save(world), await save(world)];
    const LIST = `query ($id: ID!, $after: String) { upgradePreflights(sourceGroupId: $id, first: 2, after: $after) {
      totalCount pageInfo { hasNextPage endCursor } edges { node { id } } } }`;
    type Page = {
      upgradePreflights: {
        totalCount: number;
        pageInfo: { hasNextPage: boolean; endCursor: string };
        edges: { node: { id: string } }[];
      };
    };
    const page = await world.admin.succeed<Page>(LIST, { id: world.sourceGroupId });
    expect(page.upgradePreflights).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true } });
    expect(page.upgradePreflights.edges.map(({ node }) => node.id)).toEqual([third.id, second.id]);
    const rest = await world.admin.succeed<Page>(LIST, {
      id: world.sourceGroupId,
      after: page.upgradePreflights.pageInfo.endCursor,
    });
    expect(rest.upgradePreflights.edges.map(({ node }) => node.id)).toEqual([first.id]);

    const READ = 'query ($id: ID!) { upgradePreflight(id: $id) { id } }';
    const COMPARE = 'query ($id: ID!) { compareUpgradePreflights(earlierId: $id) { moreTotal } }';
    const colleague = await member(server, world);
    const auditor = await member(server, world, ['AUDITOR']);
    const stranger = await organizationWithAdministrator(server);
    expect(await colleague.api.errorCodes(READ, { id: first.id })).toEqual(['FORBIDDEN']);
    expect(await auditor.api.errorCodes(READ, { id: first.id })).toEqual([]);
    expect(await auditor.api.errorCodes(COMPARE, { id: first.id })).toEqual(['FORBIDDEN']);
    for (const document of [READ, COMPARE]) {
      expect(await stranger.admin.errorCodes(document, { id: first.id })).toEqual(['NOT_FOUND']);
    }
    expect(await stranger.admin.errorCodes(LIST, { id: world.sourceGroupId })).toEqual(['NOT_FOUND']);
  });

  test('is compared with one of the same group alone', async () => {
    const one = await groupWorld(server, ['ACTIVATED']);
    const other = await save(await groupWorld(server, ['ACTIVATED']));
    const own = await save(one);
    const COMPARE =
      'query ($a: ID!, $b: ID) { compareUpgradePreflights(earlierId: $a, laterId: $b) { moreTotal } }';
    expect(await one.admin.errorCodes(COMPARE, { a: own.id, b: other.id })).toEqual(['NOT_FOUND']);
    const sibling = await importGroup(
      one.admin,
      { ...one, platformGroupId: 'sibling', messages: 1 },
      one.people,
    );
    const second = await save({ ...one, sourceGroupId: sibling });
    expect(await one.admin.errorCodes(COMPARE, { a: own.id, b: second.id })).toEqual(['BAD_USER_INPUT']);
  });

  test('does not wait for whoever holds the group, and says that it may be asked again', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const { admin, sourceGroupId } = world;
    await whileHeld(
      server,
      'select 1 from source_group where id = $1 for update',
      [localId('SourceGroup', sourceGroupId)],
      async (release) => {
        const [seen, refused] = await Promise.all([
          now(world),
          mutate(admin, 'saveUpgradePreflight', { sourceGroupId }),
        ]);
        expect(seen).toMatchObject({ obstacle: 'GROUP_BUSY', total: 2, eligible: 2 });
        expect(refused.userErrors).toMatchObject([{ code: 'GROUP_BUSY', retryable: true }]);
        await release();
      },
    );
    expect(await now(world)).toMatchObject({ obstacle: null });
  });

  test('of many at once, with a start among them, each is right and the start is done', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED']);
    const before = Array.from({ length: 4 }, () => now(world));
    const saved = Array.from({ length: 2 }, () => save(world));
    const started = start(world);
    const seen = [...(await Promise.all(before)), ...(await Promise.all(saved)).map((one) => one.preflight)];
    for (const preflight of seen) {
      expect([null, 'UPGRADE_ALREADY_OPEN']).toContain(preflight.obstacle);
      expect(preflight).toMatchObject({ total: 3, eligible: 3 });
    }
    expect(await started).toEqual(expect.any(String));
    expect(await refusal(world.admin, 'startGroupUpgrade', { sourceGroupId: world.sourceGroupId })).toBe(
      'UPGRADE_ALREADY_OPEN',
    );
  });

  test('a start that waits for a rehearsal finds the group free', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    await whileHeld(server, 'lock table group_upgrade in exclusive mode', [], async (release) => {
      const rehearsed = now(world);
      await untilWaiting(server, 1);
      const started = start(world);
      await untilWaiting(server, 2);
      await release();
      expect(await rehearsed).toMatchObject({ obstacle: null });
      expect(await started).toEqual(expect.any(String));
    });
  });
});
