import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '#kernel/ids.js';
import { globalId, localId } from '#platform/graphql/relay.js';
import type { Api } from '../support/api.js';
import { groupWorld, type GroupWorld, type Standing } from '../support/group-world.js';
import { asJsonl, importGroup, member } from '../support/groups.js';
import { inTurn } from '../support/locks.js';
import { matchByHand, rosterEntryOf } from '../support/roster.js';
import { startServer, type TestServer } from '../support/server.js';
import { accountOf, answer, cutOver, mutate, provedSummary, refusal } from '../support/upgrades.js';
import { newMobile, organizationWithAdministrator } from '../support/world.js';

const MANDATE = 'sourceGroup { mandate { state requestedAt decidedAt requestedBy { name } } }';
const WAITING = `{ sourceGroups(first: 10, mandate: REQUESTED) { totalCount edges { node { id mandate { state } } } } }`;
const PREFLIGHT = 'query ($id: ID!) { groupUpgradePreflight(sourceGroupId: $id) { obstacle } }';

/** A world whose administrator does not own the group: that is its first member, who has no role. */
interface Mandated {
  readonly world: GroupWorld;
  readonly owner: Api;
  readonly sourceGroupId: string;
}

describe("a mandate of a group's owner", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  const exportOf = (ownerId: string, exportedAt = 1_700_000_000): string =>
    asJsonl({
      meta: { groupId: 'theirs', ownerId },
      exportedAt,
      members: ['owner', 'p1', 'p2'].map((id) => member(id)),
    });

  async function mandated(
    others: readonly Standing[] = ['ACTIVATED', 'ACTIVATED'],
    matched: 'BY_FILE' | 'BY_HAND' = 'BY_FILE',
  ): Promise<Mandated> {
    const world = await groupWorld(server, others);
    if (matched === 'BY_HAND') {
      const entry = await rosterEntryOf(world.admin, world.sourceGroupId, 'p1');
      await matchByHand(world.admin, entry, newMobile(), world.people[1]?.mobile);
    }
    const { result } = await importGroup(world.admin, world.organizationId, exportOf('p1'));
    const owner = await server.signIn(world.people[1]?.mobile ?? '');
    return { world, owner, sourceGroupId: result?.id ?? '' };
  }

  const request = (api: Api, sourceGroupIds: readonly string[]) =>
    mutate<{ sourceGroups: { mandate: { state: string } | null }[] | null; requested: number | null }>(
      api,
      'requestUpgradeMandates',
      { sourceGroupIds },
      'requested sourceGroups { mandate { state } }',
    );
  const grant = (api: Api, sourceGroupId: string) =>
    mutate<{ sourceGroup: { mandate: Record<string, unknown> } | null }>(
      api,
      'grantUpgradeMandate',
      { sourceGroupId },
      MANDATE,
    );
  const stateOf = async ({ world, sourceGroupId }: Mandated): Promise<string | undefined> => {
    const data = await world.admin.succeed<{ sourceGroup: { mandate: { state: string } | null } }>(
      'query ($id: ID!) { sourceGroup(id: $id) { mandate { state } } }',
      { id: sourceGroupId },
    );
    return data.sourceGroup.mandate?.state;
  };
  const started = async (api: Api, sourceGroupId: string): Promise<string> => {
    const payload = await mutate<{ groupUpgrade: { id: string } | null }>(
      api,
      'startGroupUpgrade',
      { sourceGroupId, coolingOffHours: 0 },
      'groupUpgrade { id }',
    );
    if (!payload.groupUpgrade) throw new Error(`not started: ${JSON.stringify(payload)}`);
    return payload.groupUpgrade.id;
  };

  /** Lets `first` wait for the group's lock, then `second` too; then lets both go on in this order. */
  const inGroupsTurn = <First, Second>(
    sourceGroupId: string,
    first: () => Promise<First>,
    second: () => Promise<Second>,
  ): Promise<[First, Second]> =>
    inTurn(server, { table: 'source_group', id: localId('SourceGroup', sourceGroupId) }, first, second);

  test('lets an administrator start the upgrade and cut it over, who may not without it', async () => {
    const all = await mandated();
    const { world, owner, sourceGroupId } = all;
    const { admin } = world;
    const refused = await mutate(admin, 'startGroupUpgrade', { sourceGroupId });
    expect(refused.userErrors[0]).toMatchObject({
      code: 'NOT_GROUP_OWNER',
      message: expect.stringContaining('requestUpgradeMandates'),
    });
    expect(await admin.succeed(PREFLIGHT, { id: sourceGroupId })).toEqual({
      groupUpgradePreflight: { obstacle: 'NOT_GROUP_OWNER' },
    });

    expect(await request(admin, [sourceGroupId])).toMatchObject({
      requested: 1,
      sourceGroups: [{ mandate: { state: 'REQUESTED' } }],
    });
    expect(await refusal(admin, 'startGroupUpgrade', { sourceGroupId })).toBe('NOT_GROUP_OWNER');
    expect(await owner.succeed(WAITING)).toEqual({
      sourceGroups: {
        totalCount: 1,
        edges: [{ node: { id: sourceGroupId, mandate: { state: 'REQUESTED' } } }],
      },
    });
    expect((await grant(owner, sourceGroupId)).sourceGroup?.mandate).toEqual({
      state: 'GRANTED',
      requestedAt: expect.any(String),
      decidedAt: expect.any(String),
      requestedBy: { name: expect.any(String) },
    });
    expect(await owner.succeed(WAITING)).toEqual({ sourceGroups: { totalCount: 0, edges: [] } });

    expect(await admin.succeed(PREFLIGHT, { id: sourceGroupId })).toEqual({
      groupUpgradePreflight: { obstacle: null },
    });
    const id = await started(admin, sourceGroupId);
    const { sourceGroup } = await owner.succeed<{ sourceGroup: { openUpgrade: unknown } }>(
      'query ($id: ID!) { sourceGroup(id: $id) { openUpgrade { state progress { total pending } } } }',
      { id: sourceGroupId },
    );
    expect(sourceGroup.openUpgrade).toEqual({ state: 'INVITING', progress: { total: 3, pending: 3 } });
    expect(await owner.errorCodes('query ($id: ID!) { groupUpgrade(id: $id) { state } }', { id })).toEqual([
      'FORBIDDEN',
    ]);
    for (const person of world.people) await answer(server, person.mobile, 'acceptInvitation');
    expect((await cutOver(admin, id)).userErrors).toEqual([]);
    expect(await refusal(owner, 'revokeUpgradeMandate', { sourceGroupId })).toBe('SOURCE_GROUP_CEASED');
    expect(await request(admin, [sourceGroupId])).toMatchObject({ requested: 0 });
  });

  test('gives no role: who has none still may not start', async () => {
    const { world, owner, sourceGroupId } = await mandated();
    await grant(owner, sourceGroupId);
    const START = `mutation ($input: StartGroupUpgradeInput!) { startGroupUpgrade(input: $input) { userErrors { code } } }`;
    const plain = await server.signIn(world.people[2]?.mobile ?? '');
    expect(await plain.errorCodes(START, { input: { sourceGroupId } })).toEqual(['FORBIDDEN']);
    const refused = await mutate(owner, 'startGroupUpgrade', { sourceGroupId });
    expect(refused.userErrors[0]).toMatchObject({
      code: 'OWNER_NEEDS_ROLE',
      message: expect.stringContaining('grantUpgradeMandate'),
    });
  });

  test('is given and taken back by the owner alone, and each only where it makes sense', async () => {
    const all = await mandated();
    const { world, owner, sourceGroupId } = all;
    expect(await refusal(world.admin, 'grantUpgradeMandate', { sourceGroupId })).toBe('NOT_GROUP_OWNER');
    expect(await refusal(owner, 'revokeUpgradeMandate', { sourceGroupId })).toBe('ILLEGAL_STATE');
    expect((await grant(owner, sourceGroupId)).sourceGroup?.mandate).toMatchObject({
      state: 'GRANTED',
      requestedAt: null,
      requestedBy: null,
    });
    expect(await refusal(owner, 'grantUpgradeMandate', { sourceGroupId })).toBe('ILLEGAL_STATE');
    expect(await request(world.admin, [sourceGroupId, sourceGroupId])).toMatchObject({
      requested: 0,
      sourceGroups: [{ mandate: { state: 'GRANTED' } }],
    });
    expect(await refusal(world.admin, 'revokeUpgradeMandate', { sourceGroupId })).toBe('NOT_GROUP_OWNER');
    expect(await refusal(owner, 'revokeUpgradeMandate', { sourceGroupId })).toBeUndefined();
    expect(await refusal(world.admin, 'startGroupUpgrade', { sourceGroupId })).toBe('NOT_GROUP_OWNER');
    expect(await request(world.admin, [sourceGroupId])).toMatchObject({ requested: 1 });
    expect(await refusal(owner, 'revokeUpgradeMandate', { sourceGroupId })).toBeUndefined();
    expect(await stateOf(all)).toBe('REVOKED');
  });

  test('is asked for by administrators of groups, for all groups of a programme at most, all of which they must know', async () => {
    const { world, owner, sourceGroupId } = await mandated();
    const INPUT =
      'mutation ($input: RequestUpgradeMandatesInput!) { requestUpgradeMandates(input: $input) { requested } }';
    const asks = (api: Api, ids: readonly string[]): Promise<unknown[]> =>
      api.errorCodes(INPUT, { input: { sourceGroupIds: ids } });
    expect(await asks(owner, [sourceGroupId])).toEqual(['FORBIDDEN']);
    const stranger = await organizationWithAdministrator(server, { name: '别家公司' });
    expect(await asks(stranger.admin, [sourceGroupId])).toEqual(['NOT_FOUND']);
    const unknown = globalId('SourceGroup', newId());
    expect(await asks(world.admin, [sourceGroupId, unknown])).toEqual(['NOT_FOUND']);
    expect(await asks(world.admin, [])).toEqual(['BAD_USER_INPUT']);
    const { admin } = world;
    const row = await server.app.database.row<{ ids: string[] }>(
      `with made as (
         insert into conversation (id, chain, source_chain)
         select gen_random_uuid(), sha256(''), sha256('') from generate_series(1, 1001) returning id),
       groups as (
         insert into source_group (id, organization_id, platform, platform_group_id, name, conversation_id, imported_at)
         select id, $1, 'wechat', id::text, 'one of many', id, now() from made returning id)
       select array_agg(id) as ids from groups`,
      [localId('Organization', world.organizationId)],
    );
    const many = (row?.ids ?? []).map((id) => globalId('SourceGroup', id));
    expect(await refusal(admin, 'requestUpgradeMandates', { sourceGroupIds: many })).toBe('OUT_OF_RANGE');
    const some = await request(admin, [...many.slice(0, 999), sourceGroupId]);
    expect(some.requested).toBe(1);
    expect(some.sourceGroups?.map(({ mandate }) => mandate)).toEqual([
      ...Array.from({ length: 999 }, () => null),
      { state: 'REQUESTED' },
    ]);
  });

  test('lapses when the group changes hands, and does not come back with its owner', async () => {
    const all = await mandated();
    const { world, owner, sourceGroupId } = all;
    const { admin, organizationId } = world;
    await grant(owner, sourceGroupId);
    await importGroup(admin, organizationId, exportOf('p2', 1_700_000_001));
    expect(await stateOf(all)).toBeUndefined();
    expect(await refusal(admin, 'startGroupUpgrade', { sourceGroupId })).toBe('NOT_GROUP_OWNER');
    expect(await refusal(owner, 'grantUpgradeMandate', { sourceGroupId })).toBe('NOT_GROUP_OWNER');
    await importGroup(admin, organizationId, exportOf('p1', 1_700_000_002));
    expect(await stateOf(all)).toBe('LAPSED');
    expect(await refusal(admin, 'startGroupUpgrade', { sourceGroupId })).toBe('NOT_GROUP_OWNER');
    expect(await request(admin, [sourceGroupId])).toMatchObject({ requested: 1 });
    await grant(owner, sourceGroupId);
    expect(await refusal(admin, 'startGroupUpgrade', { sourceGroupId })).toBeUndefined();
  });

  test('of somebody who never was the owner goes when the mobile of the owner is corrected', async () => {
    const all = await mandated(undefined, 'BY_HAND');
    const { world, owner, sourceGroupId } = all;
    const { admin } = world;
    await grant(owner, sourceGroupId);
    const right = world.people[2]?.mobile ?? '';
    await matchByHand(admin, await rosterEntryOf(admin, sourceGroupId, 'p1'), right);
    expect(await stateOf(all)).toBe('LAPSED');
    expect(await refusal(admin, 'startGroupUpgrade', { sourceGroupId })).toBe('NOT_GROUP_OWNER');
    expect(await request(admin, [sourceGroupId])).toMatchObject({ requested: 1 });
    const real = await server.signIn(right);
    expect(await real.succeed(WAITING)).toMatchObject({ sourceGroups: { totalCount: 1 } });
    expect((await grant(real, sourceGroupId)).sourceGroup?.mandate).toMatchObject({ state: 'GRANTED' });
  });

  describe('before a cut-over', () => {
    /** An upgrade that an administrator has started by mandate and could cut over now, with the summary's token. */
    async function ready(): Promise<Mandated & { readonly over: () => Promise<string | undefined> }> {
      const all = await mandated();
      const { world, owner, sourceGroupId } = all;
      await grant(owner, sourceGroupId);
      const groupUpgradeId = await started(world.admin, sourceGroupId);
      for (const person of world.people) await answer(server, person.mobile, 'acceptInvitation');
      const { token } = await provedSummary(world.admin, groupUpgradeId);
      const over = (): Promise<string | undefined> =>
        refusal(world.admin, 'cutOverGroupUpgrade', { groupUpgradeId, summaryToken: token });
      return { ...all, over };
    }

    test('that waits while the mandate is taken back, it is refused', async () => {
      const { owner, sourceGroupId, over } = await ready();
      const revoke = (): Promise<string | undefined> =>
        refusal(owner, 'revokeUpgradeMandate', { sourceGroupId });
      expect(await inGroupsTurn(sourceGroupId, revoke, over)).toEqual([undefined, 'NOT_GROUP_OWNER']);
    });

    test('that came first, it is too late to take the mandate back', async () => {
      const { owner, sourceGroupId, over } = await ready();
      const revoke = (): Promise<string | undefined> =>
        refusal(owner, 'revokeUpgradeMandate', { sourceGroupId });
      expect(await inGroupsTurn(sourceGroupId, over, revoke)).toEqual([undefined, 'SOURCE_GROUP_CEASED']);
    });

    test('that waits while the group changes hands, it is refused', async () => {
      const { world, sourceGroupId, over } = await ready();
      const { admin, organizationId } = world;
      const handOver = async (): Promise<string> =>
        (await importGroup(admin, organizationId, exportOf('p2', 1_700_000_001))).state;
      const [imported, refused] = await inGroupsTurn(sourceGroupId, handOver, over);
      expect(imported).toBe('SUCCEEDED');
      // The upgrade is paused by a job after the import: the cut-over finds the new owner, or the pause.
      expect(['OWNER_CHANGED', 'UPGRADE_PAUSED']).toContain(refused);
    });

    test('that the owner waits to make, nobody else is said to be them', async () => {
      const { world, owner, sourceGroupId } = await mandated(undefined, 'BY_HAND');
      const memberId = await accountOf(owner);
      expect(
        await refusal(world.admin, 'assignMemberRoles', { memberId, roles: ['GROUP_ADMINISTRATOR'] }),
      ).toBeUndefined();
      const groupUpgradeId = await started(owner, sourceGroupId);
      for (const person of world.people) await answer(server, person.mobile, 'acceptInvitation');
      const { token } = await provedSummary(owner, groupUpgradeId);
      const rosterEntryId = await rosterEntryOf(world.admin, sourceGroupId, 'p1');
      const correct = (): Promise<string | undefined> =>
        refusal(world.admin, 'matchRosterEntry', { rosterEntryId, mobile: world.people[2]?.mobile });
      const over = (): Promise<string | undefined> =>
        refusal(owner, 'cutOverGroupUpgrade', { groupUpgradeId, summaryToken: token });
      expect(await inGroupsTurn(sourceGroupId, correct, over)).toEqual(['OWNER_MATCHED', undefined]);
    });
  });
});
