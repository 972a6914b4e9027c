import { localId } from '#platform/graphql/relay.js';
import type { Api } from './api.js';
import { eventually } from './eventually.js';
import type { GroupWorld } from './group-world.js';
import { list, refusals } from './members.js';
import type { TestServer } from './server.js';
import { mutate } from './upgrades.js';

export interface SeenDelivery {
  readonly id: string;
  readonly kind: string;
  readonly channel: string;
  readonly state: string;
  readonly failure: string | null;
  readonly failureDetail: string | null;
  readonly sentTo: string | null;
  readonly attempts: number;
  readonly notBefore: string;
  readonly queuedAt: string;
  readonly member: { readonly id: string } | null;
}

export interface InvitationWithDeliveries {
  readonly id: string;
  readonly state: string;
  readonly seenAt: string | null;
  readonly openedBy: string | null;
  readonly rosterEntry: { readonly platformId: string };
  readonly deliveries: { readonly totalCount: number; readonly edges: { readonly node: SeenDelivery }[] };
}

const READ = `query ($id: ID!) { groupUpgradeInvitations(groupUpgradeId: $id, first: 30) { edges { node { id state seenAt
  openedBy rosterEntry { platformId } deliveries(first: 30) { totalCount edges { node { id kind channel state failure
  failureDetail sentTo attempts notBefore queuedAt
  member { id } } } } } } } }`;

/** An upgrade's invitations with what was sent about them, by the platform ids of the people. */
export async function invitationsWithDeliveries(
  api: Api,
  groupUpgradeId: string,
): Promise<ReadonlyMap<string, InvitationWithDeliveries>> {
  const data = await api.succeed<{
    groupUpgradeInvitations: { edges: { node: InvitationWithDeliveries }[] };
  }>(READ, { id: groupUpgradeId });
  return new Map(data.groupUpgradeInvitations.edges.map(({ node }) => [node.rosterEntry.platformId, node]));
}

/** What was sent to one person of the group, in order: `KIND CHANNEL STATE`. */
export async function sentTo(api: Api, groupUpgradeId: string, platformId: string): Promise<string[]> {
  const all = await deliveriesTo(api, groupUpgradeId, platformId);
  return all.map(({ kind, channel, state }) => `${kind} ${channel} ${state}`);
}

export async function deliveriesTo(
  api: Api,
  groupUpgradeId: string,
  platformId: string,
): Promise<SeenDelivery[]> {
  const invitation = (await invitationsWithDeliveries(api, groupUpgradeId)).get(platformId);
  if (!invitation) throw new Error(`nobody asks ${platformId}`);
  return inOrder(invitation.deliveries.edges.map(({ node }) => node));
}

const CHANNELS = ['IN_APP', 'EMAIL', 'WEBHOOK'];

/** What was queued together has no order of its own. */
const inOrder = (deliveries: readonly SeenDelivery[]): SeenDelivery[] =>
  deliveries.toSorted(
    (a, b) =>
      a.queuedAt.localeCompare(b.queuedAt) || CHANNELS.indexOf(a.channel) - CHANNELS.indexOf(b.channel),
  );

/** Reads again and again until it is so. Returns what was read then. */
export async function until<T>(read: () => Promise<T>, test: (value: T) => boolean): Promise<T> {
  const found = await eventually('what was sent is as it should be', async () => {
    const value = await read();
    return test(value) && { value };
  });
  return found.value;
}

/** Gives people of the group addresses `PLATFORM_ID@people.example`. */
export async function giveEmails(world: GroupWorld, platformIds: readonly string[]): Promise<void> {
  const members = await list(world);
  for (const platformId of platformIds) {
    const mobile = world.people.find((person) => person.platformId === platformId)?.mobile;
    const member = members.find((one) => one.mobile === mobile);
    const refused = await refusals(world.admin, 'updateMember', {
      memberId: member?.id,
      email: `${platformId}@people.example`,
    });
    if (refused.length > 0) throw new Error(refused.join());
  }
}

/** Sets the quiet hours of the world's organization, as `HH:MM` by Shanghai's clock; none unless given. */
export async function quietHours(
  server: TestServer,
  { organizationId }: GroupWorld,
  from = '00:00',
  end = '00:00',
): Promise<void> {
  const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  await server.app.database.run(
    'update organization_setting set quiet_from = $2, quiet_until = $3 where organization_id = $1',
    [localId('Organization', organizationId), minutes(from), minutes(end)],
  );
}

/** Lets what has become due be sent now, and not only at the next minute. */
export async function sendDue(server: TestServer): Promise<void> {
  await server.app.database.run(`select graphile_worker.add_job('delivery:send-due', '{}')`);
}

/** The first moment from `after` on at which UTC's clock shows `HH:MM`. */
export function nextUtc(time: string, after = new Date()): Date {
  const at = new Date(after);
  at.setUTCHours(Number(time.slice(0, 2)), Number(time.slice(3)), 0, 0);
  return at < after ? new Date(at.getTime() + 86_400_000) : at;
}

/** From now on the server's database believes that it is this moment. */
export async function setClock(server: TestServer, moment: Date): Promise<void> {
  await server.app.database.run(
    `create or replace function assent_now() returns timestamptz language sql volatile parallel safe
     as $$ select timestamptz '${moment.toISOString()}' + (clock_timestamp() - timestamptz '${new Date().toISOString()}') $$`,
  );
}

/** Turns the webhook on, which must not be refused. Returns its secret, if this has made one. */
export async function useWebhook(
  { admin, organizationId }: GroupWorld,
  webhookUrl: string,
  more: Record<string, unknown> = {},
): Promise<string | null> {
  const payload = await mutate<{ webhookSecret: string | null; settings: unknown }>(
    admin,
    'updateDeliverySettings',
    { organizationId, webhook: true, webhookUrl, ...more },
    'webhookSecret settings { version }',
  );
  if (!payload.settings) throw new Error(JSON.stringify(payload));
  return payload.webhookSecret;
}
