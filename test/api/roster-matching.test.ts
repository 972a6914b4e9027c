import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { localId } from '#platform/graphql/relay.js';
import type { Api } from '../support/api.js';
import { groupWorld, type GroupWorld, importMembers } from '../support/group-world.js';
import { importMobiles } from '../support/groups.js';
import { inTurn } from '../support/locks.js';
import { list, member as newMember, refusals } from '../support/members.js';
import { mobileAt } from '../support/people.js';
import { startServer, type TestServer } from '../support/server.js';
import { accept, answer, cutOver, invitationOf, mutate, refusal, start } from '../support/upgrades.js';
import { newMobile, organizationWithAdministrator } from '../support/world.js';

interface Entry {
  readonly id: string;
  readonly platformId: string;
  readonly mobile: string | null;
}

interface Match {
  readonly method: string;
  readonly oldMobile: string | null;
  readonly newMobile: string | null;
  readonly rosterEntry: { readonly platformId: string };
  readonly matchedBy: { readonly name: string };
}

const ROSTER = `query ($id: ID!) { sourceGroup(id: $id) {
  roster(first: 20) { edges { node { id platformId mobile } } } } }`;
const MATCHES = `query ($id: ID!, $first: Int = 50, $after: String, $entry: ID) { sourceGroup(id: $id) {
  matches(first: $first, after: $after, rosterEntryId: $entry) { totalCount pageInfo { endCursor }
    edges { node { method at oldMobile newMobile rosterEntry { platformId } matchedBy { name } } } } } }`;

/** As the API shows a Chinese mobile. */
const masked = (e164: string): string => `+86 ${e164.slice(3, 6)}****${e164.slice(-4)}`;

