import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { globalId } from '#platform/graphql/relay.js';
import type { Api } from '../support/api.js';
import { startServer, type TestServer } from '../support/server.js';
import { newMobile, organizationWithAdministrator, type World } from '../support/world.js';

const MEMBER = `id userId name alias mobile email position gender roles status version activatedAt
  organization { shortName } manager { name } departments { main leader order department { name } }`;
const LIST = `query ($id: ID!, $first: Int!, $after: String, $query: String, $departmentId: ID) { organization(id: $id) {
  members(first: $first, after: $after, query: $query, departmentId: $departmentId) {
    totalCount pageInfo { hasNextPage endCursor } edges { node { ${MEMBER} } } } } }`;
const NOBODY = '019a9d3b-0000-7000-8000-000000000000';

interface Person {
  readonly id: string;
  readonly name: string;
  readonly mobile: string;
  readonly status: string;
  readonly userId: string;
  readonly version: number;
}
interface Place {
  readonly id: string;
  readonly externalId: string;
  readonly depth: number;
}
interface Refused {
  readonly code: string;
  readonly field: readonly string[];
}
interface Done {
  readonly member?: Person | null;
  readonly department?: Place | null;
  readonly userErrors: readonly Refused[];
}
type Listed = {
  organization: {
    members: {
      totalCount: number;
      pageInfo: { hasNextPage: boolean; endCursor: string };
      edges: { node: Person }[];
    };
  };
};

const results: Record<string, string> = {
  createDepartment: 'department { id externalId depth name order }',
  updateDepartment: 'department { id externalId depth name order parent { externalId } }',
  deleteDepartment: 'deletedDepartmentId',
};

function mutation(field: string): string {
  const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
  return `mutation ($input: ${type}!) { ${field}(input: $input) { ${results[field] ?? `member { ${MEMBER} }`} userErrors { code field } } }`;
}

/** What a mutation answers, done or refused. */
async function change(api: Api, field: string, input: Record<string, unknown>): Promise<Done> {
  const data = await api.succeed<Record<string, Done>>(mutation(field), { input });
  const done = data[field];
  if (!done) throw new Error(`${field} answered nothing`);
  return done;
}

/** The codes with which a mutation is refused; none when it was done. */
async function refusals(api: Api, field: string, input: Record<string, unknown>): Promise<string[]> {
  return (await change(api, field, input)).userErrors.map(
    (error) => `${error.field.join('.')}: ${error.code}`,
  );
}

let server: TestServer;
/** For tests that only meet refusals. */
let quiet: World;
beforeAll(async () => {
  server = await startServer();
  quiet = await organization();
});
afterAll(() => server.stop());

const organization = () => organizationWithAdministrator(server);

async function list(
  { admin, organizationId }: World,
  api = admin,
  more: Record<string, unknown> = {},
): Promise<Person[]> {
  const data = await api.succeed<Listed>(LIST, { id: organizationId, first: 100, ...more });
  return data.organization.members.edges.map(({ node }) => node);
}

async function first(world: World): Promise<Person> {
  const [person] = await list(world);
  if (!person) throw new Error('an organization without members');
  return person;
}

/** A member whose person has signed in. */
async function member(world: World, roles: readonly string[] = []): Promise<Person & { readonly api: Api }> {
  const mobile = newMobile();
  const created = await change(world.admin, 'createMember', {
    organizationId: world.organizationId,
    name: '李四',
    mobile,
  });
  if (!created.member) throw new Error(JSON.stringify(created));
  const api = await server.signIn(mobile);
  if (roles.length > 0)
    await change(world.admin, 'assignMemberRoles', { memberId: created.member.id, roles });
  return { ...created.member, api };
}

