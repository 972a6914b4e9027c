import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { localId } from '#platform/graphql/relay.js';
import type { Api } from '../support/api.js';
import { groupWorld, type GroupWorld } from '../support/group-world.js';
import { importMobiles } from '../support/groups.js';
import { exportAgain, mobileOf, officer, unsound, untilState, upgradeOf } from '../support/life.js';
import { inTurn } from '../support/locks.js';
import { startServer, type TestServer } from '../support/server.js';
import { accountOf, answer, cutOver, mutate, provedSummary, refusal, start } from '../support/upgrades.js';
import { newMobile } from '../support/world.js';

const OPEN = `query ($id: ID!) { sourceGroup(id: $id) { openUpgrade {
  groupUpgradeId state pauseReason pausedAt mayBeTakenUpBy } } }`;
const TAKE_UP = `mutation ($input: TakeUpGroupUpgradeInput!) { takeUpGroupUpgrade(input: $input) { userErrors { code } } }`;

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

interface HandedOver extends GroupWorld {
  readonly id: string;
  /** A group administrator, who owns nothing. */
  readonly clerk: Api;
}

/** An upgrade to which all have said yes, when a later export names another owner: p2, or somebody from outside. */
async function handedOver(ownerId: 'p2' | 'outsider'): Promise<HandedOver> {
  const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED', 'ACTIVATED']);
  const clerk = await officer(server, world, 'p1', ['GROUP_ADMINISTRATOR']);
  const id = await start(world, { coolingOffHours: 0 });
  for (const person of world.people) await answer(server, person.mobile, 'acceptInvitation');
  const outside = ownerId === 'outsider' ? [ownerId] : [];
  await exportAgain(world, ['owner', 'p1', 'p2', 'p3', ...outside], { ownerId });
  const paused = await untilState(world.admin, id, 'PAUSED');
  expect(paused.pauseReason).toBe('OWNER_CHANGED');
  return { ...world, id, clerk };
}

const takeUp = (api: Api, groupUpgradeId: string): Promise<string | undefined> =>
  refusal(api, 'takeUpGroupUpgrade', { groupUpgradeId });
const cutOverCode = async (api: Api, id: string): Promise<string | undefined> =>
  (await cutOver(api, id)).userErrors[0]?.code;

