import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Api } from '../support/api.js';
import { message } from '../support/groups.js';
import { decide } from '../support/organizations.js';
import { startServer, type TestServer } from '../support/server.js';
import { historyOf, type TakenOver, takenOver } from '../support/taken-over.js';
import { mutate, refusal } from '../support/upgrades.js';
import { newMobile } from '../support/world.js';

/** Each group lives its whole life through the API first. */
let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const localOf = (id: string): string => Buffer.from(id, 'base64url').toString().split(':')[1] ?? '';

const messages = [
  message('m1', 'anna', 1_600_000_000, { groupNickname: 'Anna' }),
  message('m2', 'bo', 1_600_000_001, { replyToMessageId: 'm1', accountName: 'Bo of then' }),
  message('m3', 'bo', 1_600_000_002, { accountName: null }),
  message('m4', 'anna2', 1_600_000_003, { replyToMessageId: 'm3' }),
  message('m5', 'ghost', 1_600_000_004, { type: 80, accountName: 'Ca\u202esper', content: '欢迎' }),
  message('m6', 'cy', 1_600_000_005, { type: 81, content: 'was taken back' }),
];

const newGroup = (lateHistory?: 'FROM_BEGINNING'): Promise<TakenOver> =>
  takenOver(server, {
    joined: ['cy'],
    excluded: ['bo', 'di'],
    twice: { anna2: 'anna' },
    messages,
    settings: { lateHistory },
  });

const admit = (api: Api, { enterpriseGroupId }: TakenOver, memberId: string) =>
  mutate<{ groupMember: { role: string; historyFrom: number | null } | null }>(
    api,
    'admitMember',
    { enterpriseGroupId, memberId },
    'groupMember { role historyFrom }',
  );

describe('authors of a history', () => {
  let group: TakenOver;
  beforeAll(async () => {
    group = await newGroup();
  });

  test('who is not in the group is closed: the name of that time, and nothing that leads to them', async () => {
    const { messages: seen } = await historyOf(group.admin, group.enterpriseGroupId);
    expect(seen.map(({ sender }) => sender)).toEqual([
      { closed: false, displayName: 'Anna', platformId: 'anna', member: { userId: expect.any(String) } },
      { closed: true, displayName: 'Bo of then', platformId: null, member: null },
      { closed: true, displayName: '—', platformId: null, member: null },
      { closed: false, displayName: 'anna2', platformId: 'anna2', member: seen[0]?.sender.member },
      { closed: true, displayName: 'Casper', platformId: null, member: null },
      { closed: false, displayName: 'cy', platformId: 'cy', member: { userId: 'cy' } },
    ]);
  });

  test('a reply leads to the message that it answers, and what was recalled shows no content', async () => {
    const { messages: seen } = await historyOf(group.admin, group.enterpriseGroupId);
    expect(seen.map(({ content, replyTo }) => [content, replyTo?.message?.content])).toEqual([
      ['anna at 1600000000', undefined],
      ['bo at 1600000001', 'anna at 1600000000'],
      ['bo at 1600000002', undefined],
      ['anna2 at 1600000003', 'bo at 1600000002'],
      ['欢迎', undefined],
      [null, undefined],
    ]);
  });

  test('a mobile that is given to a member later does not make them the author of what others wrote', async () => {
    const own = await newGroup();
    await server.app.database.run(
      `update consumer_identity set mobile = $2 where platform_id = 'bo' and organization_id = $1`,
      [localOf(own.organizationId), own.mobiles.get('cy')],
    );
    const { messages: seen } = await historyOf(own.admin, own.enterpriseGroupId);
    expect(seen[1]?.sender).toEqual({
      closed: true,
      displayName: 'Bo of then',
      platformId: null,
      member: null,
    });
  });
});