describe('a new organization', () => {
  test('has a root department and its applicant as the one active administrator', async () => {
    const world = await organization();
    expect(await list(world)).toMatchObject([
      {
        name: '王小明',
        mobile: world.adminMobile,
        roles: ['ADMINISTRATOR'],
        status: 'ACTIVATED',
        organization: { shortName: '远洋物流' },
        departments: [{ main: true, leader: false, department: { name: '远洋物流' } }],
      },
    ]);
  });

  test('is among the memberships of its administrator and of nobody else', async () => {
    const world = await organization();
    const stranger = await server.signIn(newMobile());
    const MEMBERSHIPS =
      '{ viewerMemberships(first: 10) { totalCount edges { node { name organization { id } } } } }';
    expect(await world.admin.succeed(MEMBERSHIPS)).toMatchObject({
      viewerMemberships: { totalCount: 1, edges: [{ node: { organization: { id: world.organizationId } } }] },
    });
    expect(await stranger.succeed(MEMBERSHIPS)).toMatchObject({
      viewerMemberships: { totalCount: 0, edges: [] },
    });
    expect(await server.api.errorCodes(MEMBERSHIPS)).toEqual(['UNAUTHENTICATED']);
  });
});

describe('an account', () => {
  test('waits for its mobile and is activated by whoever proves it', async () => {
    const world = await organization();
    const mobile = newMobile();
    const { member: created } = await change(world.admin, 'createMember', {
      organizationId: world.organizationId,
      name: '张三',
      mobile,
      userId: 'zhangsan',
      email: 'zs@example.org',
      gender: 'FEMALE',
      managerId: (await first(world)).id,
    });
    expect(created).toMatchObject({
      userId: 'zhangsan',
      status: 'NOT_ACTIVATED',
      activatedAt: null,
      email: 'zs@example.org',
      gender: 'FEMALE',
      manager: { name: '王小明' },
    });
    const api = await server.signIn(mobile);
    const own = await api.succeed(
      'query ($id: ID!) { organization(id: $id) { viewerMember { name status mobile } } }',
      {
        id: world.organizationId,
      },
    );
    expect(own).toEqual({ organization: { viewerMember: { name: '张三', status: 'ACTIVATED', mobile } } });
  });

  test('is one, in whatever way its mobile is written', async () => {
    const { admin, organizationId } = await organization();
    const spellings = [
      '19887654321',
      '+8619887654321',
      '+86 198 8765 4321',
      '0086 198-8765-4321',
      '(+86) 19887654321',
      '＋８６１９８８７６５４３２１',
      '１９８８７６５４３２１',
      '\u200e19887654321\u202c',
    ];
    const codes: string[][] = [];
    for (const mobile of spellings)
      codes.push(await refusals(admin, 'createMember', { organizationId, name: 'A', mobile }));
    expect(codes).toEqual([[], ...Array<string[]>(7).fill(['mobile: MOBILE_TAKEN'])]);
  });

  test.each([
    ['a landline', { mobile: '010-62332255' }, 'mobile: INVALID_MOBILE'],
    ['a full-width landline', { mobile: '０１０６２３３２２５５' }, 'mobile: INVALID_MOBILE'],
    ['a tel: URI', { mobile: 'tel:+8619887654322' }, 'mobile: INVALID_MOBILE'],
    ['an extension', { mobile: '19887654322 x12' }, 'mobile: INVALID_MOBILE'],
    ['a name with a NUL', { name: '张\0三' }, 'name: INVALID_TEXT'],
    ['a name with a lone surrogate', { name: '张\ud83d' }, 'name: INVALID_TEXT'],
    ['a name with a right-to-left override', { name: '张\u202e三' }, 'name: INVALID_TEXT'],
    ['a name of spaces', { name: ' \u3000' }, 'name: REQUIRED'],
    ['a name of 65 characters', { name: '张'.repeat(65) }, 'name: TOO_LONG'],
    ['a user id with a space', { userId: 'z s' }, 'userId: INVALID_USER_ID'],
    ['an e-mail address without a host', { email: 'zs@' }, 'email: INVALID_EMAIL'],
    ['no department at all', { departments: [] }, 'departments: REQUIRED'],
  ])('is refused with %s', async (_what, wrong, refusal) => {
    const { admin, organizationId } = quiet;
    const input = { organizationId, name: '张三', mobile: newMobile(), ...wrong };
    expect(await refusals(admin, 'createMember', input)).toEqual([refusal]);
  });

  test('tells all that is wrong with it at once', async () => {
    const { admin, organizationId } = quiet;
    expect(
      await refusals(admin, 'createMember', { organizationId, name: '', mobile: '1', email: 'x' }),
    ).toEqual(['name: REQUIRED', 'mobile: INVALID_MOBILE', 'email: INVALID_EMAIL']);
  });

  test('has a user id that no other has, in any case', async () => {
    const { admin, organizationId } = await organization();
    const zhang = { organizationId, name: 'A', userId: 'ZhangSan' };
    expect(await refusals(admin, 'createMember', { ...zhang, mobile: newMobile() })).toEqual([]);
    expect(
      await refusals(admin, 'createMember', { ...zhang, userId: 'zhangsan', mobile: newMobile() }),
    ).toEqual(['userId: USER_ID_TAKEN']);
  });

  test('is made once when two administrators make it at the same moment', async () => {
    const world = await organization();
    const other = await member(world, ['ADMINISTRATOR']);
    const input = { organizationId: world.organizationId, name: 'A', mobile: newMobile() };
    const both = await Promise.all(
      [world.admin, other.api].map((api) => refusals(api, 'createMember', input)),
    );
    expect(both.toSorted((one, two) => one.length - two.length)).toEqual([[], ['mobile: MOBILE_TAKEN']]);
  });

  test('is made once by a call that is repeated with its idempotency key', async () => {
    const world = await organization();
    const input = {
      organizationId: world.organizationId,
      name: 'A',
      mobile: newMobile(),
      idempotencyKey: 'once',
    };
    const one = await change(world.admin, 'createMember', input);
    expect(await change(world.admin, 'createMember', input)).toEqual(one);
    expect(await list(world)).toHaveLength(2);
  });

  test('is lost at once with its mobile, and regained by proving the new one', async () => {
    const world = await organization();
    const { id, api } = await member(world);
    const mobile = newMobile();
    expect((await change(world.admin, 'updateMember', { memberId: id, mobile })).member).toMatchObject({
      status: 'NOT_ACTIVATED',
      activatedAt: null,
      mobile,
    });
    expect(await api.errorCodes(LIST, { id: world.organizationId, first: 1 })).toEqual(['NOT_FOUND']);
    const owner = await server.signIn(mobile);
    expect(await list(world, owner)).toHaveLength(2);
  });

  test('changes what is given, loses what is null, and keeps the rest', async () => {
    const world = await organization();
    const { id, version } = await member(world);
    const changed = await change(world.admin, 'updateMember', {
      memberId: id,
      alias: '小李',
      email: 'l@example.org',
      position: '经理',
    });
    expect(changed.member).toMatchObject({ alias: '小李', email: 'l@example.org', name: '李四' });
    const again = await change(world.admin, 'updateMember', { memberId: id, email: null });
    expect(again.member).toMatchObject({ alias: '小李', email: null, position: '经理' });
    expect(
      await refusals(world.admin, 'updateMember', { memberId: id, expectedVersion: version, alias: 'x' }),
    ).toEqual(['expectedVersion: VERSION_CONFLICT']);
    expect(await refusals(world.admin, 'updateMember', { memberId: id, managerId: id })).toEqual([
      'managerId: INVALID_MANAGER',
    ]);
  });

  test('that is disabled sees nothing any more, until it is enabled', async () => {
    const world = await organization();
    const { id, api } = await member(world);
    expect((await change(world.admin, 'disableMember', { memberId: id })).member?.status).toBe('DISABLED');
    expect(await api.errorCodes(LIST, { id: world.organizationId, first: 1 })).toEqual(['NOT_FOUND']);
    expect(await refusals(world.admin, 'disableMember', { memberId: id })).toEqual([
      'memberId: ILLEGAL_STATE',
    ]);
    expect((await change(world.admin, 'enableMember', { memberId: id })).member?.status).toBe('ACTIVATED');
    expect(await list(world, api)).toHaveLength(2);
    expect(await refusals(world.admin, 'enableMember', { memberId: id })).toEqual([
      'memberId: ILLEGAL_STATE',
    ]);
  });

  test('that is removed stays on record, and its mobile may be hired again', async () => {
    const world = await organization();
    const gone = await member(world, ['AUDITOR']);
    const { member: left } = await change(world.admin, 'removeMember', { memberId: gone.id });
    expect(left).toMatchObject({ status: 'LEFT', roles: [], departments: [] });
    expect(await list(world)).toHaveLength(1);
    expect(await refusals(world.admin, 'updateMember', { memberId: gone.id, name: 'B' })).toEqual([
      'memberId: ILLEGAL_STATE',
    ]);
    const again = {
      organizationId: world.organizationId,
      name: 'B',
      mobile: gone.mobile,
      userId: gone.userId,
    };
    expect(await refusals(world.admin, 'createMember', again)).toEqual([]);
  });
});

