import type { Api } from './api.js';
import { refusal } from './upgrades.js';

/** The id of somebody's entry on the roster of a group. */
export async function rosterEntryOf(api: Api, sourceGroupId: string, platformId: string): Promise<string> {
  const data = await api.succeed<{
    sourceGroup: { roster: { edges: { node: { id: string; platformId: string } }[] } };
  }>('query ($id: ID!) { sourceGroup(id: $id) { roster(first: 20) { edges { node { id platformId } } } } }', {
    id: sourceGroupId,
  });
  const found = data.sourceGroup.roster.edges.find(({ node }) => node.platformId === platformId);
  if (!found) throw new Error(`${platformId} is not on the roster`);
  return found.node.id;
}

/** Matches an entry by hand to each of these mobiles in turn, none of which must be refused. */
export async function matchByHand(
  api: Api,
  rosterEntryId: string,
  ...mobiles: readonly (string | undefined)[]
): Promise<void> {
  for (const mobile of mobiles) {
    const code = await refusal(api, 'matchRosterEntry', { rosterEntryId, mobile });
    if (code !== undefined) throw new Error(`not matched: ${code}`);
  }
}
