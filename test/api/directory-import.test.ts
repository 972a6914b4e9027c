import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { importFile, MEMBER_HEADER, memberFile } from '../support/directory.js';
import { startServer, type TestServer } from '../support/server.js';
import { newMobile, organizationWithAdministrator, upload } from '../support/world.js';

const LIST = `query ($id: ID!, $query: String, $status: MemberStatus) { organization(id: $id) { members(first: 100, query: $query, status: $status) {
  totalCount edges { node { userId name mobile email position status roles version departments { main leader order department { externalId } } } } } } }`;

interface ListedMember {
  readonly userId: string;
  readonly name: string;
  readonly mobile: string;
  readonly email: string | null;
  readonly position: string | null;
  readonly status: string;
  readonly roles: readonly string[];
  readonly version: number;
}

type Listed = { organization: { members: { totalCount: number; edges: { node: ListedMember }[] } } };

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const world = () => organizationWithAdministrator(server);
type World = Awaited<ReturnType<typeof world>>;

async function membersOf(
  { admin, organizationId }: World,
  search: Record<string, string> = {},
): Promise<ListedMember[]> {
  const { organization } = await admin.succeed<Listed>(LIST, { id: organizationId, ...search });
  return organization.members.edges.map(({ node }) => node);
}

describe('members by file', () => {
  test('a file makes accounts that wait for their mobile, and the same file again changes nothing', async () => {
    const own = await world();
    const [first, second] = [newMobile(), newMobile()];
    const file = memberFile([
      {
        姓名: '张三',
        帐号: 'zhangsan',
        手机号: first,
        邮箱: 'zs@example.org',
        职位: '经理',
        是否部门内领导: '1',
        排序: '7',
      },
      { 姓名: 'Li Si', 帐号: 'lisi', 手机号: second },
    ]);
    const imported = await importFile(own, 'importMembers', file);
    expect(imported).toMatchObject({ state: 'SUCCEEDED', total: 2, succeeded: 2, failed: 0 });
    expect(imported.rows.map((row) => [row.line, row.outcome, row.reference])).toEqual([
      [2, 'CREATED', 'zhangsan'],
      [3, 'CREATED', 'lisi'],
    ]);
    expect(await membersOf(own, { query: 'zhangsan' })).toMatchObject([
      {
        name: '张三',
        mobile: first,
        email: 'zs@example.org',
        status: 'NOT_ACTIVATED',
        departments: [{ main: true, leader: true, order: 7, department: { externalId: '1' } }],
      },
    ]);
    const again = await importFile(own, 'importMembers', file);
    expect(again.rows.map((row) => row.outcome)).toEqual(['UNCHANGED', 'UNCHANGED']);
    expect((await membersOf(own, { query: 'zhangsan' }))[0]?.version).toBe(1);
  });

  test('what a cell leaves empty stays, and the rest is updated', async () => {
    const own = await world();
    const mobile = newMobile();
    await importFile(
      own,
      'importMembers',
      memberFile([{ 姓名: '张三', 帐号: 'zs', 手机号: mobile, 邮箱: 'zs@example.org' }]),
    );
    const imported = await importFile(
      own,
      'importMembers',
      memberFile([{ 姓名: '张三丰', 帐号: 'ZS', 手机号: mobile, 职位: '主任' }]),
    );
    expect(imported.rows.map((row) => row.outcome)).toEqual(['UPDATED']);
    expect(await membersOf(own, { query: 'zs' })).toMatchObject([
      { userId: 'ZS', name: '张三丰', email: 'zs@example.org', position: '主任', version: 2 },
    ]);
  });

  test.each(['utf-8 with a byte order mark', 'gb18030'])(
    'a file in %s is read as it is meant',
    async (encoding) => {
      const own = await world();
      const file = memberFile([{ 姓名: '张三', 帐号: 'zs', 手机号: newMobile() }]);
      const body = encoding === 'gb18030' ? gb18030(file) : `\ufeff${file}`;
      expect(await importFile(own, 'importMembers', body)).toMatchObject({
        state: 'SUCCEEDED',
        succeeded: 1,
        failed: 0,
      });
      expect(await membersOf(own, { query: '张三' })).toHaveLength(1);
    },
  );

  test('a file without a needed column fails as a whole and says which', async () => {
    const own = await world();
    const imported = await importFile(own, 'importMembers', '姓名,帐号,所在部门\n张三,zs,1\n');
    expect(imported).toMatchObject({ state: 'FAILED', failureCode: 'MISSING_COLUMN' });
    expect(imported.failureMessage).toContain('手机号');
  });

  test.each([
    ['nothing', '', 'EMPTY'],
    ['a header alone', `${MEMBER_HEADER}\n`, 'EMPTY'],
    ['a spreadsheet', 'PK\u0003\u0004\0\0\0', 'NOT_TEXT'],
  ])('a file of %s fails with a code', async (_what, body, failureCode) => {
    expect(await importFile(await world(), 'importMembers', body)).toMatchObject({
      state: 'FAILED',
      failureCode,
    });
  });

  test('a file that breaks off in a quoted cell imports nothing of what stands before', async () => {
    const own = await world();
    const file = `${memberFile([{ 姓名: '张三', 帐号: 'zs', 手机号: newMobile() }])}"李四,ls,`;
    expect(await importFile(own, 'importMembers', file)).toMatchObject({
      state: 'FAILED',
      failureCode: 'UNCLOSED_QUOTE',
    });
    expect(await membersOf(own)).toHaveLength(1);
  });

  test('of several lines with one mobile or user id the first counts, and the others name it', async () => {
    const own = await world();
    const [one, two, three] = [newMobile(), newMobile(), newMobile()];
    const imported = await importFile(
      own,
      'importMembers',
      memberFile([
        { 姓名: 'A', 帐号: 'a', 手机号: one },
        { 姓名: 'B', 帐号: 'b', 手机号: one.replace('+86', '') },
        { 姓名: 'C', 帐号: 'c', 手机号: two },
        { 姓名: 'D', 帐号: 'C', 手机号: three },
      ]),
    );
    expect(
      imported.rows.map(({ line, outcome, code, field, reference }) => [
        line,
        outcome,
        code,
        field,
        reference,
      ]),
    ).toEqual([
      [2, 'CREATED', null, null, 'a'],
      [3, 'FAILED', 'DUPLICATE_MOBILE', '手机号', 'line 2'],
      [4, 'CREATED', null, null, 'c'],
      [5, 'FAILED', 'DUPLICATE_USER_ID', '帐号', 'line 4'],
    ]);
    expect(
      (await membersOf(own, { status: 'NOT_ACTIVATED' })).map((member) => member.userId).toSorted(),
    ).toEqual(['a', 'c']);
  });

  test('lines that contradict the directory fail, each with its own code, and the others do not suffer', async () => {
    const own = await world();
    const [one, two] = [newMobile(), newMobile()];
    await importFile(own, 'importMembers', memberFile([{ 姓名: 'A', 帐号: 'a', 手机号: one }]));
    const imported = await importFile(
      own,
      'importMembers',
      memberFile([
        { 姓名: 'B', 帐号: 'b', 手机号: one },
        { 姓名: 'A', 帐号: 'A', 手机号: two },
        { 姓名: 'C', 帐号: 'c', 手机号: newMobile(), 所在部门: '1;77;78' },
        { 姓名: 'D', 帐号: 'd', 手机号: newMobile(), 职位: '=HYPERLINK("http://evil")' },
        { 姓名: 'E', 帐号: 'e', 手机号: newMobile() },
      ]),
      'FAILED',
    );
    expect(imported).toMatchObject({ state: 'SUCCEEDED', total: 5, succeeded: 1, failed: 4 });
    expect(
      imported.rows.map(({ line, code, field, value, reference }) => [line, code, field, value, reference]),
    ).toEqual([
      [5, 'FORMULA_CELL', '职位', '=HYPERLINK("http://evil")', null],
      [2, 'MOBILE_TAKEN', '手机号', one, 'a'],
      [3, 'USER_ID_TAKEN', '帐号', 'A', 'A'],
      [4, 'UNKNOWN_DEPARTMENT', '所在部门', '77', 'c'],
    ]);
  });

  test('a mobile in eight spellings is one member', async () => {
    const own = await world();
    const spellings = [
      '19812345678',
      '+8619812345678',
      '+86 198 1234 5678',
      '0086 19812345678',
      '86-198-1234-5678'.replace('86-', '+86-'),
      '(+86) 198-1234-5678',
      '１９８１２３４５６７８',
      '\u200e198 1234 5678\u202c',
    ];
    const lines = spellings.map((手机号, index) => ({ 姓名: 'A', 帐号: `a${index}`, 手机号 }));
    const imported = await importFile(own, 'importMembers', memberFile(lines));
    expect(imported.rows.map((row) => row.code)).toEqual([null, ...Array(7).fill('DUPLICATE_MOBILE')]);
    expect((await membersOf(own, { query: '198 1234 5678' })).map((member) => member.mobile)).toEqual([
      '+8619812345678',
    ]);
  });

  test.each([
    ['a landline', { 手机号: '010-62332255' }, 'BAD_MOBILE.NOT_A_MOBILE'],
    ['a tel: URI', { 手机号: 'tel:+8619812345678' }, 'BAD_MOBILE.TEL_URI'],
    ['an extension', { 手机号: '19812345678 ext 5' }, 'BAD_MOBILE.HAS_EXTENSION'],
    ['letters', { 手机号: '1981234ABCD' }, 'BAD_MOBILE.HAS_LETTERS'],
    ['no mobile', { 手机号: '' }, 'BAD_MOBILE.EMPTY'],
    ['a right-to-left override in a name', { 姓名: '张\u202e三' }, 'BAD_TEXT.BIDI_CONTROL'],
    ['a user id with a space', { 帐号: 'z s' }, 'BAD_USER_ID'],
    ['a department that is no number', { 所在部门: '市场部' }, 'BAD_DEPARTMENT_ID'],
  ])('a line with %s fails', async (_what, wrong, code) => {
    const imported = await importFile(
      await world(),
      'importMembers',
      memberFile([{ 姓名: '张三', 帐号: 'zs', 手机号: newMobile(), ...wrong }]),
    );
    expect(imported).toMatchObject({
      state: 'SUCCEEDED',
      succeeded: 0,
      failed: 1,
      rows: [{ outcome: 'FAILED', code }],
    });
  });

  test("the first administrator's made-up user id gives way to the file's, once", async () => {
    const own = await world();
    const line = { 姓名: '王小明', 帐号: 'boss', 手机号: own.adminMobile };
    expect((await importFile(own, 'importMembers', memberFile([line]))).rows).toMatchObject([
      { outcome: 'UPDATED' },
    ]);
    expect(await membersOf(own)).toMatchObject([
      { userId: 'boss', status: 'ACTIVATED', roles: ['ADMINISTRATOR'] },
    ]);
    const again = await importFile(own, 'importMembers', memberFile([{ ...line, 帐号: 'chief' }]));
    expect(again.rows).toMatchObject([{ code: 'MOBILE_TAKEN', reference: 'boss' }]);
  });

  test('a line disables an account, and none enables one again or disables the last administrator', async () => {
    const own = await world();
    const line = { 姓名: '张三', 帐号: 'zs', 手机号: newMobile() };
    const boss = { 姓名: '王小明', 帐号: 'boss', 手机号: own.adminMobile, 禁用: '1' };
    const imported = await importFile(own, 'importMembers', memberFile([{ ...line, 禁用: '1' }, boss]));
    expect(imported.rows.map(({ outcome, code }) => [outcome, code])).toEqual([
      ['CREATED', null],
      ['FAILED', 'LAST_ADMINISTRATOR'],
    ]);
    expect(
      (await importFile(own, 'importMembers', memberFile([{ ...line, 禁用: '0' }]))).rows[0]?.outcome,
    ).toBe('UNCHANGED');
    expect(await membersOf(own, { status: 'DISABLED' })).toMatchObject([{ userId: 'zs' }]);
  });

  test('who may not take accounts with roles away cannot do so by file', async () => {
    const own = await world();
    const officer = { 姓名: '张三', 帐号: 'zs', 手机号: newMobile() };
    await importFile(own, 'importMembers', memberFile([officer]));
    const admin = await server.signIn(officer.手机号);
    await giveRoles(own, 'zs', ['DIRECTORY_ADMINISTRATOR']);
    const boss = { 姓名: '王小明', 帐号: 'boss', 手机号: own.adminMobile, 禁用: '1' };
    expect((await importFile({ ...own, admin }, 'importMembers', memberFile([boss]))).rows).toMatchObject([
      { code: 'FORBIDDEN' },
    ]);
  });

  test("another organization's administrator cannot import here, nor from somebody else's file", async () => {
    const [own, other] = [await world(), await world()];
    const body = memberFile([{ 姓名: 'A', 帐号: 'a', 手机号: newMobile() }]);
    const uploadId = await upload(own.admin, { purpose: 'DIRECTORY_MEMBERS', fileName: 'file.csv', body });
    const IMPORT =
      'mutation ($input: ImportMembersInput!) { importMembers(input: $input) { operation { id } userErrors { code } } }';
    expect(
      await other.admin.errorCodes(IMPORT, { input: { organizationId: own.organizationId, uploadId } }),
    ).toEqual(['NOT_FOUND']);
    const input = { organizationId: other.organizationId, uploadId };
    expect(await other.admin.succeed(IMPORT, { input })).toEqual({
      importMembers: { operation: null, userErrors: [{ code: 'UPLOAD_UNKNOWN' }] },
    });
  });
});

async function giveRoles(own: World, userId: string, roles: readonly string[]): Promise<void> {
  const { organization } = await own.admin.succeed<{
    organization: { members: { edges: { node: { id: string } }[] } };
  }>(
    'query ($id: ID!, $query: String) { organization(id: $id) { members(first: 1, query: $query) { edges { node { id } } } } }',
    { id: own.organizationId, query: userId },
  );
  const memberId = organization.members.edges[0]?.node.id;
  await own.admin.succeed(
    'mutation ($input: AssignMemberRolesInput!) { assignMemberRoles(input: $input) { userErrors { code } } }',
    {
      input: { memberId, roles },
    },
  );
}

/** GB18030 of the characters that these tests use, which are all in GB 2312 or ASCII. */
function gb18030(text: string): Uint8Array<ArrayBuffer> {
  const decoder = new TextDecoder('gb18030');
  const codes = new Map<string, readonly number[]>();
  for (let lead = 0xa1; lead <= 0xf7; lead++) {
    for (let trail = 0xa1; trail <= 0xfe; trail++)
      codes.set(decoder.decode(new Uint8Array([lead, trail])), [lead, trail]);
  }
  return new Uint8Array([...text].flatMap((character) => codes.get(character) ?? character.charCodeAt(0)));
}
