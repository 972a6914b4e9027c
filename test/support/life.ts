import { localId } from '#platform/graphql/relay.js';
import type { Api } from './api.js';
import { eventually } from './eventually.js';
import type { GroupWorld } from './group-world.js';
import { asJsonl, importGroup, member } from './groups.js';
import type { TestServer } from './server.js';
import { accountOf, refusal } from './upgrades.js';

export interface SeenUpgrade {
  readonly state: string;
  readonly expiresAt: string;
  readonly coolingOffUntil: string | null;
  readonly round: number;
  readonly pauseReason: string | null;
  readonly pausedAt: string | null;
  readonly mayBeTakenUpBy: string | null;
  readonly progress: Readonly<Record<string, number>>;
}

/** An upgrade as those who read it see it. */
export async function upgradeOf(api: Api, id: string): Promise<SeenUpgrade> {
  const data = await api.succeed<{ groupUpgrade: SeenUpgrade }>(
    `query ($id: ID!) { groupUpgrade(id: $id) { state expiresAt coolingOffUntil round pauseReason pausedAt mayBeTakenUpBy
       progress { blocked pending accepted declined expired revoked withdrawn included excluded } } }`,
    { id },
  );
  return data.groupUpgrade;
}

export interface SeenQuestion {
  readonly id: string;
  readonly state: string;
  readonly blockedReason: string | null;
  readonly exclusionReason: string | null;
  readonly revokedReason: string | null;
  readonly declineReason: string | null;
  readonly answeredAt: string | null;
  readonly expiresAt: string;
  readonly round: number;
  readonly rounds: readonly {
    readonly round: number;
    readonly state: string;
    readonly reason: string | null;
  }[];
}

/** The invitations of an upgrade, by the platform id of whom they ask. */
export async function questionsOf(api: Api, id: string): Promise<Record<string, SeenQuestion>> {
  const data = await api.succeed<{
    groupUpgradeInvitations: {
      edges: { node: SeenQuestion & { rosterEntry: { platformId: string } } }[];
    };
  }>(
    `query ($id: ID!) { groupUpgradeInvitations(groupUpgradeId: $id, first: 100) { edges { node {
       id state blockedReason exclusionReason revokedReason declineReason answeredAt expiresAt round
       rounds { round state reason } rosterEntry { platformId } } } } }`,
    { id },
  );
  return Object.fromEntries(
    data.groupUpgradeInvitations.edges.map(({ node: { rosterEntry, ...node } }) => [
      rosterEntry.platformId,
      node,
    ]),
  );
}

/** The invitation of somebody on the roster. */
export async function questionTo(api: Api, id: string, platformId: string): Promise<SeenQuestion> {
  const question = (await questionsOf(api, id))[platformId];
  if (!question) throw new Error(`${platformId} is not asked`);
  return question;
}

export interface SeenEvent {
  readonly sequence: number;
  readonly type: string;
  readonly fromState: string | null;
  readonly toState: string | null;
  readonly reason: string | null;
}

/** The events of an upgrade from the first one on, up to one that satisfies `test`, for which it waits. */
export async function eventsUntil(
  api: Api,
  id: string,
  test: (event: SeenEvent) => boolean,
): Promise<SeenEvent[]> {
  const events = api.subscribe<{ groupUpgradeEvents: SeenEvent }>(
    'subscription ($id: ID!) { groupUpgradeEvents(id: $id) { sequence type fromState toState reason } }',
    { id },
  );
  const seen: SeenEvent[] = [];
  await events.until(({ groupUpgradeEvents: event }) => {
    seen.push(event);
    return test(event);
  });
  await events.close();
  return seen;
}

/** Waits until an upgrade is in a state. */
export async function untilState(api: Api, id: string, state: string): Promise<SeenUpgrade> {
  return eventually(`the upgrade is ${state}`, async () => {
    const seen = await upgradeOf(api, id);
    return seen.state === state ? seen : undefined;
  });
}

/** Runs the jobs that wait for their time, now. Returns once none of them is left from before. */
export async function runJobs(server: TestServer): Promise<void> {
  const { database } = server.app;
  const due = await database.rows<{ id: string; revision: number }>(
    `update graphile_worker._private_jobs set run_at = now() - interval '1 second'
     where run_at > now() and attempts = 0 returning id::text, revision`,
  );
  await eventually('the jobs have run', async () => {
    const left = await database.row(
      `select 1 from graphile_worker._private_jobs j
       where (j.id::text, j.revision) in (select * from unnest($1::text[], $2::int[]))`,
      [due.map(({ id }) => id), due.map(({ revision }) => revision)],
    );
    return left === undefined;
  });
}

