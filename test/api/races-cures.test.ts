import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { localId } from '#platform/graphql/relay.js';
import { groupWorld, type GroupWorld, importGroup, type Standing } from '../support/group-world.js';
import { mobileOf, questionTo, unsound } from '../support/life.js';
import { inTurn } from '../support/locks.js';
import { change as changeMember, list } from '../support/members.js';
import { decide } from '../support/organizations.js';
import { createProgramme, groupsIn, lookForStarts, untilProgress } from '../support/programmes.js';
import { startServer, type TestServer } from '../support/server.js';
import { mutate, refusal, start } from '../support/upgrades.js';
import { newMobile } from '../support/world.js';

/**
 * What hinders somebody is cured, or comes, while a question to them is being made: whichever is first, the question
 * stands in the end as it would have been made afterwards.
 */

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

interface Change {
  readonly standing: Standing;
  /** What is so before p1 is asked, besides their standing. */
  readonly prepare?: (world: GroupWorld) => Promise<unknown>;
  readonly happen: (world: GroupWorld) => Promise<unknown>;
  readonly becomes: { readonly state: 'PENDING' | 'BLOCKED'; readonly blockedReason: string | null };
}

const pending = { state: 'PENDING', blockedReason: null } as const;
const blocked = (blockedReason: string) => ({ state: 'BLOCKED', blockedReason }) as const;

/** Does what must not be refused. */
async function done(world: GroupWorld, name: string, input: Record<string, unknown>): Promise<void> {
  expect([name, await refusal(world.admin, name, input)]).toEqual([name, undefined]);
}

/** The account with a mobile. */
async function accountWith(world: GroupWorld, mobile: string): Promise<string> {
  const account = (await list(world)).find((one) => one.mobile === mobile);
  if (!account) throw new Error('there is no such account');
  return account.id;
}

const turn =
  (name: 'disableMember' | 'enableMember') =>
  async (world: GroupWorld): Promise<void> =>
    done(world, name, { memberId: await accountWith(world, mobileOf(world, 'p1')) });

/** Another account of the organization, which is p1's once it has their mobile. */
const spare = new WeakMap<GroupWorld, string>();
/** Another group with the same people. */
const sibling = new WeakMap<GroupWorld, string>();

/** Matches p1 by hand, through their entry in a group. */
async function match(world: GroupWorld, sourceGroupId: string, mobile: string): Promise<void> {
  type Entry = { node: { id: string; platformId: string } };
  const { sourceGroup } = await world.admin.succeed<{ sourceGroup: { roster: { edges: Entry[] } } }>(
    'query ($id: ID!) { sourceGroup(id: $id) { roster(first: 10) { edges { node { id platformId } } } } }',
    { id: sourceGroupId },
  );
  const entry = sourceGroup.roster.edges.find(({ node }) => node.platformId === 'p1');
  await done(world, 'matchRosterEntry', { rosterEntryId: entry?.node.id, mobile });
}

const changes = {
  'their account is activated': {
    standing: 'NOT_ACTIVATED',
    happen: (world) => server.signIn(mobileOf(world, 'p1')),
    becomes: pending,
  },
  'their account is enabled': {
    standing: 'ACTIVATED',
    prepare: turn('disableMember'),
    happen: turn('enableMember'),
    becomes: pending,
  },
  'their account is disabled': {
    standing: 'ACTIVATED',
    happen: turn('disableMember'),
    becomes: blocked('ACCOUNT_DISABLED'),
  },
  'an account is made for them': {
    standing: 'NO_ACCOUNT',
    happen: (world) =>
      done(world, 'createMember', {
        organizationId: world.organizationId,
        name: '新人',
        mobile: mobileOf(world, 'p1'),
      }),
    becomes: blocked('ACCOUNT_NOT_ACTIVATED'),
  },
  'an account gets their mobile': {
    standing: 'NO_ACCOUNT',
    prepare: async (world) => {
      const { admin, organizationId } = world;
      const { member } = await changeMember(admin, 'createMember', {
        organizationId,
        name: '调入',
        mobile: newMobile(),
      });
      spare.set(world, member?.id ?? '');
    },
    happen: (world) =>
      done(world, 'updateMember', { memberId: spare.get(world), mobile: mobileOf(world, 'p1') }),
    becomes: blocked('ACCOUNT_NOT_ACTIVATED'),
  },
  'they are matched through another group': {
    standing: 'UNKNOWN_MOBILE',
    prepare: async (world) => {
      const other = { ...world, platformGroupId: `${world.platformGroupId}/other`, messages: 1 };
      sibling.set(world, await importGroup(world.admin, other, world.people));
    },
    happen: (world) => match(world, sibling.get(world) ?? '', newMobile()),
    becomes: blocked('NO_ACCOUNT'),
  },
  'their region is let in': {
    standing: 'NO_ACCOUNT',
    prepare: async (world) => {
      await match(world, world.sourceGroupId, '+85251234567');
      await decide(world, { membersRegion: 'OWN' });
    },
    happen: (world) => decide(world, { membersRegion: 'ANY' }),
    becomes: blocked('NO_ACCOUNT'),
  },
} as const satisfies Record<string, Change>;

type Named = keyof typeof changes;
const named = (name: Named): Change => changes[name];

