import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { underInvitations } from '#modules/upgrade/domain/changes-under-invitations.js';
import { underUpgrades } from '#modules/upgrade/domain/changes-under-upgrades.js';
import type { ChangeUnderInvitation, ChangeUnderUpgrade } from '#modules/upgrade/domain/what-can-change.js';
import { localId } from '#platform/graphql/relay.js';
import type { Api } from '../support/api.js';
import { groupWorld, type GroupWorld, importMembers, type Standing } from '../support/group-world.js';
import { acceptFrom, activateAll, endVerification, ROOM_WITHOUT_VERIFICATION } from '../support/crowd.js';
import { asJsonl, importGroup, importMobiles, member } from '../support/groups.js';
import {
  exportAgain,
  mobileOf,
  officer,
  questionsOf,
  questionTo,
  unsound,
  untilTold,
  upgradeOf,
} from '../support/life.js';
import { change as changeMember, list } from '../support/members.js';
import { stranger } from '../support/newcomers.js';
import { startServer, type TestServer } from '../support/server.js';
import { decide, reinstate, suspend } from '../support/organizations.js';
import { accept, answer, cutOver, mutate, refusal, start } from '../support/upgrades.js';
import { newMobile } from '../support/world.js';

const changesOf = <Change extends string>(table: Readonly<Record<Change, unknown>>): Change[] =>
  Object.keys(table) as Change[];

/** Does what must not be refused. */
async function done(api: Api, name: string, input: Record<string, unknown>): Promise<void> {
  expect([name, await refusal(api, name, input)]).toEqual([name, undefined]);
}

async function accountWith(world: GroupWorld, mobile: string): Promise<string> {
  const account = (await list(world)).find((one) => one.mobile === mobile);
  if (!account) throw new Error('there is no such account');
  return account.id;
}

