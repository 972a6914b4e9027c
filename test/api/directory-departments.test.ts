import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DEPARTMENT_HEADER, importFile } from '../support/directory.js';
import { change, list, member, mutation, type Place, refusals } from '../support/members.js';
import { startServer, type TestServer } from '../support/server.js';
import { organizationWithAdministrator, type World } from '../support/world.js';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const organization = () => organizationWithAdministrator(server);

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
    const { id } = await member(server, world);
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

async function treeOf({ admin, organizationId }: World): Promise<string[]> {
  const found = await admin.succeed<{
    organization: {
      departments: {
        edges: {
          node: { externalId: string; name: string; depth: number; parent: { externalId: string } | null };
        }[];
      };
    };
  }>(
    'query ($id: ID!) { organization(id: $id) { departments(first: 100) { edges { node { externalId name depth parent { externalId } } } } } }',
    { id: organizationId },
  );
  return found.organization.departments.edges
    .map(({ node }) => `${node.depth} ${node.parent?.externalId ?? '-'}/${node.externalId} ${node.name}`)
    .toSorted();
}

describe('departments by file', () => {
  test('a directory of more than 30,000 departments is refused whole', async () => {
    const own = await organization();
    const rows = Array.from({ length: 30_000 }, (_, index) => `D,${index + 2},1,`);
    const imported = await importFile(own, 'importDepartments', [DEPARTMENT_HEADER, ...rows].join('\n'));
    expect(imported).toMatchObject({ state: 'FAILED', failureCode: 'TOO_MANY_DEPARTMENTS' });
    expect(await treeOf(own)).toHaveLength(1);
    const most = await importFile(own, 'importDepartments', [DEPARTMENT_HEADER, ...rows.slice(1)].join('\n'));
    expect(most).toMatchObject({ state: 'SUCCEEDED', succeeded: 29_999 });
  });

  test('children may stand above their parents, and the id 1 renames the root', async () => {
    const own = await organization();
    const file = [DEPARTMENT_HEADER, '后端组,12,2,5', '总公司,1,0,', '研发部,2,1,9'].join('\n');
    const imported = await importFile(own, 'importDepartments', file);
    expect(imported.rows.map((row) => row.outcome).toSorted()).toEqual(['CREATED', 'CREATED', 'UPDATED']);
    expect(await treeOf(own)).toEqual(['1 -/1 总公司', '2 1/2 研发部', '3 2/12 后端组']);
    const again = await importFile(own, 'importDepartments', file);
    expect(new Set(again.rows.map((row) => row.outcome))).toEqual(new Set(['UNCHANGED']));
  });

  test('lines that hang in the air, turn in a circle or repeat an id fail, and the sound ones stand', async () => {
    const own = await organization();
    const file = [
      DEPARTMENT_HEADER,
      'A,2,1,',
      'B,3,99,',
      'C,4,3,',
      'D,5,6,',
      'E,6,5,',
      'F,2,1,',
      'G,7,0,',
      '=1+1,8,1,',
    ].join('\n');
    const imported = await importFile(own, 'importDepartments', file, 'FAILED');
    expect(Object.fromEntries(imported.rows.map((row) => [row.line, row.code]))).toEqual({
      3: 'UNKNOWN_PARENT',
      4: 'PARENT_FAILED',
      5: 'DEPARTMENT_CYCLE',
      6: 'DEPARTMENT_CYCLE',
      7: 'DUPLICATE_DEPARTMENT',
      8: 'NO_PARENT',
      9: 'FORMULA_CELL',
    });
    expect(await treeOf(own)).toEqual(['1 -/1 远洋物流', '2 1/2 A']);
  });
});
