import { localId } from '#platform/graphql/relay.js';
import type { Api } from '../support/api.js';
import { type Facts, keepsPromises } from './facts.js';

const STATES = { inviting: 0, coolingOff: 0, paused: 0, completed: 0, cancelled: 0 };
const COUNTS = {
  blocked: 0,
  pending: 0,
  accepted: 0,
  declined: 0,
  expired: 0,
  revoked: 0,
  withdrawn: 0,
  included: 0,
  excluded: 0,
};

/** What a programme is as a whole: its upgrades by state, those whose text is not kept, and all invitations by state. */
export interface Whole {
  readonly upgrades: typeof STATES & { readonly outdated: number };
  readonly invitations: typeof COUNTS & { readonly total: number };
}

const WHOLE = `query ($id: ID!) { upgradeProgramme(id: $id) { progress {
  upgrades { ${Object.keys(STATES).join(' ')} outdated } invitations { ${Object.keys(COUNTS).join(' ')} total } } } }`;

/** As clients are told. */
export async function wholeOf(api: Api, programmeId: string): Promise<Whole> {
  const data = await api.succeed<{ upgradeProgramme: { progress: Whole } }>(WHOLE, { id: programmeId });
  const { upgrades, invitations } = data.upgradeProgramme.progress;
  return { upgrades: { ...upgrades }, invitations: { ...invitations } };
}

const OPEN = ['INVITING', 'COOLING_OFF', 'PAUSED'];

/** What its upgrades add up to. */
export function sumOf(upgrades: readonly Facts[]): Whole {
  const sum = { upgrades: { ...STATES, outdated: 0 }, invitations: { ...COUNTS, total: 0 } };
  for (const facts of upgrades) {
    const { state, counts } = facts.upgrade;
    const name = state === 'COOLING_OFF' ? 'coolingOff' : (state.toLowerCase() as keyof typeof STATES);
    sum.upgrades[name] += 1;
    if (OPEN.includes(state) && !keepsPromises(facts)) sum.upgrades.outdated += 1;
    for (const count of Object.keys(COUNTS) as (keyof typeof COUNTS)[])
      sum.invitations[count] += counts[count] ?? 0;
    sum.invitations.total += facts.invitations.length;
  }
  return sum;
}

/** The local ids of all that somebody finds in the one place where their invitations are. */
export async function gatheredBy(api: Api): Promise<ReadonlySet<string>> {
  const data = await api.succeed<{ myInvitations: { edges: { node: { id: string } }[] } }>(
    '{ myInvitations(first: 50) { edges { node { id } } } }',
  );
  return new Set(data.myInvitations.edges.map(({ node }) => localId('Invitation', node.id)));
}
