import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  completeTakeover,
  createEnterpriseGroup,
  dissolveForming,
  historyProof,
  isGroupMember,
  lockSourceGroup,
  verifyConversation,
} from '#modules/group/public.js';
import { newId } from '#kernel/ids.js';
import type { Api } from '../support/api.js';
import { asJsonl, importGroup, member, message } from '../support/groups.js';
import { untilTold } from '../support/life.js';
import { startServer, type TestServer } from '../support/server.js';
import { statementsOf } from '../support/statements.js';
import { newMobile, organizationWithAdministrator, type World } from '../support/world.js';

const PAGE = `query ($id: ID!, $first: Int!, $after: String) { enterpriseGroup(id: $id) { history(first: $first, after: $after) {
  totalCount pageInfo { hasNextPage endCursor } edges { node {
    ordinal platformMessageId sentAt type content recalled replyTo { platformMessageId ordinal }
    sender { closed displayName platformId member { userId } } } } } } }`;

interface Message {
  readonly ordinal: number;
  readonly platformMessageId: string | null;
  readonly content: string | null;
  readonly recalled: boolean;
  readonly replyTo: { readonly platformMessageId: string; readonly ordinal: number | null } | null;
  readonly sender: {
    readonly closed: boolean;
    readonly displayName: string;
    readonly platformId: string | null;
    readonly member: { readonly userId: string } | null;
  };
}

interface Page {
  readonly enterpriseGroup: {
    readonly history: {
      readonly totalCount: number;
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
      readonly edges: readonly { readonly node: Message }[];
    };
  };
}

const MESSAGES = 250;

