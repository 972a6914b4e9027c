import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { localId } from '#platform/graphql/relay.js';
import type { Api } from '../support/api.js';
import { groupWorld, type GroupWorld, type Standing } from '../support/group-world.js';
import { mobileOf, questionTo } from '../support/life.js';
import { inTurn } from '../support/locks.js';
import { change, list } from '../support/members.js';
import { auditOf, suspend } from '../support/organizations.js';
import { startServer, type TestServer } from '../support/server.js';
import { answer, cutOver, mutate, refusal, start } from '../support/upgrades.js';
import { newMobile } from '../support/world.js';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

/** A group that has moved: the owner and p1 are in it. */
interface Moved extends GroupWorld {
  readonly enterpriseGroupId: string;
}

const yes = (world: GroupWorld, who: string) => answer(server, mobileOf(world, who), 'acceptInvitation');
const no = (world: GroupWorld, who: string) => answer(server, mobileOf(world, who), 'declineInvitation');

/** Lets the others do what they do before the owner and p1 say yes and the group moves. */
async function moved(
  others: readonly Standing[],
  before: (world: GroupWorld, upgradeId: string) => Promise<unknown>,
): Promise<Moved> {
  const world = await groupWorld(server, ['ACTIVATED', ...others]);
  const id = await start(world);
  await before(world, id);
  for (const one of ['owner', 'p1']) await yes(world, one);
  await mutate(world.admin, 'closeGroupUpgrade', { groupUpgradeId: id });
  expect((await cutOver(world.admin, id)).userErrors).toEqual([]);
  const { groupUpgrade } = await world.admin.succeed<{
    groupUpgrade: { enterpriseGroup: { id: string } };
  }>('query ($id: ID!) { groupUpgrade(id: $id) { enterpriseGroup { id } } }', { id });
  return { ...world, enterpriseGroupId: groupUpgrade.enterpriseGroup.id };
}

async function accountWith(world: GroupWorld, mobile: string): Promise<string> {
  const found = (await list(world)).find((one) => one.mobile === mobile && one.status !== 'LEFT');
  if (!found) throw new Error('there is no such account');
  return found.id;
}

async function admit(world: Moved, who: string): Promise<string | undefined> {
  const memberId = await accountWith(world, mobileOf(world, who));
  return refusal(world.admin, 'admitMember', { enterpriseGroupId: world.enterpriseGroupId, memberId });
}

const ask = (api: Api, { enterpriseGroupId }: Moved): Promise<string | undefined> =>
  refusal(api, 'requestAdmission', { enterpriseGroupId });

interface Waiting {
  readonly totalCount: number;
  readonly edges: {
    readonly node: { readonly hadDeclined: boolean; readonly member: { readonly mobile: string } };
  }[];
}

async function waiting({ admin, enterpriseGroupId: id }: Moved): Promise<Waiting> {
  const { enterpriseGroup } = await admin.succeed<{ enterpriseGroup: { admissionRequests: Waiting } }>(
    `query ($id: ID!) { enterpriseGroup(id: $id) { admissionRequests(first: 10) { totalCount edges { node {
       hadDeclined member { mobile } } } } } }`,
    { id },
  );
  return enterpriseGroup.admissionRequests;
}

describe('whoever has said no to a group that has moved', () => {
  test('is let in by nobody until they ask themselves, which is on record', async () => {
    const world = await moved(['ACTIVATED', 'ACTIVATED', 'ACTIVATED'], async (group) => {
      await no(group, 'p2');
      await yes(group, 'p3');
      await answer(server, mobileOf(group, 'p3'), 'withdrawAcceptance');
    });
    expect([await admit(world, 'p2'), await admit(world, 'p3')]).toEqual([
      'DECLINED_TO_JOIN',
      'DECLINED_TO_JOIN',
    ]);
    // Who has not answered has said nothing.
    expect(await admit(world, 'p4')).toBeUndefined();

    const decliner = await server.signIn(mobileOf(world, 'p2'));
    expect(await ask(decliner, world)).toBeUndefined();
    const first = await mutate<{ requestedAt: string }>(
      decliner,
      'requestAdmission',
      { enterpriseGroupId: world.enterpriseGroupId },
      'requestedAt',
    );
    const again = await mutate<{ requestedAt: string }>(
      decliner,
      'requestAdmission',
      { enterpriseGroupId: world.enterpriseGroupId },
      'requestedAt',
    );
    expect(again.requestedAt).toBe(first.requestedAt);
    expect(await waiting(world)).toMatchObject({
      totalCount: 1,
      edges: [{ node: { hadDeclined: true, member: { mobile: mobileOf(world, 'p2') } } }],
    });
    const entries = await auditOf(server, world, ['requestAdmission']);
    expect(entries[0]?.details).toMatchObject({ liftsNo: true });
    expect(await admit(world, 'p3')).toBe('DECLINED_TO_JOIN');
    expect(await admit(world, 'p2')).toBeUndefined();
    expect(await waiting(world)).toEqual({ totalCount: 0, edges: [] });
    expect(await ask(decliner, world)).toBe('ALREADY_GROUP_MEMBER');
  });

  test('stays out by their last word, and not by an earlier one or by how the question ended', async () => {
    const world = await moved(['ACTIVATED', 'ACTIVATED', 'ACTIVATED'], async (group, groupUpgradeId) => {
      for (const one of ['p2', 'p3', 'p4']) await no(group, one);
      await yes(group, 'p2');
      const { admin } = group;
      const ids = await Promise.all(['p2', 'p3', 'p4'].map((one) => questionTo(admin, groupUpgradeId, one)));
      const [p2, p3, p4] = ids.map(({ id }) => id);
      // Asked again and silent, the one; the others removed, after a yes and after a no.
      await mutate(admin, 'reinviteMembers', { groupUpgradeId, invitationIds: [p3] });
      await mutate(admin, 'removeFromUpgrade', { groupUpgradeId, invitationIds: [p2, p4] });
    });
    expect([await admit(world, 'p2'), await admit(world, 'p3'), await admit(world, 'p4')]).toEqual([
      undefined,
      'DECLINED_TO_JOIN',
      'DECLINED_TO_JOIN',
    ]);
  });

  test('is a person and no account', async () => {
    const world = await moved(['ACTIVATED'], (group) => no(group, 'p2'));
    const { admin, organizationId, enterpriseGroupId } = world;
    const old = await accountWith(world, mobileOf(world, 'p2'));
    const mobile = newMobile();
    expect(await refusal(admin, 'updateMember', { memberId: old, mobile })).toBeUndefined();
    await server.signIn(mobile);
    expect(
      (await change(admin, 'createMember', { organizationId, name: '再入职', mobile: mobileOf(world, 'p2') }))
        .userErrors,
    ).toEqual([]);
    const decliner = await server.signIn(mobileOf(world, 'p2'));
    expect(await admit(world, 'p2')).toBe('DECLINED_TO_JOIN');
    expect(await refusal(admin, 'admitMember', { enterpriseGroupId, memberId: old })).toBeUndefined();
    expect(await ask(decliner, world)).toBeUndefined();
    expect(await admit(world, 'p2')).toBeUndefined();
  });
});