describe('matching a roster', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  async function entryOf({ admin, sourceGroupId }: GroupWorld, platformId: string): Promise<Entry> {
    const data = await admin.succeed<{ sourceGroup: { roster: { edges: { node: Entry }[] } } }>(ROSTER, {
      id: sourceGroupId,
    });
    const found = data.sourceGroup.roster.edges.find(({ node }) => node.platformId === platformId);
    if (!found) throw new Error(`${platformId} is not on the roster`);
    return found.node;
  }

  const match = (api: Api, input: Record<string, unknown>) =>
    mutate<{ rosterEntry: Entry | null; sameMobileAs: Entry[] | null }>(
      api,
      'matchRosterEntry',
      input,
      'rosterEntry { id platformId mobile } sameMobileAs { platformId }',
    );

  async function matchesOf(
    { admin, sourceGroupId }: GroupWorld,
    page: Record<string, unknown> = {},
    api = admin,
  ): Promise<{ totalCount: number; pageInfo: { endCursor: string | null }; matches: Match[] }> {
    const data = await api.succeed<{
      sourceGroup: {
        matches: { totalCount: number; pageInfo: { endCursor: string | null }; edges: { node: Match }[] };
      };
    }>(MATCHES, { id: sourceGroupId, ...page });
    const { edges, ...rest } = data.sourceGroup.matches;
    return { ...rest, matches: edges.map(({ node }) => node) };
  }

  /** An account that has signed in and is on no roster. */
  async function colleague({ admin, organizationId }: GroupWorld): Promise<{ mobile: string; api: Api }> {
    const mobile = newMobile();
    await importMembers(admin, organizationId, [{ platformId: 'colleague', mobile, standing: 'ACTIVATED' }]);
    return { mobile, api: await server.signIn(mobile) };
  }

  test('by hand lets a blocked invitation be answered at once, whether by mobile or by account', async () => {
    const world = await groupWorld(server, ['UNKNOWN_MOBILE', 'UNKNOWN_MOBILE', 'ACTIVATED']);
    const groupUpgradeId = await start(world);
    const one = await colleague(world);
    const first = await match(world.admin, {
      rosterEntryId: (await entryOf(world, 'p1')).id,
      mobile: one.mobile.slice(3),
    });
    expect(first).toMatchObject({
      rosterEntry: { platformId: 'p1', mobile: masked(one.mobile) },
      sameMobileAs: [],
      userErrors: [],
    });
    expect(await invitationOf(one.api)).toMatchObject({ state: 'PENDING', blockedReason: null });

    const two = await newMember(server, world);
    const second = await match(world.admin, {
      rosterEntryId: (await entryOf(world, 'p2')).id,
      memberId: two.id,
    });
    expect(second.rosterEntry?.mobile).toBe(masked(two.mobile));
    const { id } = await invitationOf(two.api);
    expect((await accept(two.api, id)).userErrors).toEqual([]);
    const events = await server.app.database.rows(
      `select from_state as "from", to_state as "to" from group_upgrade_event
       where group_upgrade_id = $1 and type = 'INVITATION_CHANGED' order by sequence`,
      [localId('GroupUpgrade', groupUpgradeId)],
    );
    expect(events).toEqual([
      { from: 'BLOCKED', to: 'PENDING' },
      { from: 'BLOCKED', to: 'PENDING' },
      { from: 'PENDING', to: 'ACCEPTED' },
    ]);
  });

  test('taken back blocks who has not answered, and leaves an answer with who gave it', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED']);
    await start(world);
    const waiting = await server.signIn(mobileAt(world, 1));
    await answer(server, mobileAt(world, 2), 'acceptInvitation');
    const before = await invitationOf(waiting);
    for (const platformId of ['p1', 'p2']) {
      const payload = await mutate<{ rosterEntry: Entry }>(
        world.admin,
        'unmatchRosterEntry',
        { rosterEntryId: (await entryOf(world, platformId)).id },
        'rosterEntry { mobile }',
      );
      expect(payload).toMatchObject({ rosterEntry: { mobile: null }, userErrors: [] });
    }
    const row = await server.app.database.row(
      'select state, blocked_reason as reason from invitation where id = $1',
      [localId('Invitation', before.id)],
    );
    expect(row).toEqual({ state: 'BLOCKED', reason: 'UNKNOWN_MOBILE' });
    const accepted = await server.signIn(mobileAt(world, 2));
    expect(await invitationOf(accepted)).toMatchObject({ state: 'ACCEPTED' });
  });

  test('warns of others of the group with the same mobile, and lets them be', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'UNKNOWN_MOBILE']);
    const rosterEntryId = (await entryOf(world, 'p2')).id;
    expect(await match(world.admin, { rosterEntryId, mobile: mobileAt(world, 1) })).toMatchObject({
      rosterEntry: { platformId: 'p2' },
      sameMobileAs: [{ platformId: 'p1' }],
      userErrors: [],
    });
    expect((await match(world.admin, { rosterEntryId, mobile: newMobile() })).sameMobileAs).toEqual([]);
  });

  test('is never done by name', async () => {
    const world = await groupWorld(server, ['UNKNOWN_MOBILE']);
    await importMembers(world.admin, world.organizationId, [
      { platformId: 'Name of p1', mobile: newMobile(), standing: 'NOT_ACTIVATED' },
    ]);
    expect(await entryOf(world, 'p1')).toMatchObject({ mobile: null });
    const { groupUpgradePreflight } = await world.admin.succeed<{ groupUpgradePreflight: unknown }>(
      'query ($id: ID!) { groupUpgradePreflight(sourceGroupId: $id) { blocked { reason count } } }',
      { id: world.sourceGroupId },
    );
    expect(groupUpgradePreflight).toEqual({ blocked: [{ reason: 'UNKNOWN_MOBILE', count: 1 }] });
  });

  test('needs exactly one sound mobile or account of the organization', async () => {
    const world = await groupWorld(server, ['UNKNOWN_MOBILE']);
    const stranger = await organizationWithAdministrator(server, { name: '别家公司' });
    const rosterEntryId = (await entryOf(world, 'p1')).id;
    const { id: memberId } = await newMember(server, world);
    const mobile = newMobile();
    const code = (input: object): Promise<string | undefined> =>
      refusal(world.admin, 'matchRosterEntry', { rosterEntryId, ...input });
    expect(await code({})).toBe('EXACTLY_ONE');
    expect(await code({ mobile, memberId })).toBe('EXACTLY_ONE');
    expect(await code({ mobile: '010-62332255' })).toBe('INVALID_MOBILE');
    expect(await code({ mobile: '' })).toBe('INVALID_MOBILE');
    const elsewhere = (await list(stranger))[0]?.id;
    const MATCH =
      'mutation ($input: MatchRosterEntryInput!) { matchRosterEntry(input: $input) { userErrors { code } } }';
    const input = { rosterEntryId, memberId: elsewhere };
    expect(await world.admin.errorCodes(MATCH, { input })).toEqual(['NOT_FOUND']);
    await mutate(world.admin, 'removeMember', { memberId });
    expect(await code({ memberId })).toBe('ILLEGAL_STATE');
    expect(
      (await matchesOf(world)).matches.filter(({ rosterEntry }) => rosterEntry.platformId === 'p1'),
    ).toEqual([]);
  });

  test('is for administrators of groups; auditors read what was matched, the owner without a role does not', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'UNKNOWN_MOBILE']);
    const stranger = await organizationWithAdministrator(server, { name: '别家公司' });
    const rosterEntryId = (await entryOf(world, 'p2')).id;
    const MATCH =
      'mutation ($input: MatchRosterEntryInput!) { matchRosterEntry(input: $input) { userErrors { code } } }';
    const UNMATCH =
      'mutation ($input: UnmatchRosterEntryInput!) { unmatchRosterEntry(input: $input) { userErrors { code } } }';
    const auditor = await newMember(server, world, ['AUDITOR']);
    const plain = await server.signIn(mobileAt(world, 1));
    for (const [api, expected] of [
      [auditor.api, 'FORBIDDEN'],
      [plain, 'FORBIDDEN'],
      [stranger.admin, 'NOT_FOUND'],
      [server.api, 'UNAUTHENTICATED'],
    ] as const) {
      expect(await api.errorCodes(MATCH, { input: { rosterEntryId, mobile: newMobile() } })).toEqual([
        expected,
      ]);
      expect(await api.errorCodes(UNMATCH, { input: { rosterEntryId } })).toEqual([expected]);
    }
    expect((await matchesOf(world, {}, auditor.api)).totalCount).toBe(2);
    const { id } = (await list(world)).find(({ mobile }) => mobile === world.adminMobile) ?? {};
    const second = await newMember(server, world, ['ADMINISTRATOR']);
    expect(await refusals(second.api, 'assignMemberRoles', { memberId: id, roles: [] })).toEqual([]);
    expect(await world.admin.errorCodes(MATCHES, { id: world.sourceGroupId })).toEqual(['FORBIDDEN']);
    expect(await world.admin.succeed('{ sourceGroups(first: 1) { totalCount } }')).toEqual({
      sourceGroups: { totalCount: 1 },
    });
  });

  test('is kept: by whom, how, from which mobile to which, each change once, and in the audit', async () => {
    const world = await groupWorld(server, ['ACTIVATED', 'UNKNOWN_MOBILE']);
    const { admin, sourceGroupId } = world;
    const { id: rosterEntryId } = await entryOf(world, 'p2');
    const [one, two] = [newMobile(), newMobile()];
    const csv = `platformId,mobile\np1,${mobileAt(world, 1)}\np2,${one}\n`;
    await importMobiles(admin, sourceGroupId, csv);
    await importMobiles(admin, sourceGroupId, csv);
    await match(admin, { rosterEntryId, mobile: two });
    await match(admin, { rosterEntryId, mobile: two });
    await mutate(admin, 'unmatchRosterEntry', { rosterEntryId });
    const told = await matchesOf(world, { entry: rosterEntryId });
    expect(told.totalCount).toBe(3);
    const by = { name: expect.any(String) };
    expect(told.matches).toEqual(
      [
        { method: 'HAND', oldMobile: masked(two), newMobile: null },
        { method: 'HAND', oldMobile: masked(one), newMobile: masked(two) },
        { method: 'CSV', oldMobile: null, newMobile: masked(one) },
      ].map((kept) => ({
        ...kept,
        at: expect.any(String),
        rosterEntry: { platformId: 'p2' },
        matchedBy: by,
      })),
    );
    const all = await matchesOf(world);
    expect(all.totalCount).toBe(5);
    const { pageInfo } = await matchesOf(world, { first: 2 });
    const rest = await matchesOf(world, { first: 10, after: pageInfo.endCursor });
    expect(rest.matches).toEqual(all.matches.slice(2));

    const audited = await server.app.database.rows(
      `select command, details::jsonb - 'sourceGroupId' as details from audit_entry
       where subject_type = 'RosterEntry' and subject_id = $1 order by sequence`,
      [localId('RosterEntry', rosterEntryId)],
    );
    expect(audited).toEqual([
      {
        command: 'importSourceGroupMobiles',
        details: { method: 'CSV', oldMobile: null, newMobile: masked(one) },
      },
      {
        command: 'matchRosterEntry',
        details: { method: 'HAND', oldMobile: masked(one), newMobile: masked(two) },
      },
      { command: 'matchRosterEntry', details: { method: 'HAND', changed: false } },
      { command: 'unmatchRosterEntry', details: { method: 'HAND', oldMobile: masked(two), newMobile: null } },
    ]);
  });

  test.each([
    ['by hand first', ['HAND', 'CSV']],
    ['by mobile first', ['CSV', 'HAND']],
  ] as const)(
    'match by hand against match by mobile, %s: the later one counts, and both are kept',
    async (_what, order) => {
      const world = await groupWorld(server, ['UNKNOWN_MOBILE']);
      const { id: rosterEntryId } = await entryOf(world, 'p1');
      const mobiles = { HAND: newMobile(), CSV: newMobile() };
      const steps = {
        HAND: () => match(world.admin, { rosterEntryId, mobile: mobiles.HAND }),
        CSV: () => importMobiles(world.admin, world.sourceGroupId, `platformId,mobile\np1,${mobiles.CSV}`),
      };
      const [first, second] = order;
      await inTurn(
        server,
        { table: 'source_group', id: localId('SourceGroup', world.sourceGroupId) },
        steps[first],
        steps[second],
      );
      expect((await entryOf(world, 'p1')).mobile).toBe(masked(mobiles[second]));
      expect((await matchesOf(world, { entry: rosterEntryId })).matches).toMatchObject([
        { method: second, oldMobile: masked(mobiles[first]), newMobile: masked(mobiles[second]) },
        { method: first, oldMobile: null, newMobile: masked(mobiles[first]) },
      ]);
    },
  );

  test('an account that is disabled while it is being matched is asked nothing that it could answer', async () => {
    const world = await groupWorld(server, ['UNKNOWN_MOBILE']);
    const groupUpgradeId = await start(world);
    const { id: rosterEntryId } = await entryOf(world, 'p1');
    const { id: memberId, mobile } = await newMember(server, world);
    // The match has followed up on invitations and waits to commit; what it has read of the account must stay true.
    const id = `organization:${localId('Organization', world.organizationId)}`;
    const [matched] = await inTurn(
      server,
      { table: 'audit_chain', id },
      () => match(world.admin, { rosterEntryId, mobile }),
      () => mutate(world.admin, 'disableMember', { memberId }),
    );
    expect(matched.userErrors).toEqual([]);
    const rows = await server.app.database.rows(
      `select i.blocked_reason as reason from invitation i join roster_entry r on r.id = i.roster_entry_id
       where i.group_upgrade_id = $1 and r.id = $2`,
      [localId('GroupUpgrade', groupUpgradeId), localId('RosterEntry', rosterEntryId)],
    );
    expect(rows).toEqual([{ reason: 'ACCOUNT_DISABLED' }]);
  });

  test('changes nothing of a group that has ceased', async () => {
    const world = await groupWorld(server, ['ACTIVATED']);
    const { id: rosterEntryId } = await entryOf(world, 'p1');
    const id = await start(world);
    for (const { mobile } of world.people) await answer(server, mobile, 'acceptInvitation');
    expect((await cutOver(world.admin, id)).userErrors).toEqual([]);
    expect(await refusal(world.admin, 'matchRosterEntry', { rosterEntryId, mobile: newMobile() })).toBe(
      'SOURCE_GROUP_CEASED',
    );
    expect(await refusal(world.admin, 'unmatchRosterEntry', { rosterEntryId })).toBe('SOURCE_GROUP_CEASED');
    expect(await entryOf(world, 'p1')).toMatchObject({ mobile: masked(mobileAt(world, 1)) });
  });
});