describe('an upgrade of a group that was handed over to a plain member', () => {
  test('is theirs to see and to take up, and theirs alone; others cut it over by their mandate', async () => {
    const world = await handedOver('p2');
    const { id, admin, clerk, sourceGroupId } = world;
    const heir = await server.signIn(mobileOf(world, 'p2'));
    const plain = await server.signIn(mobileOf(world, 'p3'));
    expect(await heir.succeed(OPEN, { id: sourceGroupId })).toEqual({
      sourceGroup: {
        openUpgrade: {
          groupUpgradeId: id,
          state: 'PAUSED',
          pauseReason: 'OWNER_CHANGED',
          pausedAt: expect.any(String),
          mayBeTakenUpBy: 'NEW_OWNER',
        },
      },
    });
    for (const api of [admin, clerk]) expect(await takeUp(api, id)).toBe('NOT_GROUP_OWNER');
    expect(await plain.errorCodes(TAKE_UP, { input: { groupUpgradeId: id } })).toEqual(['FORBIDDEN']);
    const taken = await mutate(
      heir,
      'takeUpGroupUpgrade',
      { groupUpgradeId: id },
      'groupUpgrade { id } sourceGroup { openUpgrade { state pauseReason mayBeTakenUpBy } }',
    );
    expect(taken).toEqual({
      groupUpgrade: null,
      sourceGroup: { openUpgrade: { state: 'COOLING_OFF', pauseReason: null, mayBeTakenUpBy: null } },
      userErrors: [],
    });
    expect(await takeUp(heir, id)).toBe('ILLEGAL_STATE');
    for (const api of [admin, clerk]) expect(await cutOverCode(api, id)).toBe('NOT_GROUP_OWNER');
    const { token: summaryToken } = await provedSummary(admin, id);
    expect(await refusal(heir, 'cutOverGroupUpgrade', { groupUpgradeId: id, summaryToken })).toBe(
      'OWNER_NEEDS_ROLE',
    );
    expect(await refusal(heir, 'grantUpgradeMandate', { sourceGroupId })).toBeUndefined();
    expect(await cutOverCode(clerk, id)).toBeUndefined();
    expect(await unsound(server, id)).toEqual([]);
  });

  test('is taken up by their mandate, which they can still take back before the cut-over', async () => {
    const world = await handedOver('p2');
    const { id, admin, clerk, sourceGroupId } = world;
    const heir = await server.signIn(mobileOf(world, 'p2'));
    expect(await refusal(admin, 'resumeGroupUpgrade', { groupUpgradeId: id })).toBe('OWNER_CHANGED');
    expect(await refusal(heir, 'grantUpgradeMandate', { sourceGroupId })).toBeUndefined();
    expect((await upgradeOf(admin, id)).mayBeTakenUpBy).toBe('MANDATE');
    expect(await refusal(clerk, 'resumeGroupUpgrade', { groupUpgradeId: id })).toBe('OWNER_CHANGED');
    expect(await takeUp(clerk, id)).toBeUndefined();
    expect(await upgradeOf(admin, id)).toMatchObject({ state: 'COOLING_OFF', mayBeTakenUpBy: null });
    expect(await refusal(heir, 'revokeUpgradeMandate', { sourceGroupId })).toBeUndefined();
    expect((await upgradeOf(admin, id)).state).toBe('COOLING_OFF');
    for (const api of [admin, clerk]) expect(await cutOverCode(api, id)).toBe('NOT_GROUP_OWNER');
  });

  test('is nobody’s whose mandate it was taken up by once they are gone, and an administrator’s to take up', async () => {
    const world = await handedOver('p2');
    const { id, admin, clerk, sourceGroupId } = world;
    const heir = await server.signIn(mobileOf(world, 'p2'));
    expect(await refusal(heir, 'grantUpgradeMandate', { sourceGroupId })).toBeUndefined();
    expect(await takeUp(clerk, id)).toBeUndefined();
    expect(await refusal(heir, 'revokeUpgradeMandate', { sourceGroupId })).toBeUndefined();
    expect(await refusal(admin, 'disableMember', { memberId: await accountOf(heir) })).toBeUndefined();
    expect(await upgradeOf(admin, id)).toMatchObject({
      state: 'PAUSED',
      pauseReason: 'OWNER_GONE',
      mayBeTakenUpBy: 'ADMINISTRATOR',
    });
    expect(await takeUp(admin, id)).toBeUndefined();
    expect(await cutOverCode(clerk, id)).toBe('OWNER_REPRESENTED');
    expect(await cutOverCode(admin, id)).toBeUndefined();
  });

  test('is not taken up by a mandate that was taken back, nor by one of the owner before', async () => {
    const world = await handedOver('p2');
    const { id, admin, clerk, sourceGroupId } = world;
    expect(await refusal(admin, 'grantUpgradeMandate', { sourceGroupId })).toBe('NOT_GROUP_OWNER');
    const heir = await server.signIn(mobileOf(world, 'p2'));
    for (const name of ['grantUpgradeMandate', 'revokeUpgradeMandate'])
      expect(await refusal(heir, name, { sourceGroupId })).toBeUndefined();
    expect(await takeUp(clerk, id)).toBe('NOT_GROUP_OWNER');
    expect((await upgradeOf(admin, id)).state).toBe('PAUSED');
  });
});

