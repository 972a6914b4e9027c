import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Api } from '../support/api.js';
import {
  asJson,
  asJsonl,
  type Ended,
  type Export,
  importGroup,
  importMobiles,
  member,
  message,
} from '../support/groups.js';
import { startServer, type TestServer } from '../support/server.js';
import { newMobile, organizationWithAdministrator, upload, type World } from '../support/world.js';

const GROUP = `query ($id: ID!) { sourceGroup(id: $id) { id name platform platformGroupId state memberCount lastMessageAt
  owner { platformId } successor { id } historyProof { messageCount digest }
  roster(first: 100) { totalCount edges { node { platformId displayName accountName groupNickname roles mobile } } } } }`;

interface Group {
  readonly id: string;
  readonly name: string;
  readonly platformGroupId: string;
  readonly state: string;
  readonly memberCount: number;
  readonly lastMessageAt: string | null;
  readonly owner: { readonly platformId: string } | null;
  readonly historyProof: { readonly messageCount: number; readonly digest: string };
  readonly roster: { readonly totalCount: number; readonly edges: readonly { readonly node: Entry }[] };
}

interface Entry {
  readonly platformId: string;
  readonly displayName: string;
  readonly accountName: string | null;
  readonly groupNickname: string | null;
  readonly roles: readonly string[];
  readonly mobile: string | null;
}

const cyclists: Export = {
  members: [
    member('anna', { roles: [{ id: 'owner' }], groupNickname: '安娜' }),
    member('bo', { roles: [{ id: 'admin' }], aliases: ['Bo', '老博'] }),
    member('cai'),
  ],
  messages: [
    message('m1', 'anna', 1_600_000_000),
    message('m2', 'bo', 1_600_000_000, { replyToMessageId: 'm1', type: 25 }),
    message('m3', 'cai', 1_600_000_060, { content: 'tab\there, back\\slash, line\nfeed and \r return, \\N' }),
    message(null, 'cai', 1_600_000_061, { content: null, type: 1 }),
    message(null, 'cai', 1_600_000_061, { content: null, type: 1 }),
  ],
};