/** Lets each do everything but commit before the next begins: their entries wait for the audit chain. */
function uncommitted(
  world: GroupWorld,
  steps: readonly (() => Promise<unknown>)[],
  on = server,
): Promise<unknown[]> {
  const id = `organization:${localId('Organization', world.organizationId)}`;
  return inTurn(on, { table: 'audit_chain', id }, ...steps);
}

async function worldOf({ standing, prepare }: Change): Promise<GroupWorld> {
  const world = await groupWorld(server, [standing, 'ACTIVATED']);
  await prepare?.(world);
  return world;
}

const inOrder = <T>(place: string, one: T, other: T): T[] =>
  place === 'before' ? [one, other] : [other, one];

const names = Object.keys(changes) as Named[];
const both = (of: readonly Named[]): [Named, string][] =>
  of.flatMap((name): [Named, string][] => [
    [name, 'before'],
    [name, 'after'],
  ]);

describe('a start', () => {
  test.each(both(names))('beside which %s, %s it: is as one that is made then', async (name, place) => {
    const change = named(name);
    const world = await worldOf(change);
    const begin = (): Promise<string> => start(world);
    const happen = (): Promise<unknown> => change.happen(world);
    const [one, other] = await uncommitted(world, inOrder<() => Promise<unknown>>(place, happen, begin));
    const id = String(place === 'before' ? other : one);
    expect(await questionTo(world.admin, id, 'p1')).toMatchObject(change.becomes);
    expect(await unsound(server, id)).toEqual([]);
  });
});

const ofAccounts = ['their account is activated', 'an account is made for them'] as const;

describe('a start by a programme', () => {
  // Starts are looked for when the test says so, and not before.
  beforeAll(async () => {
    await server.app.database.run(
      `create function not_yet() returns trigger language plpgsql as $$ begin new.run_at := 'infinity'; return new; end $$;
       create trigger not_yet before insert on graphile_worker._private_jobs for each row
         when (new.key like 'programme.start-next-group:%') execute function not_yet()`,
    );
  });

  test.each(both(ofAccounts))('beside which %s, %s it: is as one that is made then', async (name, place) => {
    const change = named(name);
    const world = await worldOf(change);
    const programmeId = await createProgramme(world, { sourceGroupIds: [world.sourceGroupId] });
    await mutate(world.admin, 'startUpgradeProgramme', { programmeId, groupsPerMinute: 600 });
    const begin = async (): Promise<unknown> => {
      await lookForStarts(server);
      return untilProgress(world.admin, programmeId, ({ groups }) => groups.started === 1);
    };
    await uncommitted(
      world,
      inOrder<() => Promise<unknown>>(place, () => change.happen(world), begin),
    );
    const [group] = await groupsIn(world.admin, programmeId);
    expect(await questionTo(world.admin, group?.groupUpgrade?.id ?? '', 'p1')).toMatchObject(change.becomes);
  });
});

describe('asking again', () => {
  test.each(both(ofAccounts))('beside which %s, %s it: asks as it would then', async (name, place) => {
    const change = named(name);
    const world = await worldOf(change);
    const groupUpgradeId = await start(world);
    const { id } = await questionTo(world.admin, groupUpgradeId, 'p1');
    const invitationIds = [id];
    await done(world, 'removeFromUpgrade', { groupUpgradeId, invitationIds });
    await uncommitted(
      world,
      inOrder<() => Promise<unknown>>(
        place,
        () => change.happen(world),
        () => done(world, 'reinviteMembers', { groupUpgradeId, invitationIds }),
      ),
    );
    expect(await questionTo(world.admin, groupUpgradeId, 'p1')).toMatchObject({
      ...change.becomes,
      round: 2,
    });
    expect(await unsound(server, groupUpgradeId)).toEqual([]);
  });
});

describe('who joins the group later', () => {
  /** Puts p1 on the roster of a group as an import leaves it at its commit, and tells of it as that does. */
  async function joins(
    { organizationId }: GroupWorld,
    sourceGroupId: string,
    upgradeId: string,
  ): Promise<void> {
    const { database } = server.app;
    const [group, organization] = [
      localId('SourceGroup', sourceGroupId),
      localId('Organization', organizationId),
    ];
    await database.run(
      `insert into roster_entry (source_group_id, identity_id, account_name, position)
       select $1, c.id, 'Name of p1', 1000 from consumer_identity c
       where c.organization_id = $2 and c.platform_id = 'p1'`,
      [group, organization],
    );
    await database.run(
      `select graphile_worker.add_job('group:changed',
         json_build_object('sourceGroupId', $1::text, 'organizationId', $2::text))`,
      [group, organization],
    );
    const asked = 'select 1 from invitation where group_upgrade_id = $1 and position > 2';
    while (!(await database.row(asked, [localId('GroupUpgrade', upgradeId)])));
  }

  test.each(both(ofAccounts))('and %s, %s they are asked: is asked as they are then', async (name, place) => {
    const change = named(name);
    const world = await worldOf(change);
    const others = world.people.filter(({ platformId }) => platformId !== 'p1');
    const group = { ...world, platformGroupId: `${world.platformGroupId}/later`, messages: 1 };
    const sourceGroupId = await importGroup(world.admin, group, others);
    const id = await start(world, { sourceGroupId });
    await uncommitted(
      world,
      inOrder<() => Promise<unknown>>(
        place,
        () => change.happen(world),
        () => joins(world, sourceGroupId, id),
      ),
    );
    expect(await questionTo(world.admin, id, 'p1')).toMatchObject(change.becomes);
    expect(await unsound(server, id)).toEqual([]);
  });
});