describe('an upgrade of a group that was handed over to somebody without an account', () => {
  test('is for an administrator to take up and to cut over, and for no other role', async () => {
    const { id, admin, clerk } = await handedOver('outsider');
    expect((await upgradeOf(admin, id)).mayBeTakenUpBy).toBe('ADMINISTRATOR');
    expect(await refusal(admin, 'resumeGroupUpgrade', { groupUpgradeId: id })).toBe('OWNER_GONE');
    expect(await clerk.errorCodes(TAKE_UP, { input: { groupUpgradeId: id } })).toEqual(['FORBIDDEN']);
    expect(await takeUp(admin, id)).toBeUndefined();
    expect((await upgradeOf(admin, id)).state).not.toBe('PAUSED');
    expect(await cutOverCode(clerk, id)).toBe('OWNER_REPRESENTED');
    expect(await refusal(admin, 'pauseGroupUpgrade', { groupUpgradeId: id })).toBeUndefined();
    expect(await takeUp(clerk, id)).toBe('OWNER_REPRESENTED');
    expect(await takeUp(admin, id)).toBe('OWNER_PRESENT');
  });

  test.each<[string, readonly string[]]>([
    ['with a lesser role', ['GROUP_ADMINISTRATOR']],
    ['without any role', []],
  ])(
    'waits for another administrator once who took it up is none any more, but somebody %s',
    async (_as, roles) => {
      const world = await handedOver('outsider');
      const { id, admin } = world;
      const second = await officer(server, world, 'p3');
      expect(await takeUp(second, id)).toBeUndefined();
      expect(await refusal(admin, 'assignMemberRoles', { memberId: await accountOf(second), roles })).toBe(
        undefined,
      );
      expect(await upgradeOf(admin, id)).toMatchObject({
        state: 'PAUSED',
        pauseReason: 'OWNER_GONE',
        mayBeTakenUpBy: 'ADMINISTRATOR',
      });
      expect(await takeUp(admin, id)).toBeUndefined();
      expect(await cutOverCode(admin, id)).toBeUndefined();
    },
  );

  test('waits for them again as soon as they can speak for it, and not for the administrator', async () => {
    const world = await handedOver('outsider');
    const { id, admin, sourceGroupId } = world;
    expect(await takeUp(admin, id)).toBeUndefined();
    const outsider = await account(world);
    expect(await upgradeOf(admin, id)).toMatchObject({ state: 'COOLING_OFF', mayBeTakenUpBy: null });
    const owner = await server.signIn(outsider);
    expect(await upgradeOf(admin, id)).toMatchObject({ state: 'PAUSED', mayBeTakenUpBy: 'NEW_OWNER' });
    expect(await takeUp(admin, id)).toBe('NOT_GROUP_OWNER');
    expect(await takeUp(owner, id)).toBeUndefined();
    const seen = await owner.succeed(OPEN, { id: sourceGroupId });
    expect(seen).not.toMatchObject({ sourceGroup: { openUpgrade: { state: 'PAUSED' } } });
  });

  /** Names the outsider's mobile, by the file that comes with the export, and makes them an account with it. */
  async function account({ admin, organizationId, sourceGroupId }: HandedOver): Promise<string> {
    const mobile = newMobile();
    await importMobiles(admin, sourceGroupId, `platformId,mobile\noutsider,${mobile}`);
    expect(await refusal(admin, 'createMember', { organizationId, name: '新群主', mobile })).toBeUndefined();
    return mobile;
  }

  test.each(['SIGN_IN', 'TAKING_UP'] as const)(
    'stands still when they sign in while an administrator takes it up, %s first',
    async (first) => {
      const world = await handedOver('outsider');
      const { id, admin } = world;
      const mobile = await account(world);
      const signsIn = async (): Promise<undefined> => void (await server.signIn(mobile));
      const takesUp = (): Promise<string | undefined> => takeUp(admin, id);
      const row = { table: 'group_upgrade', id: localId('GroupUpgrade', id) } as const;
      const codes =
        first === 'SIGN_IN'
          ? await inTurn(server, row, signsIn, takesUp)
          : await inTurn(server, row, takesUp, signsIn);
      expect(codes).toEqual([undefined, first === 'SIGN_IN' ? 'NOT_GROUP_OWNER' : undefined]);
      expect(await upgradeOf(admin, id)).toMatchObject({ state: 'PAUSED', mayBeTakenUpBy: 'NEW_OWNER' });
      expect(await unsound(server, id)).toEqual([]);
    },
  );
});