describe('an admission that meets the request for it', () => {
  test.each([
    ['before it is done when the request was first', true],
    ['after it is refused when the request came second', false],
  ])('%s', async (_what, requestFirst) => {
    const world = await moved(['ACTIVATED'], (group) => no(group, 'p2'));
    const decliner = await server.signIn(mobileOf(world, 'p2'));
    const row = {
      table: 'enterprise_group',
      id: localId('EnterpriseGroup', world.enterpriseGroupId),
    } as const;
    const memberId = await accountWith(world, mobileOf(world, 'p2'));
    const { admin, enterpriseGroupId } = world;
    const request = () => ask(decliner, world);
    const admission = () => refusal(admin, 'admitMember', { enterpriseGroupId, memberId });
    const codes = requestFirst
      ? await inTurn(server, row, request, admission)
      : await inTurn(server, row, admission, request);
    expect(codes).toEqual(requestFirst ? [undefined, undefined] : ['DECLINED_TO_JOIN', undefined]);
    expect((await waiting(world)).totalCount).toBe(requestFirst ? 0 : 1);
  });
});

describe('a request to be admitted', () => {
  const REQUEST =
    'mutation ($input: RequestAdmissionInput!) { requestAdmission(input: $input) { userErrors { code } } }';

  test('is for active members of the organization, and seen by those who admit', async () => {
    const world = await moved(['ACTIVATED'], () => Promise.resolve());
    const { admin, enterpriseGroupId } = world;
    const input = { input: { enterpriseGroupId } };
    const foreign = await server.signIn(newMobile());
    expect(await foreign.errorCodes(REQUEST, input)).toEqual(['NOT_FOUND']);
    expect(await server.api.errorCodes(REQUEST, input)).toEqual(['UNAUTHENTICATED']);
    const silent = await server.signIn(mobileOf(world, 'p2'));
    expect(await ask(silent, world)).toBeUndefined();
    expect((await waiting(world)).edges).toMatchObject([{ node: { hadDeclined: false } }]);
    const READ =
      'query ($id: ID!) { enterpriseGroup(id: $id) { admissionRequests(first: 1) { totalCount } } }';
    expect(await silent.errorCodes(READ, { id: enterpriseGroupId })).toEqual(['FORBIDDEN']);
    expect(await admit(world, 'p2')).toBeUndefined();
    await suspend(server, world);
    expect(await ask(admin, world)).toBe('ORGANIZATION_SUSPENDED');
  });

  test('can be sent by whoever was left out, who knows the group by their invitation', async () => {
    const world = await moved(['ACTIVATED'], (group) => no(group, 'p2'));
    const decliner = await server.signIn(mobileOf(world, 'p2'));
    const { myInvitations } = await decliner.succeed<{
      myInvitations: { edges: { node: { enterpriseGroupId: string } }[] };
    }>('{ myInvitations(first: 1) { edges { node { enterpriseGroupId } } } }');
    expect(myInvitations.edges[0]?.node).toEqual({ enterpriseGroupId: world.enterpriseGroupId });
    const other = await groupWorld(server, ['ACTIVATED']);
    await start(other);
    const asked = await server.signIn(mobileOf(other, 'p1'));
    expect(
      await asked.succeed('{ myInvitations(first: 1) { edges { node { enterpriseGroupId } } } }'),
    ).toEqual({ myInvitations: { edges: [{ node: { enterpriseGroupId: null } }] } });
  });
});