describe('importing a group', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  let worlds = 0;
  const newWorld = (): Promise<World> =>
    organizationWithAdministrator(server, { name: `骑行社${(worlds += 1)}` });

  async function groupOf(api: Api, imported: Ended): Promise<Group> {
    expect(imported).toMatchObject({ state: 'SUCCEEDED', result: { id: expect.any(String) } });
    return (await api.succeed<{ sourceGroup: Group }>(GROUP, { id: imported.result?.id })).sourceGroup;
  }

  /** What is stored of a group's messages, in order. */
  function stored(
    group: Group,
  ): Promise<{ ordinal: number; id: string | null; content: string | null; type: number }[]> {
    return server.app.database.rows(
      `select m.ordinal, m.platform_message_id as id, m.content, m.type from message m
       join source_group g on g.conversation_id = m.conversation_id where g.id = $1 order by m.ordinal`,
      [uuidOf(group)],
    );
  }

  const uuidOf = (group: { id: string }): string =>
    Buffer.from(group.id, 'base64url').toString().split(':')[1] ?? '';
  const platformIds = (group: Group): string[] => group.roster.edges.map(({ node }) => node.platformId);
  const codes = (imported: Ended): (string | null)[] => imported.rows.map((row) => row.code);

  test('keeps roster, owner, roles and messages in the order of the file, and says nothing more of a sound file', async () => {
    const { organizationId, admin } = await newWorld();
    const imported = await importGroup(admin, organizationId, asJsonl(cyclists));
    expect(imported).toMatchObject({
      failureCode: null,
      done: 8,
      total: 8,
      succeeded: 8,
      failed: 0,
      rows: [],
    });
    const group = await groupOf(admin, imported);
    expect(group).toMatchObject({
      name: '周末骑行',
      platform: 'wechat',
      platformGroupId: 'g1',
      state: 'LIVE',
      memberCount: 3,
      lastMessageAt: '2020-09-13T12:27:41.000Z',
      owner: { platformId: 'anna' },
      successor: null,
      historyProof: { messageCount: 5, digest: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    expect(group.roster.edges.map(({ node }) => node)).toEqual([
      {
        platformId: 'anna',
        displayName: '安娜',
        accountName: 'anna',
        groupNickname: '安娜',
        roles: ['owner'],
        mobile: null,
      },
      {
        platformId: 'bo',
        displayName: 'bo',
        accountName: 'bo',
        groupNickname: null,
        roles: ['admin'],
        mobile: null,
      },
      {
        platformId: 'cai',
        displayName: 'cai',
        accountName: 'cai',
        groupNickname: null,
        roles: [],
        mobile: null,
      },
    ]);
    expect(await stored(group)).toEqual([
      { ordinal: 1, id: 'm1', content: 'anna at 1600000000', type: 0 },
      { ordinal: 2, id: 'm2', content: 'bo at 1600000000', type: 25 },
      { ordinal: 3, id: 'm3', content: 'tab\there, back\\slash, line\nfeed and \r return, \\N', type: 0 },
      { ordinal: 4, id: null, content: null, type: 1 },
      { ordinal: 5, id: null, content: null, type: 1 },
    ]);
  });

  test('gives the same proof from JSONL, from JSON, and from JSON whose messages come before the members', async () => {
    const proofs = [];
    for (const body of [asJsonl(cyclists), asJson(cyclists), asJson(cyclists, { messagesFirst: true })]) {
      const { organizationId, admin } = await newWorld();
      const imported = await importGroup(admin, organizationId, body);
      const group = await groupOf(admin, imported);
      expect(platformIds(group)).toEqual(['anna', 'bo', 'cai']);
      expect(imported.rows).toEqual([]);
      proofs.push(group.historyProof);
    }
    expect(proofs[1]).toEqual(proofs[0]);
    expect(proofs[2]).toEqual(proofs[0]);
  });

  test('reads version 0.0.1, where the owner and the ids of messages are not known', async () => {
    const { organizationId, admin } = await newWorld();
    const old = {
      version: '0.0.1',
      meta: { ownerId: undefined, groupId: undefined },
      members: [member('anna'), member('bo')],
      messages: [message(null, 'anna', 5), message(null, 'bo', 5), message(null, 'anna', 5)],
    };
    const imported = await importGroup(admin, organizationId, asJson(old));
    expect(codes(imported)).toEqual(['NO_OWNER', 'GROUP_ID_MISSING']);
    const group = await groupOf(admin, imported);
    expect(group).toMatchObject({
      owner: null,
      platformGroupId: 'name:周末骑行',
      historyProof: { messageCount: 3 },
    });
    expect((await stored(group)).map(({ content }) => content)).toEqual([
      'anna at 5',
      'bo at 5',
      'anna at 5',
    ]);
    const again = await importGroup(admin, organizationId, asJsonl(old));
    expect(await groupOf(admin, again)).toEqual(group);
  });

  describe('a second time', () => {
    test('adds nothing, whichever way the file spells it', async () => {
      const { organizationId, admin } = await newWorld();
      const first = await groupOf(admin, await importGroup(admin, organizationId, asJsonl(cyclists)));
      for (const body of [asJsonl(cyclists), asJson(cyclists)]) {
        const again = await importGroup(admin, organizationId, body);
        expect(again.rows).toEqual([]);
        expect(await groupOf(admin, again)).toEqual(first);
      }
      expect(await stored(first)).toHaveLength(5);
    });

    test('two imports of a new group at once make one group with each message once', async () => {
      const { organizationId, admin } = await newWorld();
      const both = await Promise.all([1, 2].map(() => importGroup(admin, organizationId, asJsonl(cyclists))));
      const [one, two] = await Promise.all(both.map((imported) => groupOf(admin, imported)));
      expect(one).toEqual(two);
      expect(one?.historyProof.messageCount).toBe(5);
    });

    test('a later export appends what is new, and both proofs go on', async () => {
      const { organizationId, admin } = await newWorld();
      await importGroup(admin, organizationId, asJsonl(cyclists));
      const later: Export = {
        ...cyclists,
        exportedAt: 1_700_000_001,
        messages: [
          ...(cyclists.messages ?? []).slice(1),
          message(null, 'cai', 1_600_000_061, { content: null, type: 1 }),
          message('m4', 'anna', 1_600_000_100),
          message(null, 'bo', 1_600_000_100),
        ],
      };
      const group = await groupOf(admin, await importGroup(admin, organizationId, asJson(later)));
      expect((await stored(group)).map(({ ordinal, id, content }) => [ordinal, id ?? content])).toEqual([
        [1, 'm1'],
        [2, 'm2'],
        [3, 'm3'],
        [4, null],
        [5, null],
        [6, null],
        [7, 'm4'],
        [8, 'bo at 1600000100'],
      ]);
      const proof = await server.app.database.row(
        `select c.message_count as count, c.source_count as source, c.chain = c.source_chain as equal
         from conversation c join source_group g on g.conversation_id = c.id where g.id = $1`,
        [uuidOf(group)],
      );
      expect(proof).toEqual({ count: 8, source: 8, equal: true });
    });

    test('takes over new names, and says who left and who came back', async () => {
      const { organizationId, admin } = await newWorld();
      const first = await groupOf(admin, await importGroup(admin, organizationId, asJsonl(cyclists)));
      const without = {
        ...cyclists,
        exportedAt: 1_700_000_001,
        members: [member('bo', { accountName: 'Bodo', roles: [{ id: 'owner' }] }), member('dan')],
      };
      const second = await groupOf(
        admin,
        await importGroup(
          admin,
          organizationId,
          asJsonl({ ...without, meta: { name: '周日骑行', ownerId: undefined } }),
        ),
      );
      expect(second).toMatchObject({
        id: first.id,
        name: '周日骑行',
        memberCount: 2,
        owner: { platformId: 'bo' },
      });
      expect(second.roster.edges.map(({ node }) => [node.platformId, node.displayName])).toEqual([
        ['bo', 'Bodo'],
        ['dan', 'dan'],
      ]);
      const third = await groupOf(
        admin,
        await importGroup(admin, organizationId, asJsonl({ ...cyclists, exportedAt: 1_700_000_002 })),
      );
      expect(platformIds(third)).toEqual(['anna', 'bo', 'cai']);
      expect(third.owner).toEqual({ platformId: 'anna' });
    });

    test('an export older than the last adds its messages and leaves the roster alone', async () => {
      const { organizationId, admin } = await newWorld();
      const first = await groupOf(admin, await importGroup(admin, organizationId, asJsonl(cyclists)));
      const older = {
        exportedAt: 1_600_000_000,
        members: [member('old')],
        messages: [message('m0', 'anna', 1)],
      };
      const imported = await importGroup(admin, organizationId, asJsonl(older));
      expect(codes(imported)).toEqual(['OLDER_EXPORT']);
      const group = await groupOf(admin, imported);
      expect(group.roster).toEqual(first.roster);
      expect(group.historyProof.messageCount).toBe(6);
    });

    test('a file without members, or with a line that may hide one, makes nobody leave', async () => {
      const { organizationId, admin } = await newWorld();
      const first = await groupOf(admin, await importGroup(admin, organizationId, asJsonl(cyclists)));
      const none = await importGroup(
        admin,
        organizationId,
        asJsonl({ messages: [message('m9', 'anna', 9)] }),
      );
      expect((await groupOf(admin, none)).roster).toEqual(first.roster);
      const broken = asJsonl({
        members: [member('anna', { groupNickname: '安娜', roles: [{ id: 'owner' }] })],
      }).concat('{"_type":"member","platf\n');
      const imported = await importGroup(admin, organizationId, broken);
      expect(codes(imported)).toEqual(['BAD_JSON']);
      expect((await groupOf(admin, imported)).roster).toEqual(first.roster);
    });
  });

  describe('bad input', () => {
    let world: World;
    beforeAll(async () => {
      world = await newWorld();
    });
    const header = asJsonl({});

    test.each([
      ['EMPTY', ''],
      ['EMPTY', '\n\n'],
      ['NOT_CHATLAB', '<html></html>'],
      ['MISSING_HEADER', '{"_type":"member","platformId":"anna"}\n'],
      ['UNSUPPORTED_VERSION', asJsonl({ version: '9.0.0' })],
      ['UNSUPPORTED_VERSION', asJson({ version: '9.0.0' })],
      ['BAD_HEADER', asJson({ meta: { name: undefined } })],
      ['NOT_A_GROUP', asJson({ meta: { type: 'private' } })],
      ['TRUNCATED', asJson(cyclists).slice(0, -40)],
      ['TRAILING_DATA', `${asJson(cyclists)} {}`],
    ])('fails with %s and adds nothing', async (code, body) => {
      const { organizationId, admin } = world;
      const imported = await importGroup(admin, organizationId, body);
      expect(imported).toMatchObject({ state: 'FAILED', failureCode: code, result: null });
      expect(
        await admin.succeed(
          'query ($id: ID!) { organization(id: $id) { sourceGroups(first: 1) { totalCount edges { cursor } } } }',
          {
            id: organizationId,
          },
        ),
      ).toEqual({ organization: { sourceGroups: { totalCount: 0, edges: [] } } });
    });

    test('a bad line in the middle and a last line cut off are reported; all others are imported', async () => {
      const { organizationId, admin } = await newWorld();
      const lines = asJsonl(cyclists).split('\n');
      lines.splice(5, 1, '{"_type":"message","sender":"anna",,}');
      const body = lines.join('\n').slice(0, -10);
      const imported = await importGroup(admin, organizationId, body);
      expect(imported.rows).toEqual([
        {
          line: 6,
          outcome: 'FAILED',
          code: 'BAD_JSON',
          field: null,
          value: '{"_type":"message","sender":"anna",,}',
        },
        { line: 9, outcome: 'FAILED', code: 'TRUNCATED_LINE', field: null, value: expect.any(String) },
      ]);
      expect(imported).toMatchObject({ done: 8, succeeded: 6, failed: 2 });
      const group = await groupOf(admin, imported);
      expect((await stored(group)).map(({ id }) => id)).toEqual(['m1', 'm3', null]);
    });

    test('a sender whom nobody put on the roster is reported once; the messages stay, and the roster is as it was', async () => {
      const { organizationId, admin } = await newWorld();
      const file = {
        ...cyclists,
        messages: [...(cyclists.messages ?? []), message('x1', 'ghost', 7), message('x2', 'ghost', 8)],
      };
      const imported = await importGroup(admin, organizationId, asJsonl(file));
      expect(imported.rows).toEqual([
        { line: 10, outcome: 'SKIPPED', code: 'UNKNOWN_SENDER', field: 'sender', value: 'ghost' },
      ]);
      expect(imported.failed).toBe(0);
      const group = await groupOf(admin, imported);
      expect(group).toMatchObject({ memberCount: 3, historyProof: { messageCount: 7 } });
    });

    test('messages of the same second stay in the order of the file, also across a re-import', async () => {
      const { organizationId, admin } = await newWorld();
      const ids = Array.from({ length: 50 }, (_, index) => `z${(index * 37) % 50}`);
      const file = { ...cyclists, messages: ids.map((id) => message(id, 'bo', 1_600_000_000)) };
      await importGroup(admin, organizationId, asJsonl({ ...file, messages: file.messages.slice(0, 20) }));
      const group = await groupOf(admin, await importGroup(admin, organizationId, asJsonl(file)));
      expect((await stored(group)).map(({ id }) => id)).toEqual(ids);
    });

    test('a type that no version knows is kept', async () => {
      const { organizationId, admin } = await newWorld();
      const file = { ...cyclists, messages: [message('t', 'bo', 1, { type: 4711 })] };
      const group = await groupOf(admin, await importGroup(admin, organizationId, asJsonl(file)));
      expect((await stored(group))[0]?.type).toBe(4711);
    });

    test('an owner who is not on the roster is no owner', async () => {
      const { organizationId, admin } = await newWorld();
      const imported = await importGroup(
        admin,
        organizationId,
        asJsonl({ ...cyclists, meta: { ownerId: 'zoe' }, members: [member('bo')] }),
      );
      expect(imported.rows).toContainEqual({
        line: 1,
        outcome: 'SKIPPED',
        code: 'NO_OWNER',
        field: 'ownerId',
        value: 'zoe',
      });
      expect((await groupOf(admin, imported)).owner).toBeNull();
    });

    test('a member or a message id that stands twice counts once, and that is said', async () => {
      const { organizationId, admin } = await newWorld();
      const imported = await importGroup(
        admin,
        organizationId,
        asJsonl({
          members: [...(cyclists.members ?? []), member('bo', { accountName: 'another' })],
          messages: [
            message('m1', 'bo', 1),
            message('m2', 'bo', 2),
            message('m1', 'bo', 3, { content: 'again' }),
          ],
        }),
      );
      expect(imported.rows).toEqual([
        { line: 5, outcome: 'SKIPPED', code: 'DUPLICATE_MEMBER', field: 'platformId', value: 'bo' },
        {
          line: 8,
          outcome: 'SKIPPED',
          code: 'DUPLICATE_MESSAGE_ID',
          field: 'platformMessageId',
          value: 'm1',
        },
      ]);
      const group = await groupOf(admin, imported);
      expect(group.roster.edges[1]?.node.accountName).toBe('bo');
      expect((await stored(group)).map(({ content }) => content)).toEqual(['bo at 1', 'bo at 2']);
    });

    test('a name with a NUL, a lone surrogate or a direction override is kept, storable, and harmless where it is shown', async () => {
      const { organizationId, admin } = await newWorld();
      const file: Export = {
        meta: { name: 'group\u202egnp.exe' },
        members: [
          member('anna', { accountName: 'a\0b' }),
          member('bo', { accountName: 'x\ud800y' }),
          member('cai', { accountName: 'evil\u202ecod.exe', groupNickname: '\u202e' }),
        ],
        messages: [message('m1', 'cai', 1, { accountName: 'evil\u202ecod.exe', content: 'n\0l' })],
      };
      const imported = await importGroup(admin, organizationId, asJsonl(file));
      expect(imported.rows.map(({ line, outcome, code }) => [line, outcome, code])).toEqual([
        [2, 'UPDATED', 'REPLACED_CHARACTERS'],
        [3, 'UPDATED', 'REPLACED_CHARACTERS'],
        [5, 'UPDATED', 'REPLACED_CHARACTERS'],
      ]);
      const group = await groupOf(admin, imported);
      expect(group.name).toBe('groupgnp.exe');
      expect(group.roster.edges.map(({ node }) => [node.accountName, node.displayName])).toEqual([
        ['a\ufffdb', 'a\ufffdb'],
        ['x\ufffdy', 'x\ufffdy'],
        ['evil\u202ecod.exe', 'evilcod.exe'],
      ]);
      expect((await stored(group))[0]?.content).toBe('n\ufffdl');
    });

    test("an upload for another purpose, and somebody else's, are refused", async () => {
      const { organizationId, admin } = world;
      const other = await newWorld();
      const start =
        'mutation ($input: ImportSourceGroupInput!) { importSourceGroup(input: $input) { operation { id } userErrors { code field } } }';
      const wrong = await upload(admin, {
        purpose: 'GROUP_MOBILES',
        fileName: 'x',
        body: header,
        organizationId,
      });
      expect(await admin.succeed(start, { input: { organizationId, uploadId: wrong } })).toEqual({
        importSourceGroup: {
          operation: null,
          userErrors: [{ code: 'UPLOAD_WRONG_PURPOSE', field: ['uploadId'] }],
        },
      });
      const foreign = await upload(other.admin, { purpose: 'GROUP_EXPORT', fileName: 'x', body: header });
      expect(await admin.succeed(start, { input: { organizationId, uploadId: foreign } })).toEqual({
        importSourceGroup: { operation: null, userErrors: [{ code: 'UPLOAD_UNKNOWN', field: ['uploadId'] }] },
      });
      expect(
        await admin.errorCodes(start, { input: { organizationId: other.organizationId, uploadId: wrong } }),
      ).toEqual(['NOT_FOUND']);
    });
  });

  test('is for those who may: an ordinary member is forbidden to import and to read groups', async () => {
    const { organizationId, admin } = await newWorld();
    const group = await groupOf(admin, await importGroup(admin, organizationId, asJsonl(cyclists)));
    const mobile = newMobile();
    const ordinary = await server.signIn(mobile);
    await server.app.database.run(
      `insert into member (id, organization_id, person_id, user_id, name, mobile, status, created_at, activated_at)
       select gen_random_uuid(), g.organization_id, p.id, 'o', 'o', p.mobile, 'ACTIVATED', now(), now()
       from person p, source_group g where p.mobile = $1 and g.id = $2`,
      [mobile, uuidOf(group)],
    );
    expect(await ordinary.errorCodes(GROUP, { id: group.id })).toEqual(['FORBIDDEN']);
    expect(
      await ordinary.errorCodes(
        'query ($id: ID!) { organization(id: $id) { sourceGroups(first: 1) { totalCount } } }',
        {
          id: organizationId,
        },
      ),
    ).toEqual(['FORBIDDEN']);
    const uploadId = await upload(admin, { purpose: 'GROUP_EXPORT', fileName: 'x', body: asJsonl(cyclists) });
    expect(
      await ordinary.errorCodes(
        'mutation ($input: ImportSourceGroupInput!) { importSourceGroup(input: $input) { operation { id } } }',
        {
          input: { organizationId, uploadId },
        },
      ),
    ).toEqual(['FORBIDDEN']);
  });

  test("another organization's group answers as one that does not exist", async () => {
    const { organizationId, admin } = await newWorld();
    const stranger = await newWorld();
    const group = await groupOf(admin, await importGroup(admin, organizationId, asJsonl(cyclists)));
    const missing = Buffer.from('SourceGroup:018f4f3e-0000-7000-8000-000000000000').toString('base64url');
    const answers = await Promise.all([group.id, missing].map((id) => stranger.admin.send(GROUP, { id })));
    expect(answers[0]?.errors.map(({ message: told, extensions }) => [told, extensions['code']])).toEqual(
      answers[1]?.errors.map(({ message: told, extensions }) => [told, extensions['code']]),
    );
    expect(answers[0]?.errors[0]?.extensions['code']).toBe('NOT_FOUND');
    expect(
      await stranger.admin.succeed('query ($id: ID!) { node(id: $id) { id } }', { id: group.id }),
    ).toEqual({ node: null });
    expect(await admin.succeed('query ($id: ID!) { node(id: $id) { id } }', { id: group.id })).toEqual({
      node: { id: group.id },
    });
  });

  describe('the mobiles of a group', () => {
    test('are taken by platform id in whatever spelling, once each; a second time nothing changes', async () => {
      const { organizationId, admin } = await newWorld();
      const group = await groupOf(admin, await importGroup(admin, organizationId, asJsonl(cyclists)));
      const csv = [
        'platformId,mobile',
        'anna,+86 199 0000 7001',
        'bo,１９９００００７００２',
        'cai,010-62332255',
        'ghost,19900007003',
        'anna,19900007009',
        '',
      ].join('\n');
      const first = await importMobiles(admin, group.id, csv);
      expect(first).toMatchObject({ state: 'SUCCEEDED', succeeded: 2, failed: 3, result: { id: group.id } });
      const inOrder = first.rows.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
      expect(inOrder.map(({ line, outcome, code }) => [line, outcome, code])).toEqual([
        [2, 'CREATED', null],
        [3, 'CREATED', null],
        [4, 'FAILED', 'BAD_MOBILE'],
        [5, 'FAILED', 'UNKNOWN_PLATFORM_ID'],
        [6, 'FAILED', 'DUPLICATE_PLATFORM_ID'],
      ]);
      const after = (await admin.succeed<{ sourceGroup: Group }>(GROUP, { id: group.id })).sourceGroup;
      expect(after.roster.edges.map(({ node }) => node.mobile)).toEqual([
        '+86 199****7001',
        '+86 199****7002',
        null,
      ]);
      const second = await importMobiles(
        admin,
        group.id,
        'platformId,mobile\nanna,19900007001\nbo,19900007004\n',
      );
      expect(second.rows.map(({ outcome }) => outcome)).toEqual(['UNCHANGED', 'UPDATED']);
    });

    test('a file without a column is refused whole', async () => {
      const { organizationId, admin } = await newWorld();
      const group = await groupOf(admin, await importGroup(admin, organizationId, asJsonl(cyclists)));
      const imported = await importMobiles(admin, group.id, 'platformId,phone\nanna,19900007001\n');
      expect(imported).toMatchObject({ state: 'FAILED', failureCode: 'MISSING_COLUMN' });
    });
  });

  const sample = new URL('../../../shared/data/openbsd-daily.chatlab.jsonl', import.meta.url);
  const withSample = existsSync(sample) ? test : test.skip;
  withSample(
    'a real group: 358 roster entries and 8,790 messages, nothing lost, nothing to report',
    async () => {
      const { organizationId, admin } = await newWorld();
      const imported = await importGroup(admin, organizationId, new Uint8Array(readFileSync(sample)));
      const group = await groupOf(admin, imported);
      expect(group).toMatchObject({
        memberCount: 358,
        owner: { platformId: 'mulander' },
        historyProof: { messageCount: 8_790 },
      });
      expect(imported).toMatchObject({ succeeded: 9_148, failed: 0, rows: [] });
      const again = await groupOf(
        admin,
        await importGroup(admin, organizationId, new Uint8Array(readFileSync(sample))),
      );
      expect(again).toEqual(group);
    },
  );
});
