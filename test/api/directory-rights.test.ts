import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { globalId } from '#platform/graphql/relay.js';
import { change, first, list, member, mutation, refusals } from '../support/members.js';
import { startServer, type TestServer } from '../support/server.js';
import { newMobile, organizationWithAdministrator } from '../support/world.js';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const organization = () => organizationWithAdministrator(server);

const NOBODY = '019a9d3b-0000-7000-8000-000000000000';

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
    const [one, two] = [await first(world), await member(server, world, ['ADMINISTRATOR'])];
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
    const { id, api } = await member(server, world);
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
    const [officer, plain] = [
      await member(server, world, ['DIRECTORY_ADMINISTRATOR']),
      await member(server, world),
    ];
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