/** Lets the sweeper look at an upgrade now, once, whatever its own job waits for: where that fails, nobody has looked. Waits for nothing. */
export async function sweep({ app }: TestServer, upgradeId: string): Promise<void> {
  await app.database.run(
    `select graphile_worker.add_job('upgrade.deadline', json_build_object('groupUpgradeId', $1::text), max_attempts := 1)`,
    [localId('GroupUpgrade', upgradeId)],
  );
}

/** Waits until whoever is told of changes by jobs has been told of all so far. */
export async function untilTold(server: TestServer): Promise<void> {
  await eventually('no job is left to run now', async () => {
    const left = await server.app.database.row(
      'select 1 from graphile_worker._private_jobs where run_at <= now() and attempts < max_attempts',
    );
    return left === undefined;
  });
}

/** When the next moment of an upgrade is scheduled; null when none is. */
export async function nextMoment(server: TestServer, upgradeId: string): Promise<Date | null> {
  const row = await server.app.database.row<{ at: Date }>(
    'select run_at as at from graphile_worker._private_jobs where key = $1',
    [`upgrade.deadline:${localId('GroupUpgrade', upgradeId)}`],
  );
  return row?.at ?? null;
}

/** What is wrong with an upgrade's log and counters; nothing when they add up without a gap. */
export async function unsound(server: TestServer, upgradeId: string): Promise<string[]> {
  const { database } = server.app;
  const id = localId('GroupUpgrade', upgradeId);
  const row = await database.row<{ sequence: number; events: number; last: number }>(
    `select u.sequence, count(e.sequence) as events, max(e.sequence) as last
     from group_upgrade u join group_upgrade_event e on e.group_upgrade_id = u.id where u.id = $1 group by u.sequence`,
    [id],
  );
  const counters = await database.row<{ wrong: number }>(
    `select count(*) as wrong from (values ('BLOCKED', 'blocked'), ('PENDING', 'pending'), ('ACCEPTED', 'accepted'),
       ('DECLINED', 'declined'), ('EXPIRED', 'expired'), ('REVOKED', 'revoked'), ('WITHDRAWN', 'withdrawn'),
       ('INCLUDED', 'included'), ('EXCLUDED', 'excluded')) as s (state, counter)
     where (select (to_jsonb(u) ->> s.counter)::int from group_upgrade u where u.id = $1)
       <> (select count(*) from invitation i where i.group_upgrade_id = $1 and i.state = s.state)
       or (select count(*) from invitation i where i.group_upgrade_id = $1 and i.state = s.state)
       <> (select count(*) filter (where to_state = s.state) - count(*) filter (where from_state = s.state)
           from group_upgrade_event e where e.group_upgrade_id = $1 and e.invitation_id is not null)`,
    [id],
  );
  return [
    ...(row?.sequence === row?.events && row?.sequence === row?.last ? [] : [`log ${JSON.stringify(row)}`]),
    ...(counters?.wrong === 0 ? [] : [`${counters?.wrong} counters`]),
  ];
}

/** The mobile of somebody in the group. */
export function mobileOf({ people }: GroupWorld, platformId: string): string {
  const person = people.find((one) => one.platformId === platformId);
  if (!person) throw new Error(`nobody is ${platformId}`);
  return person.mobile;
}

let exports = 1_770_000_000;

/** Imports a later export of the world's group, with these people on its roster and this owner. */
export async function exportAgain(
  world: GroupWorld,
  members: readonly string[],
  { ownerId = 'owner', by = world.admin }: { ownerId?: string | null; by?: Api } = {},
): Promise<void> {
  exports += 1;
  const body = asJsonl({
    exportedAt: exports,
    meta: { groupId: world.platformGroupId, name: '项目群', ownerId },
    members: members.map((id) => member(id, { accountName: `Name of ${id}` })),
  });
  const { state } = await importGroup(by, world.organizationId, body);
  if (state !== 'SUCCEEDED') throw new Error(`the import ended as ${state}`);
}

/** Lets somebody of the group hold roles. Returns who speaks as them. */
export async function officer(
  server: TestServer,
  world: GroupWorld,
  platformId: string,
  roles: readonly string[] = ['ADMINISTRATOR'],
): Promise<Api> {
  const api = await server.signIn(mobileOf(world, platformId));
  const refused = await refusal(world.admin, 'assignMemberRoles', { memberId: await accountOf(api), roles });
  if (refused) throw new Error(refused);
  return api;
}