describe('admitMember', () => {
  test('lets somebody who was left out in: by default they see nothing of what was before, then or in a reply', async () => {
    const group = await newGroup();
    const bo = await server.signIn(group.mobiles.get('bo') ?? '');
    await expect(historyOf(bo, group.enterpriseGroupId)).rejects.toThrow('FORBIDDEN');
    expect(await admit(group.admin, group, await group.accountOf('bo'))).toEqual({
      groupMember: { role: 'MEMBER', historyFrom: messages.length + 1 },
      userErrors: [],
    });
    expect(await historyOf(bo, group.enterpriseGroupId)).toEqual({ totalCount: 0, messages: [] });
    const { messages: seen } = await historyOf(group.admin, group.enterpriseGroupId);
    expect(seen[1]?.sender).toMatchObject({ closed: false, platformId: 'bo', member: { userId: 'bo' } });
  });

  test('what a late comer sees begins at one message: pages, replies and the count all begin there', async () => {
    const group = await newGroup();
    await admit(group.admin, group, await group.accountOf('bo'));
    await server.app.database.run(
      `update enterprise_group_member set history_from = 4 where history_from is not null and enterprise_group_id = $1`,
      [localOf(group.enterpriseGroupId)],
    );
    const bo = await server.signIn(group.mobiles.get('bo') ?? '');
    const { totalCount, messages: seen } = await historyOf(bo, group.enterpriseGroupId);
    expect(totalCount).toBe(3);
    expect(seen.map(({ ordinal }) => ordinal)).toEqual([4, 5, 6]);
    expect(seen[0]?.replyTo).toEqual({ ordinal: null, message: null });
  });

  test('shows all from the beginning where that was agreed to, and a later setting takes nothing away', async () => {
    const group = await newGroup('FROM_BEGINNING');
    expect(await admit(group.admin, group, await group.accountOf('bo'))).toMatchObject({
      groupMember: { historyFrom: null },
    });
    await decide(group, { lateHistory: 'FROM_ADMISSION' });
    const bo = await server.signIn(group.mobiles.get('bo') ?? '');
    expect((await historyOf(bo, group.enterpriseGroupId)).totalCount).toBe(messages.length);
    // Of what was agreed to and what the setting says at an admission, the stricter counts.
    expect(await admit(group.admin, group, await group.accountOf('di'))).toMatchObject({
      groupMember: { historyFrom: messages.length + 1 },
    });
  });

  test('shows no more than the members agreed to, whatever the setting says after the cut-over', async () => {
    const group = await newGroup();
    await decide(group, { lateHistory: 'FROM_BEGINNING', retentionDays: 30, confidentiality: 'PUBLIC' });
    expect(await admit(group.admin, group, await group.accountOf('bo'))).toMatchObject({
      groupMember: { historyFrom: messages.length + 1 },
    });
    expect(
      await group.admin.succeed(
        'query ($id: ID!) { enterpriseGroup(id: $id) { terms { retentionDays confidentiality lateHistory } } }',
        { id: group.enterpriseGroupId },
      ),
    ).toEqual({
      enterpriseGroup: {
        terms: { retentionDays: null, confidentiality: 'INTERNAL', lateHistory: 'FROM_ADMISSION' },
      },
    });
  });

  test('is refused for who is in already, for an account that is not active, and for a group that is full', async () => {
    const group = await newGroup();
    const { admin, enterpriseGroupId } = group;
    const bo = await group.accountOf('bo');
    const admitted = (memberId: string) => refusal(admin, 'admitMember', { enterpriseGroupId, memberId });
    expect(await admitted(await group.accountOf('cy'))).toBe('ALREADY_GROUP_MEMBER');
    const status = (to: string) =>
      server.app.database.run('update member set status = $2 where id = $1', [localOf(bo), to]);
    await status('DISABLED');
    expect(await admitted(bo)).toBe('ACCOUNT_NOT_ACTIVE');
    await status('ACTIVATED');
    await server.app.database.run(
      `with new as (
         insert into member (id, organization_id, user_id, name, mobile, status, created_at)
         select gen_random_uuid(), $1, 'many' || n, 'many', '+8613' || (100000000 + n), 'DISABLED', now()
         from generate_series(1, 1998) n returning id)
       insert into enterprise_group_member (enterprise_group_id, member_id, role, joined_at)
       select $2, id, 'MEMBER', now() from new`,
      [localOf(group.organizationId), localOf(enterpriseGroupId)],
    );
    expect(await admitted(bo)).toBe('GROUP_FULL');
    const region = (membersRegion: string) =>
      server.app.database.run(
        'update organization_setting set members_region = $2 where organization_id = $1',
        [localOf(group.organizationId), membersRegion],
      );
    const moved = (mobile: string) =>
      server.app.database.run('update member set mobile = $2 where id = $1', [localOf(bo), mobile]);
    const [own] = await server.app.database.rows<{ mobile: string }>(
      'select mobile from member where id = $1',
      [localOf(bo)],
    );
    await region('OWN');
    await moved('+14155550100');
    expect(await admitted(bo)).toBe('REGION_NOT_TAKEN');
    await moved(own?.mobile ?? '');
    expect(await admitted(bo)).toBe('GROUP_FULL');
    await region('ANY');
    await server.app.database.run(
      `delete from enterprise_group_member g using member m where m.id = g.member_id and m.user_id = 'many1'
         and g.enterprise_group_id = $1`,
      [localOf(enterpriseGroupId)],
    );
    // Without its verification the organization has room for two hundred.
    const verified = (until: string) =>
      server.app.database.run(
        `update organization set verified_until = verified_until + $2::interval where id = $1`,
        [localOf(group.organizationId), until],
      );
    await verified('-10 years');
    expect(await admitted(bo)).toBe('GROUP_FULL');
    await verified('10 years');
    expect(await admitted(bo)).toBeUndefined();
  });

  test('two admissions for the last place: one of them gets it', async () => {
    const group = await takenOver(server, { joined: ['cy'], excluded: ['bo', 'di'], messages });
    const { admin, enterpriseGroupId } = group;
    await server.app.database.run(
      `with new as (
         insert into member (id, organization_id, user_id, name, mobile, status, created_at)
         select gen_random_uuid(), $1, 'many' || n, 'many', '+8614' || (100000000 + n), 'DISABLED', now()
         from generate_series(1, 1997) n returning id)
       insert into enterprise_group_member (enterprise_group_id, member_id, role, joined_at)
       select $2, id, 'MEMBER', now() from new`,
      [localOf(group.organizationId), localOf(enterpriseGroupId)],
    );
    const people = [await group.accountOf('bo'), await group.accountOf('di')];
    const codes = await Promise.all(
      people.map((memberId) => refusal(admin, 'admitMember', { enterpriseGroupId, memberId })),
    );
    expect(new Set(codes)).toEqual(new Set(['GROUP_FULL', undefined]));
  });

  test('is for administrators of groups, of the same organization, and only after the cut-over', async () => {
    const group = await newGroup();
    const other = await newGroup();
    const memberId = await group.accountOf('bo');
    const MUTATION =
      'mutation ($input: AdmitMemberInput!) { admitMember(input: $input) { userErrors { code } } }';
    const input = { enterpriseGroupId: group.enterpriseGroupId, memberId };
    const cy = await server.signIn(group.mobiles.get('cy') ?? '');
    expect(await cy.errorCodes(MUTATION, { input })).toEqual(['FORBIDDEN']);
    expect(await other.admin.errorCodes(MUTATION, { input })).toEqual(['NOT_FOUND']);
    const foreign = { ...input, memberId: await other.accountOf('bo') };
    expect(await group.admin.errorCodes(MUTATION, { input: foreign })).toEqual(['NOT_FOUND']);
    await server.app.database.run(
      `update enterprise_group set state = 'DISSOLVED', dissolved_at = now() where id = $1`,
      [localOf(group.enterpriseGroupId)],
    );
    expect(await refusal(group.admin, 'admitMember', input)).toBe('ILLEGAL_STATE');
  });
});