describe('the history of an enterprise group', () => {
  let server: TestServer;
  let world: World;
  let anna: Api;
  let bo: Api;
  let annaId: string;
  let sourceGroupId: string;
  let groupId: string;
  let global: string;

  beforeAll(async () => {
    server = await startServer();
    world = await organizationWithAdministrator(server);
    [anna, annaId] = await newAccount('anna');
    [bo] = await newAccount('bo');
    sourceGroupId = localOf(
      (await importGroup(world.admin, world.organizationId, asJsonl(groupFile))).result?.id,
    );
    groupId = await takeOver(sourceGroupId, [annaId]);
    global = Buffer.from(`EnterpriseGroup:${groupId}`).toString('base64url');
  });
  afterAll(() => server.stop());

  const groupFile = {
    members: [member('anna', { roles: [{ id: 'owner' }] }), member('bo')],
    messages: [
      message('m1', 'anna', 1_600_000_000, { groupNickname: 'A\u202enna' }),
      message('m2', 'bo', 1_600_000_001, { type: 25, replyToMessageId: 'm1' }),
      message('m3', 'bo', 1_600_000_002, { type: 81, content: 'was taken back' }),
      message('m4', 'ghost', 1_600_000_003, { accountName: 'Casper', replyToMessageId: 'elsewhere' }),
      ...Array.from({ length: MESSAGES - 4 }, (_, index) =>
        message(`x${index}`, index % 2 === 0 ? 'anna' : 'bo', 1_600_000_010, { replyToMessageId: 'm2' }),
      ),
    ],
  };

  const localOf = (id: string | undefined): string =>
    Buffer.from(id ?? '', 'base64url')
      .toString()
      .split(':')[1] ?? '';

  /** An account of the organization that its person has activated. Returns its client and the member's id. */
  async function newAccount(userId: string): Promise<[Api, string]> {
    const mobile = newMobile();
    const api = await server.signIn(mobile);
    const id = newId();
    await server.app.database.run(
      `insert into member (id, organization_id, person_id, user_id, name, mobile, status, created_at, activated_at)
       select $1, $2, p.id, $3, $3, p.mobile, 'ACTIVATED', now(), now() from person p where p.mobile = $4`,
      [id, localOf(world.organizationId), userId, mobile],
    );
    return [api, id];
  }

  const terms = { retentionDays: null, confidentiality: 'INTERNAL', lateHistory: 'FROM_ADMISSION' } as const;

  /** What a cut-over does. The first account is the one of the owner. */
  function takeOver(source: string, memberIds: readonly string[]): Promise<string> {
    return server.app.database.transaction(async (tx) => {
      const group = await lockSourceGroup(tx, source);
      if (!group) throw new Error('no such group');
      const enterpriseGroupId = await createEnterpriseGroup(tx, { ...group, sourceGroupId: group.id });
      const entries = await tx.rows<{ id: string }>(
        'select id from roster_entry where source_group_id = $1 order by position limit $2',
        [source, memberIds.length],
      );
      const accounts = await tx.rows<{ id: string; personId: string }>(
        'select id, person_id as "personId" from member where id = any($1::uuid[])',
        [memberIds],
      );
      const members = memberIds.map((memberId, index) => ({
        personId: accounts.find(({ id }) => id === memberId)?.personId ?? '',
        memberId,
        rosterEntryId: entries[index]?.id ?? '',
        role: index === 0 ? ('OWNER' as const) : ('MEMBER' as const),
      }));
      await completeTakeover(tx, { sourceGroupId: source, enterpriseGroupId, terms, members, declined: [] });
      return enterpriseGroupId;
    });
  }

  async function read(
    api: Api,
    first: number,
    after?: string | null,
  ): Promise<Page['enterpriseGroup']['history']> {
    return (await api.succeed<Page>(PAGE, { id: global, first, after })).enterpriseGroup.history;
  }

  test('is read from the first message to the last, page by page, without gap or repetition', async () => {
    const seen: number[] = [];
    for (let after: string | null | undefined; ;) {
      const page = await read(anna, 99, after);
      expect(page.totalCount).toBe(MESSAGES);
      seen.push(...page.edges.map(({ node }) => node.ordinal));
      after = page.pageInfo.endCursor;
      if (!page.pageInfo.hasNextPage) break;
    }
    expect(seen).toEqual(Array.from({ length: MESSAGES }, (_, index) => index + 1));
  });

  test('names senders harmlessly, resolves replies, and hides what was recalled', async () => {
    const { edges } = await read(anna, 4);
    expect(edges.map(({ node }) => node)).toEqual([
      {
        ordinal: 1,
        platformMessageId: 'm1',
        sentAt: '2020-09-13T12:26:40.000Z',
        type: 'TEXT',
        content: 'anna at 1600000000',
        recalled: false,
        replyTo: null,
        sender: { closed: false, displayName: 'Anna', platformId: 'anna', member: { userId: 'anna' } },
      },
      expect.objectContaining({
        type: 'REPLY',
        replyTo: { platformMessageId: 'm1', ordinal: 1 },
        sender: { closed: true, displayName: 'bo', platformId: null, member: null },
      }),
      expect.objectContaining({ type: 'RECALL', content: null, recalled: true }),
      expect.objectContaining({
        replyTo: { platformMessageId: 'elsewhere', ordinal: null },
        sender: { closed: true, displayName: 'Casper', platformId: null, member: null },
      }),
    ]);
  });

  test('takes as many statements for a hundred messages as for two', async () => {
    const count = async (first: number): Promise<number> => {
      const statements = await statementsOf(server, async () => {
        expect((await read(anna, first)).edges).toHaveLength(first);
      });
      return statements.length;
    };
    await untilTold(server);
    const two = await count(2);
    expect(two).toBeGreaterThan(0);
    expect(await count(100)).toBe(two);
  });

  test('is forbidden to everybody else of the organization, its administrator among them', async () => {
    for (const api of [bo, world.admin]) {
      expect(await api.errorCodes(PAGE, { id: global, first: 1 })).toEqual(['FORBIDDEN']);
      expect(
        await api.succeed('query ($id: ID!) { enterpriseGroup(id: $id) { name state } }', { id: global }),
      ).toEqual({
        enterpriseGroup: { name: '周末骑行', state: 'ACTIVE' },
      });
    }
  });

  test('does not exist for strangers, nor for anybody who is not signed in', async () => {
    const stranger = await server.signIn(newMobile());
    expect(await stranger.errorCodes(PAGE, { id: global, first: 1 })).toEqual(['NOT_FOUND']);
    expect(await server.api.errorCodes(PAGE, { id: global, first: 1 })).toEqual(['UNAUTHENTICATED']);
    expect(await stranger.succeed('query ($id: ID!) { node(id: $id) { id } }', { id: global })).toEqual({
      node: null,
    });
  });

  test('is closed to a member whose account is disabled, and open again when it is enabled', async () => {
    const [carl, carlId] = await newAccount('carl');
    await server.app.database.run(
      `insert into enterprise_group_member (enterprise_group_id, person_id, member_id, role, joined_at)
       select $1, person_id, id, 'MEMBER', now() from member where id = $2`,
      [groupId, carlId],
    );
    const status = (to: string): Promise<number> =>
      server.app.database.run('update member set status = $2 where id = $1', [carlId, to]);
    expect((await read(carl, 1)).edges).toHaveLength(1);
    const person = await server.app.database.row<{ id: string }>(
      'select person_id as id from member where id = $1',
      [carlId],
    );
    const carlIn = { enterpriseGroupId: groupId, personId: person?.id ?? '' };
    expect(await isGroupMember(server.app.database, carlIn)).toBe(true);
    await status('DISABLED');
    expect(await carl.errorCodes(PAGE, { id: global, first: 1 })).toEqual(['NOT_FOUND']);
    expect(await isGroupMember(server.app.database, carlIn)).toBe(false);
    await status('ACTIVATED');
    expect((await read(carl, 1)).edges).toHaveLength(1);
  });

  test('a page of a million, of none, and after a made-up cursor are refused', async () => {
    const madeUp = Buffer.from('["x"]').toString('base64url');
    for (const variables of [
      { first: 1_000_000 },
      { first: 0 },
      { first: 1, after: madeUp },
      { first: 1, after: '...' },
    ]) {
      const [code] = await anna.errorCodes(PAGE, { id: global, ...variables });
      expect(['BAD_USER_INPUT', 'QUERY_TOO_COMPLEX']).toContain(code);
    }
  });

  test('is the one that was imported: the group shows the same proof as the stored rows give', async () => {
    const { enterpriseGroup } = await anna.succeed<{
      enterpriseGroup: { historyProof: { messageCount: number; digest: string } };
    }>('query ($id: ID!) { enterpriseGroup(id: $id) { historyProof { messageCount digest } } }', {
      id: global,
    });
    const group = await lockSourceGroup(server.app.database, sourceGroupId);
    const conversationId = group?.conversationId ?? '';
    expect(await verifyConversation(server.app.database, conversationId)).toEqual(
      enterpriseGroup.historyProof,
    );
    const proof = await historyProof(server.app.database, conversationId);
    expect(proof).toEqual({
      version: 2,
      ...enterpriseGroup.historyProof,
      sourceCount: MESSAGES,
      sourceDigest: proof.digest,
      formerDigest: null,
    });
  });

  test('a row that was changed, lost or moved does not pass the proof', async () => {
    const { admin, organizationId } = world;
    const file = asJsonl({ ...groupFile, meta: { groupId: 'tampered' } });
    const source = localOf((await importGroup(admin, organizationId, file)).result?.id);
    const { database } = server.app;
    const group = await lockSourceGroup(database, source);
    const of = [group?.conversationId ?? ''];
    const { messageCount, digest } = await historyProof(database, of[0] ?? '');
    const stored = { messageCount, digest };
    expect(await verifyConversation(database, of[0] ?? '')).toEqual(stored);
    await database.run(
      `update message set content = 'forged' where conversation_id = $1 and ordinal = 5`,
      of,
    );
    expect(await verifyConversation(database, of[0] ?? '')).not.toEqual(stored);
    await database.run('delete from message where conversation_id = $1 and ordinal = 5', of);
    await expect(verifyConversation(database, of[0] ?? '')).rejects.toThrow('message 5');
  });

  describe('the cut-over', () => {
    test('ends the source group: it points to its successor and takes no more imports', async () => {
      const { admin, organizationId } = world;
      expect(
        await admin.succeed(
          `query ($id: ID!) { node(id: $id) { ... on SourceGroup { state successor { id predecessor { state } members(first: 5) {
             totalCount edges { node { role member { userId } } } } } } } }`,
          { id: Buffer.from(`SourceGroup:${sourceGroupId}`).toString('base64url') },
        ),
      ).toEqual({
        node: {
          state: 'CEASED',
          successor: {
            id: global,
            predecessor: { state: 'CEASED' },
            members: expect.objectContaining({
              edges: expect.arrayContaining([{ node: { role: 'OWNER', member: { userId: 'anna' } } }]),
            }),
          },
        },
      });
      const late = asJsonl({ ...groupFile, messages: [message('late', 'anna', 1_700_000_000)] });
      expect(await importGroup(admin, organizationId, late)).toMatchObject({
        state: 'FAILED',
        failureCode: 'SOURCE_GROUP_CEASED',
      });
      expect((await read(anna, 1)).totalCount).toBe(MESSAGES);
    });

    test('happens once, and a group that was dissolved before it never takes over', async () => {
      await expect(takeOver(sourceGroupId, [annaId])).rejects.toThrow('enterprise_group_source_group_key');
      const { admin, organizationId } = world;
      const other = localOf(
        (await importGroup(admin, organizationId, asJsonl({ ...groupFile, meta: { groupId: 'g2' } }))).result
          ?.id,
      );
      const { database } = server.app;
      const group = await lockSourceGroup(database, other);
      if (!group) throw new Error('no such group');
      const forming = await createEnterpriseGroup(database, { ...group, sourceGroupId: other });
      await expect(createEnterpriseGroup(database, { ...group, sourceGroupId: other })).rejects.toThrow(
        'enterprise_group_source_group_key',
      );
      await dissolveForming(database, forming);
      await expect(
        database.transaction((tx) =>
          completeTakeover(tx, {
            sourceGroupId: other,
            enterpriseGroupId: forming,
            terms,
            members: [],
            declined: [],
          }),
        ),
      ).rejects.toThrow('cannot be taken over');
      expect(await lockSourceGroup(database, other)).toMatchObject({ state: 'LIVE' });
      await dissolveForming(database, groupId);
      expect((await read(anna, 1)).edges).toHaveLength(1);
    });

    test('what somebody without the right may not see of where a group comes from is null', async () => {
      const query =
        'query ($id: ID!) { enterpriseGroup(id: $id) { predecessor { name } organization { shortName } } }';
      expect(await bo.succeed(query, { id: global })).toEqual({
        enterpriseGroup: { predecessor: null, organization: { shortName: '远洋物流' } },
      });
    });
  });
});
