import { localId } from '#platform/graphql/relay.js';
import type { Api } from '../../support/api.js';
import type { WatcherPlan } from '../load/watcher.js';
import { query } from '../stand/database.js';
import type { Stand } from '../stand/stand.js';
import type { Answering } from './answering.js';
import { auditors, type SignedIn } from './company.js';

/** Dashboards that one person has open: as many as the server lets anybody have. */
const SOCKETS_EACH = 20;

const FIELDS =
  'state cursor sequence total blocked pending accepted declined expired revoked withdrawn included excluded';
/** What a dashboard watches. */
const PROGRESS = `subscription ($id: ID!) { groupUpgradeProgress(id: $id) { ${FIELDS} } }`;

/** The state of an upgrade as dashboards see it. */
export type Progress = Readonly<Record<string, unknown>> & { readonly sequence: number };

/** Enough people to open so many dashboards. */
export function watchersOf(stand: Stand, { company }: Answering, count: number): Promise<SignedIn[]> {
  return auditors(stand, company, Math.ceil(count / SOCKETS_EACH));
}

/** So many dashboards on one upgrade, by turns of these people and of so many selections that differ. */
export function watcherPlans(
  people: readonly SignedIn[],
  count: number,
  { port, upgradeId, selections = 1 }: { port: number; upgradeId: string; selections?: number },
): WatcherPlan[] {
  const variables = { id: upgradeId };
  return Array.from({ length: count }, (_, index) => {
    const { token = '', address = '' } = people[index % people.length] ?? {};
    return { port, token, address, operation: { query: selection(index % selections), variables } };
  });
}

/** The fields of all, with one of them under a name of its own. */
function selection(number: number): string {
  return number === 0 ? PROGRESS : PROGRESS.replace('total', `total${number}: total`);
}

/** The same for a server that sends without being asked. */
export function listenerPlans(count: number, port: number): WatcherPlan[] {
  return Array.from({ length: count }, () => ({ port, token: '', address: '', operation: undefined }));
}

export async function progressOf(api: Api, upgradeId: string): Promise<Progress> {
  const { groupUpgrade } = await api.succeed<{ groupUpgrade: { progress: Progress } }>(
    `query ($id: ID!) { groupUpgrade(id: $id) { progress { ${FIELDS} } } }`,
    { id: upgradeId },
  );
  return groupUpgrade.progress;
}

/** The last sequence of an upgrade, as it is committed now. */
export async function sequenceOf({ connection }: Stand, upgradeId: string): Promise<number> {
  const [row] = await query<{ sequence: number }>(
    connection,
    'select sequence::int from group_upgrade where id = $1',
    [localId('GroupUpgrade', upgradeId)],
  );
  return row?.sequence ?? 0;
}
