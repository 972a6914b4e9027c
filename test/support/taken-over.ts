import type { Api } from './api.js';
import { importMembers } from './group-world.js';
import { asJsonl, importGroup, importMobiles, type Json, member } from './groups.js';
import { decide } from './organizations.js';
import type { TestServer } from './server.js';
import { answer, cutOver, mutate } from './upgrades.js';
import { newMobile, organizationWithAdministrator, type World } from './world.js';

export interface TakenOver extends World {
  readonly sourceGroupId: string;
  readonly enterpriseGroupId: string;
  readonly platformGroupId: string;
  /** By platform id, E.164. */
  readonly mobiles: ReadonlyMap<string, string>;
  /** What their directory calls these people: their user id is their platform id. */
  accountOf(platformId: string): Promise<string>;
}

let groups = 0;

/** The group's file: anna, who is the administrator, owns it. */
export function fileOf(
  platformGroupId: string,
  people: readonly string[],
  messages: readonly Json[],
): string {
  const members = ['anna', ...people].map((platformId) => member(platformId));
  return asJsonl({ meta: { groupId: platformGroupId }, members, messages });
}

/**
 * A company whose administrator `anna` owned a group with these people, all of them with an active account; those
 * who joined are with her in the group that has taken over. All through the API. `twice` names a second identity of
 * somebody on the roster: `{ anna2: 'anna' }`.
 */
export async function takenOver(
  server: TestServer,
  group: {
    readonly joined: readonly string[];
    readonly excluded?: readonly string[];
    readonly twice?: Readonly<Record<string, string>>;
    readonly messages: readonly Json[];
    /** Of the organization, at the start. */
    readonly settings?: Readonly<Record<string, unknown>>;
  },
): Promise<TakenOver> {
  const { joined, excluded = [], twice = {}, messages, settings } = group;
  const world = await organizationWithAdministrator(server);
  const { admin, organizationId } = world;
  if (settings) await decide(world, settings);
  const people = [...joined, ...excluded].map((platformId) => ({
    platformId,
    mobile: newMobile(),
    standing: 'ACTIVATED' as const,
  }));
  await importMembers(admin, organizationId, people);
  const mobiles = new Map([
    ['anna', world.adminMobile],
    ...people.map(({ platformId, mobile }) => [platformId, mobile] as const),
  ]);
  for (const [again, platformId] of Object.entries(twice)) mobiles.set(again, mobiles.get(platformId) ?? '');
  groups += 1;
  const platformGroupId = `taken-over-${groups}`;
  const others = [...mobiles.keys()].slice(1);
  const imported = await importGroup(admin, organizationId, fileOf(platformGroupId, others, messages));
  const sourceGroupId = imported.result?.id ?? '';
  await importMobiles(
    admin,
    sourceGroupId,
    ['platformId,mobile', ...[...mobiles].map((pair) => pair.join(','))].join('\n'),
  );
  for (const { mobile } of people) await server.signIn(mobile);
  const { groupUpgrade } = await mutate<{
    groupUpgrade: { id: string; enterpriseGroup: { id: string } } | null;
  }>(
    admin,
    'startGroupUpgrade',
    { sourceGroupId, coolingOffHours: 0 },
    'groupUpgrade { id enterpriseGroup { id } }',
  );
  if (!groupUpgrade) throw new Error('the upgrade was refused');
  for (const platformId of ['anna', ...joined])
    await answer(server, mobiles.get(platformId) ?? '', 'acceptInvitation');
  await mutate(admin, 'closeGroupUpgrade', { groupUpgradeId: groupUpgrade.id });
  const done = await cutOver(admin, groupUpgrade.id);
  if (done.userErrors.length > 0) throw new Error(`not cut over: ${JSON.stringify(done)}`);
  const accountOf = async (platformId: string): Promise<string> => {
    const { organization } = await admin.succeed<{
      organization: { members: { edges: { node: { id: string; userId: string } }[] } };
    }>(
      'query ($id: ID!) { organization(id: $id) { members(first: 100) { edges { node { id userId } } } } }',
      { id: organizationId },
    );
    const found = organization.members.edges.find(({ node }) => node.userId === platformId);
    if (!found) throw new Error(`nobody is called ${platformId}`);
    return found.node.id;
  };
  return {
    ...world,
    sourceGroupId,
    enterpriseGroupId: groupUpgrade.enterpriseGroup.id,
    platformGroupId,
    mobiles,
    accountOf,
  };
}

export interface SeenMessage {
  readonly ordinal: number;
  readonly content: string | null;
  readonly replyTo: {
    readonly ordinal: number | null;
    readonly message: { readonly content: string | null } | null;
  } | null;
  readonly sender: {
    readonly closed: boolean;
    readonly displayName: string;
    readonly platformId: string | null;
    readonly member: { readonly userId: string } | null;
  };
}

export const MESSAGE = `ordinal content replyTo { ordinal message { ordinal content } }
  sender { closed displayName platformId member { userId } }`;

/** The first page of a group's history, as `api` sees it. */
export async function historyOf(
  api: Api,
  enterpriseGroupId: string,
): Promise<{ readonly totalCount: number; readonly messages: SeenMessage[] }> {
  const { enterpriseGroup } = await api.succeed<{
    enterpriseGroup: { history: { totalCount: number; edges: { node: SeenMessage }[] } };
  }>(
    `query ($id: ID!) { enterpriseGroup(id: $id) { history(first: 20) { totalCount edges { node { ${MESSAGE} } } } } }`,
    { id: enterpriseGroupId },
  );
  const { totalCount, edges } = enterpriseGroup.history;
  return { totalCount, messages: edges.map(({ node }) => node) };
}