describe('the old id of a group', () => {
  test('leads to the group that has taken over, for any active member of the organization', async () => {
    const group = await newGroup();
    const SUCCESSOR = `query ($organizationId: ID!, $platformGroupId: String!) {
      groupSuccessor(organizationId: $organizationId, platform: "wechat", platformGroupId: $platformGroupId) { id state } }`;
    const { organizationId, platformGroupId, sourceGroupId, enterpriseGroupId: id } = group;
    const bo = await server.signIn(group.mobiles.get('bo') ?? '');
    expect(await bo.succeed(SUCCESSOR, { organizationId, platformGroupId })).toEqual({
      groupSuccessor: { id, state: 'ACTIVE' },
    });
    expect(await bo.succeed(SUCCESSOR, { organizationId, platformGroupId: 'another' })).toEqual({
      groupSuccessor: null,
    });
    const stranger = await server.signIn(newMobile());
    expect(await stranger.errorCodes(SUCCESSOR, { organizationId, platformGroupId })).toEqual(['NOT_FOUND']);
    const NODE =
      'query ($id: ID!) { node(id: $id) { ... on SourceGroup { state successor { id } } } sourceGroup(id: $id) { successor { id } } }';
    expect(await group.admin.succeed(NODE, { id: sourceGroupId })).toEqual({
      node: { state: 'CEASED', successor: { id } },
      sourceGroup: { successor: { id } },
    });
  });
});
