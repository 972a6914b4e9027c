import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { indexHistories, indexHistory } from '#modules/group/use-cases/index-history.js';
import type { Api } from '../support/api.js';
import { message } from '../support/groups.js';
import { startServer, type TestServer } from '../support/server.js';
import { type TakenOver, takenOver } from '../support/taken-over.js';
import { mutate } from '../support/upgrades.js';
import { newMobile } from '../support/world.js';

/** Each group lives its whole life through the API first. */
let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const localOf = (id: string): string => Buffer.from(id, 'base64url').toString().split(':')[1] ?? '';

const contents = [
  '明天下午开会，讨论项目进度',
  'Deploying the new server tonight',
  '我把 iPhone手机 忘在会议室了',
  'The server is down? https://status.example.com/incident/42',
  '開會改到後天',
  'server server SERVER！全角ＳＥＲＶＥＲ',
  '项目很好，进度一般 👍',
];
const messages = [
  ...contents.map((content, index) => message(`m${index}`, 'anna', 1_600_000_000 + index, { content })),
  message('taken back', 'anna', 1_600_000_100, { type: 81, content: 'the server secret' }),
  message(null, 'bo', 1_600_000_101, { type: 1, content: null }),
];

const SEARCH = `query ($id: ID!, $query: String!, $first: Int!, $after: String) {
  enterpriseGroup(id: $id) { searchHistory(query: $query, first: $first, after: $after) {
    searchReady totalCount pageInfo { hasNextPage endCursor }
    edges { node { ordinal content sender { displayName } } matches { start end } } } } }`;

interface Result {
  readonly searchReady: boolean;
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly edges: readonly {
    readonly node: { readonly ordinal: number; readonly content: string };
    readonly matches: readonly { readonly start: number; readonly end: number }[];
  }[];
}

async function search(
  api: Api,
  id: string,
  query: string,
  page: { first?: number; after?: string | null } = {},
): Promise<Result> {
  const variables = { id, query, first: 20, ...page };
  return (await api.succeed<{ enterpriseGroup: { searchHistory: Result } }>(SEARCH, variables))
    .enterpriseGroup.searchHistory;
}

const ordinalsOf = ({ edges }: Result): number[] => edges.map(({ node }) => node.ordinal);

/** A group whose history the job of the cut-over has made searchable. */
async function searchable(): Promise<TakenOver> {
  const group = await takenOver(server, { joined: ['cy'], excluded: ['bo'], messages });
  while (!(await search(group.admin, group.enterpriseGroupId, 'x')).searchReady) await setImmediate();
  return group;
}

async function conversationOf({ enterpriseGroupId }: TakenOver): Promise<string> {
  const row = await server.app.database.row<{ id: string }>(
    'select conversation_id as id from enterprise_group where id = $1',
    [localOf(enterpriseGroupId)],
  );
  return row?.id ?? '';
}