describe('the last active administrator', () => {
  test.each([
    ['disabled', 'disableMember', {}, 'memberId'],
    ['removed', 'removeMember', {}, 'memberId'],
    ['relieved of the role', 'assignMemberRoles', { roles: ['AUDITOR'] }, 'roles'],
    ['given another mobile', 'updateMember', { mobile: '+8619700000001' }, 'mobile'],
  ])('cannot be %s', async (_how, field, input, blamed) => {
    const world = await organization();
    const { id } = await first(world);
    await change(world.admin, 'createMember', {
      organizationId: world.organizationId,
      name: 'A',
      mobile: newMobile(),
    });
    expect(await refusals(world.admin, field, { memberId: id, ...input })).toEqual([
      `${blamed}: LAST_ADMINISTRATOR`,
    ]);
    expect(await first(world)).toMatchObject({ status: 'ACTIVATED', roles: ['ADMINISTRATOR'] });
  });

  test('remains when two of them disable each other at the same moment', async () => {
    const world = await organization();
    const [one, two] = [await first(world), await member(world, ['ADMINISTRATOR'])];
    const answers = await Promise.all([
      world.admin.send(mutation('disableMember'), { input: { memberId: two.id } }),
      two.api.send(mutation('disableMember'), { input: { memberId: one.id } }),
    ]);
    expect(answers.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
    const rows = await server.app.database.rows<{ status: string }>(
      `select status from member where 'ADMINISTRATOR' = any(roles) and id in (select id from member where mobile in ($1, $2))`,
      [one.mobile, two.mobile],
    );
    expect(rows.map(({ status }) => status).toSorted()).toEqual(['ACTIVATED', 'DISABLED']);
  });
});

describe('rights', () => {
  test('a plain member reads the directory with masked mobiles and writes nothing', async () => {
    const world = await organization();
    const { id, api } = await member(world);
    const [admin, self] = await list(world, api);
    expect(admin?.mobile).toMatch(/^\+86 \d+\*{4}\d+$/);
    expect(self?.mobile).not.toContain('*');
    const input = { organizationId: world.organizationId, name: 'A', mobile: newMobile() };
    expect(await api.errorCodes(mutation('createMember'), { input })).toEqual(['FORBIDDEN']);
    expect(await api.errorCodes(mutation('disableMember'), { input: { memberId: id } })).toEqual([
      'FORBIDDEN',
    ]);
  });

  test('a directory administrator writes members, but gives no roles and takes no account away that has some', async () => {
    const world = await organization();
    const [officer, plain] = [await member(world, ['DIRECTORY_ADMINISTRATOR']), await member(world)];
    const { id } = await first(world);
    expect(await refusals(officer.api, 'updateMember', { memberId: id, position: 'CEO' })).toEqual([]);
    expect(await refusals(officer.api, 'disableMember', { memberId: plain.id })).toEqual([]);
    for (const [field, input] of [
      ['assignMemberRoles', { memberId: officer.id, roles: ['ADMINISTRATOR'] }],
      ['updateMember', { memberId: id, mobile: newMobile() }],
      ['disableMember', { memberId: id }],
      ['removeMember', { memberId: id }],
    ] as const) {
      expect([field, await officer.api.errorCodes(mutation(field), { input })]).toEqual([
        field,
        ['FORBIDDEN'],
      ]);
    }
  });

  test("another organization's ids are answered as ids that do not exist", async () => {
    const [own, other] = [await organization(), await organization()];
    const theirs = await first(own);
    const root = globalId('Department', NOBODY);
    for (const memberId of [theirs.id, globalId('Member', NOBODY)]) {
      for (const field of ['disableMember', 'enableMember', 'removeMember']) {
        expect(await other.admin.errorCodes(mutation(field), { input: { memberId } })).toEqual(['NOT_FOUND']);
      }
      const input = {
        organizationId: other.organizationId,
        name: 'A',
        mobile: newMobile(),
        managerId: memberId,
      };
      expect(await other.admin.errorCodes(mutation('createMember'), { input })).toEqual(['NOT_FOUND']);
      expect(
        (await other.admin.send('query ($id: ID!) { node(id: $id) { id } }', { id: memberId })).data?.[
          'node'
        ] ?? null,
      ).toBeNull();
    }
    expect(
      await other.admin.errorCodes(mutation('deleteDepartment'), { input: { departmentId: root } }),
    ).toEqual(['NOT_FOUND']);
  });
});

describe('the list of members', () => {
  test('comes in pages that follow each other, and a page of a million is refused', async () => {
    const world = await organization();
    for (let count = 0; count < 4; count++)
      await change(world.admin, 'createMember', {
        organizationId: world.organizationId,
        name: `A${count}`,
        mobile: newMobile(),
      });
    const names: string[] = [];
    let after: string | null = null;
    do {
      const data: Listed = await world.admin.succeed<Listed>(LIST, {
        id: world.organizationId,
        first: 2,
        after,
      });
      expect(data.organization.members.totalCount).toBe(5);
      names.push(...data.organization.members.edges.map(({ node }) => node.name));
      after = data.organization.members.pageInfo.hasNextPage
        ? data.organization.members.pageInfo.endCursor
        : null;
    } while (after);
    expect(names).toEqual(['王小明', 'A0', 'A1', 'A2', 'A3']);
    expect(await world.admin.errorCodes(LIST, { id: world.organizationId, first: 1_000_000 })).toEqual([
      'BAD_USER_INPUT',
    ]);
    expect(await world.admin.errorCodes(LIST, { id: world.organizationId, first: 1, after: 'WzFd' })).toEqual(
      ['BAD_USER_INPUT'],
    );
  });

  test('is searched by a part of a name, without wildcards, or by a mobile', async () => {
    const world = await organization();
    const { mobile } = await member(world);
    expect((await list(world, world.admin, { query: '李' })).map(({ name }) => name)).toEqual(['李四']);
    expect(await list(world, world.admin, { query: '%' })).toEqual([]);
    expect(await list(world, world.admin, { query: mobile.slice(3) })).toHaveLength(1);
  });
});

describe('departments', () => {
  const add = async (
    { admin, organizationId }: World,
    name: string,
    more: Record<string, unknown> = {},
  ): Promise<Place> => {
    const { department, userErrors } = await change(admin, 'createDepartment', {
      organizationId,
      name,
      ...more,
    });
    if (!department) throw new Error(JSON.stringify(userErrors));
    return department;
  };

  test('get the next free number, and keep the one that the company gives them', async () => {
    const world = await organization();
    expect(await add(world, 'A')).toMatchObject({ externalId: '2', depth: 2 });
    expect(await add(world, 'B', { externalId: '０42' })).toMatchObject({ externalId: '42' });
    expect(await add(world, 'C')).toMatchObject({ externalId: '3' });
    const { admin, organizationId } = world;
    expect(
      await refusals(admin, 'createDepartment', { organizationId, name: 'D', externalId: '42' }),
    ).toEqual(['externalId: DEPARTMENT_ID_TAKEN']);
    expect(
      await refusals(admin, 'createDepartment', { organizationId, name: 'D', externalId: '0', order: -1 }),
    ).toEqual(['externalId: INVALID_DEPARTMENT_ID', 'order: OUT_OF_RANGE']);
  });

  test('move with all below them, but not under themselves, and the root stays', async () => {
    const world = await organization();
    const a = await add(world, 'A');
    const b = await add(world, 'B', { parentId: a.id });
    const c = await add(world, 'C', { parentId: b.id });
    const d = await add(world, 'D');
    const moved = await change(world.admin, 'updateDepartment', {
      departmentId: a.id,
      parentId: d.id,
      order: 4_294_967_295,
    });
    expect(moved.department).toMatchObject({
      depth: 3,
      order: 4_294_967_295,
      parent: { externalId: d.externalId },
    });
    const node =
      'query ($id: ID!) { node(id: $id) { ... on Department { depth parent { depth parent { depth } } } } }';
    expect(await world.admin.succeed(node, { id: c.id })).toEqual({
      node: { depth: 5, parent: { depth: 4, parent: { depth: 3 } } },
    });
    expect(await refusals(world.admin, 'updateDepartment', { departmentId: a.id, parentId: c.id })).toEqual([
      'parentId: DEPARTMENT_CYCLE',
    ]);
    expect(await refusals(world.admin, 'deleteDepartment', { departmentId: a.id })).toEqual([
      'departmentId: DEPARTMENT_NOT_EMPTY',
    ]);
    expect(await refusals(world.admin, 'deleteDepartment', { departmentId: c.id })).toEqual([]);
  });

  test('stand at most 15 deep, also when they move', async () => {
    const world = await organization();
    let parent = await add(world, '2');
    const top = parent;
    for (let level = 3; level <= 15; level++)
      parent = await add(world, String(level), { parentId: parent.id });
    const { admin, organizationId } = world;
    expect(
      await refusals(admin, 'createDepartment', { organizationId, name: '16', parentId: parent.id }),
    ).toEqual(['parentId: DEPARTMENT_TOO_DEEP']);
    const other = await add(world, 'other');
    expect(await refusals(admin, 'updateDepartment', { departmentId: top.id, parentId: other.id })).toEqual([
      'parentId: DEPARTMENT_TOO_DEEP',
    ]);
  });

  test('hold their members, each department once and the main one first', async () => {
    const world = await organization();
    const [a, b] = [await add(world, 'A'), await add(world, 'B')];
    const { id } = await member(world);
    const departments = [{ departmentId: b.id, leader: true, order: 3 }, { departmentId: a.id }];
    expect((await change(world.admin, 'updateMember', { memberId: id, departments })).member).toMatchObject({
      departments: [
        { main: true, leader: true, order: 3, department: { name: 'B' } },
        { main: false, leader: false, order: 0, department: { name: 'A' } },
      ],
    });
    expect((await list(world, world.admin, { departmentId: a.id })).map((one) => one.id)).toEqual([id]);
    expect(await refusals(world.admin, 'deleteDepartment', { departmentId: a.id })).toEqual([
      'departmentId: DEPARTMENT_NOT_EMPTY',
    ]);
    const twice = [{ departmentId: a.id }, { departmentId: a.id }];
    expect(await refusals(world.admin, 'updateMember', { memberId: id, departments: twice })).toEqual([
      'departments: REPEATED',
    ]);
    const theirs = await add(await organization(), 'X');
    const input = { memberId: id, departments: [{ departmentId: theirs.id }] };
    expect(await world.admin.errorCodes(mutation('updateMember'), { input })).toEqual(['NOT_FOUND']);
  });
});
