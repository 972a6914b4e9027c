import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { change, first, LIST, list, type Listed, member, refusals } from '../support/members.js';
import { startServer, type TestServer } from '../support/server.js';
import { newMobile, organizationWithAdministrator, type World } from '../support/world.js';

let server: TestServer;
/** For tests that only meet refusals. */
let quiet: World;
beforeAll(async () => {
  server = await startServer();
  quiet = await organization();
});
afterAll(() => server.stop());

const organization = () => organizationWithAdministrator(server);

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
    expect(codes).toEqual([[], ...spellings.slice(1).map(() => ['mobile: MOBILE_TAKEN'])]);
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
    const other = await member(server, world, ['ADMINISTRATOR']);
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
    const { id, api } = await member(server, world);
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
    const { id, version } = await member(server, world);
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
    const { id, api } = await member(server, world);
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

  test('that got another mobile while it was disabled is not given back to who used it', async () => {
    const world = await organization();
    const { id, api } = await member(server, world);
    await change(world.admin, 'disableMember', { memberId: id });
    await change(world.admin, 'updateMember', { memberId: id, mobile: newMobile() });
    expect((await change(world.admin, 'enableMember', { memberId: id })).member?.status).toBe(
      'NOT_ACTIVATED',
    );
    expect(await api.errorCodes(LIST, { id: world.organizationId, first: 1 })).toEqual(['NOT_FOUND']);
  });

  test('that is removed stays on record, and its mobile may be hired again', async () => {
    const world = await organization();
    const gone = await member(server, world, ['AUDITOR']);
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
    const { mobile } = await member(server, world);
    expect((await list(world, world.admin, { query: '李' })).map(({ name }) => name)).toEqual(['李四']);
    expect(await list(world, world.admin, { query: '%' })).toEqual([]);
    expect(await list(world, world.admin, { query: mobile.slice(3) })).toHaveLength(1);
  });
});