/** A server for each change: one address asks for so many sign-in codes only. */
describe.each(changesOf(underInvitations))('an invitation, when %s happens underneath it', (change) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  /** The subject is p1. The owner and p2 accept, and p3 never answers, which keeps the question open. */
  interface Scene extends GroupWorld {
    readonly upgradeId: string;
  }

  const standings: Readonly<Record<string, Standing>> = {
    'BLOCKED ACCOUNT_NOT_ACTIVATED': 'NOT_ACTIVATED',
    'BLOCKED NO_ACCOUNT': 'NO_ACCOUNT',
    'BLOCKED UNKNOWN_MOBILE': 'UNKNOWN_MOBILE',
  };

  const account = (scene: Scene): Promise<string> => accountWith(scene, mobileOf(scene, 'p1'));
  const giveMobile = async (scene: GroupWorld, platformId: string, mobile: string): Promise<void> => {
    const { succeeded } = await importMobiles(
      scene.admin,
      scene.sourceGroupId,
      `platformId,mobile\n${platformId},${mobile}`,
    );
    expect(succeeded).toBe(1);
  };
  const hire = async ({ admin, organizationId }: Scene, mobile: string): Promise<void> => {
    const { userErrors } = await changeMember(admin, 'createMember', {
      organizationId,
      name: '新人',
      mobile,
    });
    expect(userErrors).toEqual([]);
  };

  /** What must be so before anybody is asked, for a change to mean anything. Returns the world with it. */
  const prepare: Partial<Record<ChangeUnderInvitation, (world: GroupWorld) => Promise<GroupWorld>>> = {
    REGION_RULE_TIGHTENED: (world) => fromHongKong(world),
    REGION_RULE_EASED: (world) => fromHongKong(world),
    CAPACITY_LOWERED: async (world) => {
      await activateAll(server, world);
      return world;
    },
  };

  /** As the world is, but p1 has a mobile of another region. */
  const fromHongKong = async (world: GroupWorld): Promise<GroupWorld> => {
    foreign += 1;
    const mobile = `+852${foreign}`;
    await done(world.admin, 'updateMember', {
      memberId: await accountWith(world, mobileOf(world, 'p1')),
      mobile,
    });
    await giveMobile(world, 'p1', mobile);
    await server.signIn(mobile);
    const people = world.people.map((one) => (one.platformId === 'p1' ? { ...one, mobile } : one));
    return { ...world, people };
  };
  let foreign = 91_234_500;

  /** Brings the invitation of p1 to the state in which the change meets it. */
  const bring: Readonly<Record<string, (scene: Scene) => Promise<void>>> = {
    ACCEPTED: async (scene) => void (await answer(server, mobileOf(scene, 'p1'), 'acceptInvitation')),
    DECLINED: async (scene) => void (await answer(server, mobileOf(scene, 'p1'), 'declineInvitation')),
    WITHDRAWN: async (scene) => {
      await answer(server, mobileOf(scene, 'p1'), 'acceptInvitation');
      await answer(server, mobileOf(scene, 'p1'), 'withdrawAcceptance');
    },
    EXPIRED: (scene) => done(scene.admin, 'closeGroupUpgrade', { groupUpgradeId: scene.upgradeId }),
    REVOKED: async (scene) => {
      const { id } = await questionTo(scene.admin, scene.upgradeId, 'p1');
      await done(scene.admin, 'removeFromUpgrade', { groupUpgradeId: scene.upgradeId, invitationIds: [id] });
    },
    'BLOCKED ACCOUNT_DISABLED': async (scene) =>
      done(scene.admin, 'disableMember', { memberId: await account(scene) }),
    'BLOCKED REGION_RESTRICTED': (scene) => decide(scene, { membersRegion: 'OWN' }),
  };

  /** What makes each change happen, through the API. */
  const make: Readonly<Record<ChangeUnderInvitation, (scene: Scene) => Promise<void>>> = {
    ACCOUNT_MOBILE_CHANGED: async (scene) =>
      done(scene.admin, 'updateMember', { memberId: await account(scene), mobile: newMobile() }),
    MOBILE_CORRECTED: (scene) => giveMobile(scene, 'p1', newMobile()),
    MOBILE_CORRECTED_TO_COLLEAGUE: async (scene) => {
      const mobile = newMobile();
      await importMembers(scene.admin, scene.organizationId, [
        { platformId: 'colleague', mobile, standing: 'ACTIVATED' },
      ]);
      await server.signIn(mobile);
      await giveMobile(scene, 'p1', mobile);
    },
    NUMBER_GIVEN_AWAY: async (scene) => {
      await make.ACCOUNT_MOBILE_CHANGED(scene);
      await hire(scene, mobileOf(scene, 'p1'));
      await server.signIn(mobileOf(scene, 'p1'));
    },
    ACCOUNT_AND_IDENTITY_MOVED: async (scene) => {
      const mobile = newMobile();
      await done(scene.admin, 'updateMember', { memberId: await account(scene), mobile });
      await giveMobile(scene, 'p1', mobile);
      await server.signIn(mobile);
    },
    ACCOUNT_DISABLED: async (scene) => done(scene.admin, 'disableMember', { memberId: await account(scene) }),
    ACCOUNT_DISABLED_FOR_A_WHILE: async (scene) => {
      await make.ACCOUNT_DISABLED(scene);
      await make.ACCOUNT_ENABLED(scene);
    },
    ACCOUNT_ENABLED: async (scene) => done(scene.admin, 'enableMember', { memberId: await account(scene) }),
    ACCOUNT_LEFT: async (scene) => done(scene.admin, 'removeMember', { memberId: await account(scene) }),
    ACCOUNT_REPLACED: async (scene) => {
      await make.ACCOUNT_LEFT(scene);
      await hire(scene, mobileOf(scene, 'p1'));
      await server.signIn(mobileOf(scene, 'p1'));
    },
    ACCOUNT_CREATED: (scene) => hire(scene, mobileOf(scene, 'p1')),
    ACCOUNT_ACTIVATED: async (scene) => void (await server.signIn(mobileOf(scene, 'p1'))),
    LEFT_SOURCE_GROUP: (scene) => exportAgain(scene, ['owner', 'p2', 'p3']),
    CAME_BACK: async (scene) => {
      await make.LEFT_SOURCE_GROUP(scene);
      await untilTold(server);
      await exportAgain(scene, ['owner', 'p1', 'p2', 'p3']);
    },
    JOINED_SOURCE_GROUP: (scene) => exportAgain(scene, ['owner', 'p1', 'p2', 'p3', 'late']),
    JOINED_IN_COOLING_OFF: async (scene) => {
      await stranger(server, scene, 'late', 'ACTIVATED');
      await done(scene.admin, 'closeGroupUpgrade', { groupUpgradeId: scene.upgradeId });
      await make.JOINED_SOURCE_GROUP(scene);
    },
    CURED_IN_COOLING_OFF: async (scene) => {
      const { blockedReason } = await questionTo(scene.admin, scene.upgradeId, 'p1');
      await done(scene.admin, 'closeGroupUpgrade', { groupUpgradeId: scene.upgradeId });
      if (blockedReason === 'NO_ACCOUNT') await make.ACCOUNT_CREATED(scene);
      await make.ACCOUNT_ACTIVATED(scene);
    },
    MATCHED_TO_PERSON_ON_ROSTER: (scene) => giveMobile(scene, 'p1', mobileOf(scene, 'p2')),
    OTHER_ENTRY_MATCHED: (scene) => giveMobile(scene, 'p3', mobileOf(scene, 'p1')),
    NO_AS_OTHER_ENTRY: (scene) => sayAsP3(scene, 'declineInvitation'),
    YES_AS_OTHER_ENTRY: (scene) => sayAsP3(scene, 'acceptInvitation'),
    DECLINED_ELSEWHERE: async (scene) => {
      const meta = { groupId: `other-${scene.platformGroupId}`, ownerId: 'owner' };
      const members = ['owner', 'p1'].map((id) => member(id));
      const { result } = await importGroup(scene.admin, scene.organizationId, asJsonl({ meta, members }));
      await start({ ...scene, sourceGroupId: result?.id ?? '' });
      const declined = await answer(server, mobileOf(scene, 'p1'), 'declineInvitation');
      expect(declined.invitation?.state).toBe('DECLINED');
    },
    REGION_RULE_TIGHTENED: (scene) => decide(scene, { membersRegion: 'OWN' }),
    REGION_RULE_EASED: async (scene) => {
      await decide(scene, { membersRegion: 'OWN' });
      await decide(scene, { membersRegion: 'ANY' });
    },
    CAPACITY_LOWERED: (scene) => endVerification(server, scene),
  };

  /** Lets p1 answer as p3, for p3 is found to be the same person. */
  const sayAsP3 = async (scene: Scene, how: 'acceptInvitation' | 'declineInvitation'): Promise<void> => {
    await make.OTHER_ENTRY_MATCHED(scene);
    const { id } = await questionTo(scene.admin, scene.upgradeId, 'p3');
    const api = await server.signIn(mobileOf(scene, 'p1'));
    const { userErrors } =
      how === 'acceptInvitation' ? await accept(api, id) : await mutate(api, how, { invitationId: id });
    expect(userErrors).toEqual([]);
  };

  const standingOf = async (scene: Scene, who: string): Promise<string> => {
    const { state, blockedReason } = await questionTo(scene.admin, scene.upgradeId, who);
    return blockedReason ? `${state} ${blockedReason}` : state;
  };

  test.each(Object.entries(underInvitations[change]))('× %s → %j', async (was, [becomes, atCutOver]) => {
    // With the owner and p2 they take all the room that is left without a verification.
    const crowd = change === 'CAPACITY_LOWERED' ? ROOM_WITHOUT_VERIFICATION - 2 : 0;
    const built = await groupWorld(server, [
      standings[was] ?? 'ACTIVATED',
      'ACTIVATED',
      'ACTIVATED',
      ...Array.from({ length: crowd }, () => 'NOT_ACTIVATED' as const),
    ]);
    const world = (await prepare[change]?.(built)) ?? built;
    const upgradeId = await start(world);
    const scene = { ...world, upgradeId };
    const who = was === 'NOT_ASKED' ? 'late' : 'p1';
    for (const one of ['owner', 'p2']) await answer(server, mobileOf(world, one), 'acceptInvitation');
    if (crowd > 0) await acceptFrom(server, upgradeId, 5, 4 + crowd);
    await bring[was]?.(scene);
    if (was !== 'NOT_ASKED') expect(await standingOf(scene, who)).toBe(was);
    const before = was === 'NOT_ASKED' ? undefined : await questionTo(world.admin, upgradeId, who);

    await make[change](scene);
    await untilTold(server);
    expect(await standingOf(scene, who)).toBe(becomes);
    if (was === becomes && was !== 'PENDING')
      expect((await questionTo(world.admin, upgradeId, who)).answeredAt).toBe(before?.answeredAt);

    if ((await upgradeOf(world.admin, upgradeId)).state === 'INVITING')
      await done(world.admin, 'closeGroupUpgrade', { groupUpgradeId: upgradeId });
    expect((await cutOver(world.admin, upgradeId)).userErrors).toEqual([]);
    const { state, exclusionReason } = await questionTo(world.admin, upgradeId, who);
    expect(exclusionReason ? `${state} ${exclusionReason}` : state).toBe(atCutOver);
    const rest = await questionsOf(world.admin, upgradeId);
    expect([rest['owner']?.state, rest['p2']?.state]).toEqual(['INCLUDED', 'INCLUDED']);
    expect(await unsound(server, upgradeId)).toEqual([]);
  });
});

