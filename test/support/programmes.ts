import type { Api } from './api.js';
import { type GroupWorld, importGroup } from './group-world.js';
import type { TestServer } from './server.js';
import { mutate } from './upgrades.js';

/** More groups with the people of the world's own, whose mobiles are known already. Returns the ids, its own first. */
export async function groupsOf(world: GroupWorld, count: number): Promise<string[]> {
  const { admin, organizationId, platformGroupId, people } = world;
  const ids = [world.sourceGroupId];
  while (ids.length < count) {
    const group = { organizationId, platformGroupId: `${platformGroupId}/${ids.length}`, messages: 1 };
    ids.push(await importGroup(admin, group, people));
  }
  return ids;
}

/** Makes a draft that must not be refused. Returns its id. */
export async function createProgramme(
  { admin, organizationId }: GroupWorld,
  input: Record<string, unknown>,
): Promise<string> {
  const payload = await mutate<{ upgradeProgramme: { id: string } | null }>(
    admin,
    'createUpgradeProgramme',
    { organizationId, name: '秋季升级', coolingOffHours: 0, ...input },
    'upgradeProgramme { id }',
  );
  if (!payload.upgradeProgramme) throw new Error(`not created: ${JSON.stringify(payload)}`);
  return payload.upgradeProgramme.id;
}

export interface ProgrammeProgress {
  readonly state: string;
  readonly groups: Readonly<Record<'total' | 'waiting' | 'started' | 'skipped', number>>;
  readonly upgrades: Readonly<
    Record<'inviting' | 'coolingOff' | 'paused' | 'completed' | 'cancelled' | 'outdated', number>
  >;
  readonly invitations: Readonly<
    Record<
      'total' | 'blocked' | 'pending' | 'accepted' | 'declined' | 'expired' | 'revoked' | 'included',
      number
    >
  >;
  readonly skippedByReason: readonly { readonly code: string; readonly count: number }[];
}

export const PROGRESS = `state groups { total waiting started skipped }
  upgrades { inviting coolingOff paused completed cancelled outdated }
  invitations { total blocked pending accepted declined expired revoked included }
  skippedByReason { code count }`;

export async function progressOf(api: Api, id: string): Promise<ProgrammeProgress> {
  const data = await api.succeed<{ upgradeProgramme: { progress: ProgrammeProgress } }>(
    `query ($id: ID!) { upgradeProgramme(id: $id) { progress { ${PROGRESS} } } }`,
    { id },
  );
  return data.upgradeProgramme.progress;
}

/** Watches a programme until it is as wanted. */
export async function untilProgress(
  api: Api,
  id: string,
  wanted: (progress: ProgrammeProgress) => boolean,
): Promise<ProgrammeProgress> {
  const watched = api.subscribe<{ upgradeProgrammeProgress: ProgrammeProgress }>(
    `subscription ($id: ID!) { upgradeProgrammeProgress(id: $id) { ${PROGRESS} } }`,
    { id },
  );
  const { upgradeProgrammeProgress } = await watched.until((data) => wanted(data.upgradeProgrammeProgress));
  await watched.close();
  return upgradeProgrammeProgress;
}

/** Sets a draft going and waits until it has looked at every group. */
export async function startWhole(api: Api, programmeId: string): Promise<ProgrammeProgress> {
  const { userErrors } = await mutate(api, 'startUpgradeProgramme', { programmeId, groupsPerMinute: 600 });
  if (userErrors.length > 0) throw new Error(`not started: ${JSON.stringify(userErrors)}`);
  return untilProgress(api, programmeId, ({ groups }) => groups.waiting === 0);
}

export interface SeenGroup {
  readonly position: number;
  readonly state: string;
  readonly version: number;
  readonly sourceGroup: { readonly id: string };
  readonly groupUpgrade: { readonly id: string; readonly state: string } | null;
  readonly skippedBecause: { readonly code: string; readonly message: string } | null;
}

/** The first hundred groups of a programme. */
export async function groupsIn(api: Api, id: string): Promise<SeenGroup[]> {
  const data = await api.succeed<{ upgradeProgramme: { groups: { edges: { node: SeenGroup }[] } } }>(
    `query ($id: ID!) { upgradeProgramme(id: $id) { groups(first: 100) { edges { node { position state version
       sourceGroup { id } groupUpgrade { id state } skippedBecause { code message } } } } } }`,
    { id },
  );
  return data.upgradeProgramme.groups.edges.map(({ node }) => node);
}

const START = 'programme.start-next-group';

/** Has the programme's next start looked for now, whatever its pace. Waits for nothing. */
export async function lookForStarts({ app }: TestServer): Promise<void> {
  await app.database.run(
    `update graphile_worker._private_jobs set run_at = now() - interval '1 second' where key like $1`,
    [`${START}:%`],
  );
}

/** Has it looked for now, and waits until it has found nothing to start and will look later. */
export async function lookInVain(server: TestServer): Promise<void> {
  await lookForStarts(server);
  const later = `select 1 from graphile_worker._private_jobs where key like $1 and run_at > now()`;
  while (!(await server.app.database.row(later, [`${START}:%`])));
}
