import type { Api } from './api.js';
import type { GroupWorld } from './group-world.js';
import type { TestServer } from './server.js';

type Refused = { userErrors: { code: string; field: string[]; retryable: boolean }[] };

const INVITATION = 'invitation { id state blockedReason }';
const REFUSED = 'userErrors { code field retryable message }';

/** Runs a mutation with its input. Returns its payload, refused or not. */
export async function mutate<Payload = Record<string, unknown>>(
  api: Api,
  name: string,
  input: Record<string, unknown>,
  selection = '',
): Promise<Payload & Refused> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const data = await api.succeed<Record<string, Payload & Refused>>(
    `mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} ${REFUSED} } }`,
    { input },
  );
  const payload = data[name];
  if (!payload) throw new Error(`${name} answered nothing`);
  return payload;
}

/** The code that refuses a mutation; undefined when it was done. */
export async function refusal(
  api: Api,
  name: string,
  input: Record<string, unknown>,
): Promise<string | undefined> {
  return (await mutate(api, name, input)).userErrors[0]?.code;
}

/** Starts an upgrade that must not be refused. Returns its id. */
export async function start(world: GroupWorld, input: Record<string, unknown> = {}): Promise<string> {
  const payload = await mutate<{ groupUpgrade: { id: string } | null }>(
    world.admin,
    'startGroupUpgrade',
    { sourceGroupId: world.sourceGroupId, coolingOffHours: 0, ...input },
    'groupUpgrade { id }',
  );
  if (!payload.groupUpgrade) throw new Error(`not started: ${JSON.stringify(payload)}`);
  return payload.groupUpgrade.id;
}

export interface SeenInvitation {
  readonly id: string;
  readonly state: string;
  readonly blockedReason: string | null;
}

/** The newest invitation of whoever `api` speaks as. */
export async function invitationOf(api: Api): Promise<SeenInvitation> {
  const data = await api.succeed<{ myInvitations: { edges: { node: SeenInvitation }[] } }>(
    '{ myInvitations(first: 1) { edges { node { id state blockedReason } } } }',
  );
  const node = data.myInvitations.edges[0]?.node;
  if (!node) throw new Error('nobody has asked this person');
  return node;
}

/** The account of whoever `api` speaks as, in the one organization that has them. */
export async function accountOf(api: Api): Promise<string> {
  const data = await api.succeed<{ viewerMemberships: { edges: { node: { id: string } }[] } }>(
    '{ viewerMemberships(first: 1) { edges { node { id } } } }',
  );
  const id = data.viewerMemberships.edges[0]?.node.id;
  if (!id) throw new Error('this person has no account');
  return id;
}

/** The digest of the text that an invitation of whoever `api` speaks as asks about now. */
export async function noticeDigestOf(api: Api, invitationId: string): Promise<string> {
  const data = await api.succeed<{ invitation: { notice: { text: { digest: string } } } }>(
    'query ($id: ID!) { invitation(id: $id) { notice { text { digest } } } }',
    { id: invitationId },
  );
  return data.invitation.notice.text.digest;
}

type Answered = { invitation: SeenInvitation | null } & Refused;

/** Reads the text and agrees to it. Returns the payload. */
export async function accept(
  api: Api,
  invitationId: string,
  more: Record<string, unknown> = {},
): Promise<Answered> {
  const noticeDigest = await noticeDigestOf(api, invitationId);
  return mutate(api, 'acceptInvitation', { invitationId, noticeDigest, ...more }, INVITATION);
}

/** Signs a person of the group in and lets them read the text and answer. Returns the payload of the answer. */
export async function answer(
  server: TestServer,
  mobile: string,
  how: 'acceptInvitation' | 'declineInvitation' | 'withdrawAcceptance',
): Promise<Answered> {
  const api = await server.signIn(mobile);
  const { id } = await invitationOf(api);
  if (how === 'acceptInvitation') return accept(api, id);
  return mutate(api, how, { invitationId: id }, INVITATION);
}

/** Reads the summary and cuts over with its token. Returns the payload. */
export async function cutOver(
  admin: Api,
  groupUpgradeId: string,
): Promise<Refused & { groupUpgrade: unknown }> {
  const { token } = await provedSummary(admin, groupUpgradeId);
  return mutate(
    admin,
    'cutOverGroupUpgrade',
    { groupUpgradeId, summaryToken: token },
    'groupUpgrade { state }',
  );
}

/** The summary once the history is proved, which begins with the cooling-off. */
export async function provedSummary(admin: Api, groupUpgradeId: string): ReturnType<typeof summary> {
  const first = await summary(admin, groupUpgradeId);
  if (first.historyProved) return first;
  const events = admin.subscribe<{ groupUpgradeEvents: { type: string } }>(
    'subscription ($id: ID!) { groupUpgradeEvents(id: $id) { type } }',
    { id: groupUpgradeId },
  );
  await events.until((event) => event.groupUpgradeEvents.type === 'HISTORY_PROVED');
  await events.close();
  return summary(admin, groupUpgradeId);
}

export async function summary(
  admin: Api,
  groupUpgradeId: string,
): Promise<{ token: string; joining: number; staying: number; messages: number; historyProved: boolean }> {
  const { cutOverSummary } = await admin.succeed<{
    cutOverSummary: Awaited<ReturnType<typeof summary>> | null;
  }>(
    'query ($id: ID!) { cutOverSummary(groupUpgradeId: $id) { token joining staying messages historyProved } }',
    { id: groupUpgradeId },
  );
  if (!cutOverSummary) throw new Error('the upgrade is over, and has no summary');
  return cutOverSummary;
}