describe('searchHistory', () => {
  let group: TakenOver;
  beforeAll(async () => {
    group = await searchable();
  });

  test.each<[string, number[]]>([
    ['开会', [1]],
    ['項目', []],
    ['项目', [7, 1]],
    ['项目进度', [1]],
    ['项目 进度', [7, 1]],
    ['会', [3, 1]],
    ['開會', [5]],
    ['server', [6, 4, 2]],
    ['SERVER down', [4]],
    ['serv', []],
    ['serv*', [6, 4, 2]],
    ['deploy*', [2]],
    ['"new server"', [2]],
    ['"server new"', []],
    ['手机', [3]],
    ['iphone手机', [3]],
    ['iphone', [3]],
    ['status.example.com', [4]],
    ['42', [4]],
    ['👍', [7]],
    ['secret', []],
  ])('%s finds %j, the newest first', async (query, ordinals) => {
    const result = await search(group.admin, group.enterpriseGroupId, query);
    expect(ordinalsOf(result)).toEqual(ordinals);
    expect(result.totalCount).toBe(ordinals.length);
  });

  test('tells what matched', async () => {
    const { edges } = await search(group.admin, group.enterpriseGroupId, 'server');
    const [newest] = edges;
    expect(newest?.matches.map(({ start, end }) => newest.node.content.slice(start, end))).toEqual([
      'server',
      'server',
      'SERVER',
      'ＳＥＲＶＥＲ',
    ]);
  });

  test('goes page by page, without gap or repetition', async () => {
    const seen: number[] = [];
    for (let after: string | null = null; ;) {
      const page: Result = await search(group.admin, group.enterpriseGroupId, 'server', { first: 1, after });
      seen.push(...ordinalsOf(page));
      after = page.pageInfo.endCursor;
      if (!page.pageInfo.hasNextPage) break;
    }
    expect(seen).toEqual([6, 4, 2]);
  });

  test('finds nothing of another group, though it has the same words', async () => {
    const other = await searchable();
    await server.app.database.run(
      `update message set content = 'forged' where conversation_id = $1 and ordinal = 2`,
      [await conversationOf(other)],
    );
    const { edges } = await search(group.admin, group.enterpriseGroupId, 'deploying');
    expect(edges.map(({ node }) => node.content)).toEqual([contents[1]]);
    const stranger = await server.signIn(newMobile());
    const variables = { id: other.enterpriseGroupId, query: 'server', first: 1 };
    expect(await stranger.errorCodes(SEARCH, variables)).toEqual(['NOT_FOUND']);
    const bo = await server.signIn(other.mobiles.get('bo') ?? '');
    expect(await bo.errorCodes(SEARCH, variables)).toEqual(['FORBIDDEN']);
  });

  test('finds for a late comer what they may read, and nothing before it', async () => {
    const own = await searchable();
    const { admin, enterpriseGroupId } = own;
    await mutate(admin, 'admitMember', { enterpriseGroupId, memberId: await own.accountOf('bo') });
    const bo = await server.signIn(own.mobiles.get('bo') ?? '');
    expect(await search(bo, enterpriseGroupId, 'server')).toMatchObject({ totalCount: 0, edges: [] });
    await server.app.database.run(
      'update enterprise_group_member set history_from = 4 where history_from is not null and enterprise_group_id = $1',
      [localOf(enterpriseGroupId)],
    );
    const late = await search(bo, enterpriseGroupId, 'server');
    expect(ordinalsOf(late)).toEqual([6, 4]);
    expect(late.totalCount).toBe(2);
  });

  test.each([
    ['no word', ' … "" * '],
    ['too many words', 'a '.repeat(17)],
    ['too many characters', 'a'.repeat(201)],
  ])('is refused for %s', async (_, query) => {
    const variables = { id: group.enterpriseGroupId, query, first: 1 };
    expect(await group.admin.errorCodes(SEARCH, variables)).toEqual(['BAD_USER_INPUT']);
  });

  test.each(["'", "\\' | x:*", '1/server', "x' & !y", '\0server', '\ud800 server'])(
    'takes %j as text and as nothing else',
    async (query) => {
      expect(await search(group.admin, group.enterpriseGroupId, `${query} nowhere`)).toMatchObject({
        edges: [],
      });
    },
  );
});

describe('the index of a history', () => {
  test('says that it is not ready, goes on where it was left, and is made once', async () => {
    const { database } = server.app;
    const group = await searchable();
    const conversationId = await conversationOf(group);
    const rowsOf = () =>
      database.rows('select * from message_search where conversation_id = $1 order by ordinal', [
        conversationId,
      ]);
    const whole = await rowsOf();
    expect(whole).toHaveLength(contents.length);
    await database.run('delete from message_search where conversation_id = $1 and ordinal > 3', [
      conversationId,
    ]);
    await database.run('update conversation set searched_count = 3 where id = $1', [conversationId]);
    expect(await search(group.admin, group.enterpriseGroupId, 'server')).toMatchObject({
      searchReady: false,
      totalCount: 1,
    });
    await Promise.all([indexHistory(database, conversationId), indexHistory(database, conversationId)]);
    await indexHistory(database, conversationId);
    expect(await rowsOf()).toEqual(whole);
    expect(await search(group.admin, group.enterpriseGroupId, 'server')).toMatchObject({
      searchReady: true,
      totalCount: 3,
    });
  });

  test('is made for histories that were left without one', async () => {
    const { database } = server.app;
    const group = await searchable();
    const conversationId = await conversationOf(group);
    await database.run('delete from message_search where conversation_id = $1', [conversationId]);
    await database.run('update conversation set searched_count = 0 where id = $1', [conversationId]);
    await indexHistories(database);
    while (!(await search(group.admin, group.enterpriseGroupId, 'x')).searchReady) await setImmediate();
    expect(ordinalsOf(await search(group.admin, group.enterpriseGroupId, 'server'))).toEqual([6, 4, 2]);
  });
});