describe('an upgrade, when something changes underneath it', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  /** The owner is the administrator; p1 is a second one, who acts where the owner cannot. */
  interface Scene extends GroupWorld {
    readonly upgradeId: string;
    readonly second: Api;
  }

  const owner = (scene: Scene): Promise<string> =>
    accountWith({ ...scene, admin: scene.second }, scene.adminMobile);

  const bring: Readonly<Record<string, (scene: Scene) => Promise<void>>> = {
    COOLING_OFF: ({ admin, upgradeId }) => done(admin, 'closeGroupUpgrade', { groupUpgradeId: upgradeId }),
    'PAUSED REQUESTED': ({ admin, upgradeId }) =>
      done(admin, 'pauseGroupUpgrade', { groupUpgradeId: upgradeId }),
    CANCELLED: ({ admin, upgradeId }) => done(admin, 'cancelGroupUpgrade', { groupUpgradeId: upgradeId }),
    COMPLETED: async (scene) => {
      for (const { mobile } of scene.people) await answer(server, mobile, 'acceptInvitation');
      expect((await cutOver(scene.admin, scene.upgradeId)).userErrors).toEqual([]);
    },
  };

  const make: Readonly<Record<ChangeUnderUpgrade, (scene: Scene) => Promise<void>>> = {
    OWNER_DISABLED: async (scene) => done(scene.second, 'disableMember', { memberId: await owner(scene) }),
    OWNER_LEFT_ORGANIZATION: async (scene) =>
      done(scene.second, 'removeMember', { memberId: await owner(scene) }),
    OWNER_MOBILE_CHANGED: async (scene) =>
      done(scene.second, 'updateMember', { memberId: await owner(scene), mobile: newMobile() }),
    OWNER_HIRED_AGAIN: async (scene) => {
      await make.OWNER_LEFT_ORGANIZATION(scene);
      const { organizationId, adminMobile: mobile } = scene;
      await done(scene.second, 'createMember', { organizationId, name: '群主', mobile });
      await server.signIn(mobile);
    },
    OWNER_REPLACED: async (scene) => {
      const mobile = newMobile();
      await done(scene.second, 'updateMember', { memberId: await owner(scene), mobile });
      // Through the API nobody can: an owner who was matched by a file keeps their mobile.
      await server.app.database.run('update consumer_identity set mobile = $2 where mobile = $1', [
        scene.adminMobile,
        mobile,
      ]);
      await server.signIn(mobile);
    },
    OWNER_LEFT_GROUP: (scene) => exportAgain(scene, ['p1', 'p2'], { ownerId: null }),
    OWNER_CAME_BACK: async (scene) => {
      await make.OWNER_DISABLED(scene);
      await done(scene.second, 'enableMember', { memberId: await owner(scene) });
    },
    GROUP_HANDED_OVER: (scene) => exportAgain(scene, ['owner', 'p1', 'p2'], { ownerId: 'p2' }),
    GROUP_HANDED_OVER_WITH_MANDATE: async (scene) => {
      await make.GROUP_HANDED_OVER(scene);
      const { sourceGroupId } = scene;
      await done(await server.signIn(mobileOf(scene, 'p2')), 'grantUpgradeMandate', { sourceGroupId });
    },
    GROUP_HANDED_OVER_TO_OUTSIDER: (scene) =>
      exportAgain(scene, ['owner', 'p1', 'p2', 'outsider'], { ownerId: 'outsider' }),
    OUTSIDER_SIGNED_IN: async (scene) => {
      await make.GROUP_HANDED_OVER_TO_OUTSIDER(scene);
      const { admin, organizationId, sourceGroupId } = scene;
      const mobile = newMobile();
      await importMobiles(admin, sourceGroupId, `platformId,mobile\noutsider,${mobile}`);
      await done(admin, 'createMember', { organizationId, name: '新群主', mobile });
      await server.signIn(mobile);
    },
    ORGANIZATION_SUSPENDED: async ({ organizationId }) => {
      await suspend(server, { organizationId });
    },
    ORGANIZATION_SUSPENDED_CLOCK_RUNS: async ({ admin, organizationId }) => {
      await decide({ admin, organizationId }, { clockWhileSuspended: 'RUNS' });
      await suspend(server, { organizationId });
    },
    ORGANIZATION_REINSTATED: async ({ organizationId }) => {
      await suspend(server, { organizationId });
      await reinstate(server, { organizationId });
    },
    SETTINGS_CHANGED: ({ admin, organizationId }) =>
      decide({ admin, organizationId }, { retentionDays: 30, lateHistory: 'FROM_BEGINNING' }),
  };

  const rows = changesOf(underUpgrades).flatMap((change) =>
    Object.entries(underUpgrades[change]).map(([was, cells]) => [change, was, cells] as const),
  );

  test.each(rows)('%s × %s → %j', async (change, was, [becomes, takenUpBy]) => {
    const world = await groupWorld(server, ['ACTIVATED', 'ACTIVATED']);
    const second = await officer(server, world, 'p1');
    const scene: Scene = { ...world, second, upgradeId: await start(world) };
    await bring[was]?.(scene);
    const before = await questionsOf(second, scene.upgradeId);
    await make[change](scene);
    await untilTold(server);
    expect(await standingOf(scene)).toBe(becomes);
    const data = await second.succeed<{ groupUpgrade: { mayBeTakenUpBy: string | null } }>(
      'query ($id: ID!) { groupUpgrade(id: $id) { mayBeTakenUpBy } }',
      { id: scene.upgradeId },
    );
    expect(data.groupUpgrade.mayBeTakenUpBy).toBe(takenUpBy);
    const after = await questionsOf(second, scene.upgradeId);
    for (const [who, { state, answeredAt }] of Object.entries(before)) {
      if (who !== 'owner') expect([who, after[who]]).toMatchObject([who, { state, answeredAt }]);
    }
    expect(await unsound(server, scene.upgradeId)).toEqual([]);
  });

  async function standingOf({ upgradeId }: Scene): Promise<string> {
    const row = await server.app.database.row<{ standing: string }>(
      `select concat_ws(' ', state, pause_reason) as standing from group_upgrade where id = $1`,
      [localId('GroupUpgrade', upgradeId)],
    );
    if (!row) throw new Error('there is no such upgrade');
    return row.standing;
  }
});
