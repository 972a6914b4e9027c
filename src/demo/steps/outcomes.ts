import type { ApiClient } from '../api-client.js';
import { graphql } from '../gql/gql.js';
import type { Part } from '../cast.js';
import { allNodes } from '../pages.js';
import type { Stage } from '../terminal/stage.js';

const GroupUpgradeOutcomes = graphql(`
  query GroupUpgradeOutcomes($groupUpgradeId: ID!, $after: String) {
    groupUpgradeInvitations(groupUpgradeId: $groupUpgradeId, first: 100, after: $after) {
      edges {
        node {
          state
          exclusionReason
          rosterEntry {
            platformId
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

/** What became of one entry of the roster: INCLUDED, or the reason of its exclusion. */
export type Outcome = { readonly platformId: string; readonly outcome: string };

/** The outcome of every invitation, in roster order. */
export async function readOutcomes(api: ApiClient, groupUpgradeId: string): Promise<Outcome[]> {
  const invitations = allNodes(
    async (after) =>
      (await api.call(GroupUpgradeOutcomes, { groupUpgradeId, after })).groupUpgradeInvitations,
  );
  const outcomes: Outcome[] = [];
  for await (const { state, exclusionReason, rosterEntry } of invitations) {
    outcomes.push({ platformId: rosterEntry.platformId, outcome: exclusionReason ?? state });
  }
  return outcomes;
}

/** What each part must lead to. */
export const OUTCOME_OF: Readonly<Record<Part, string>> = {
  ACCEPT: 'INCLUDED',
  LATE: 'INCLUDED',
  DECLINE: 'DECLINED',
  DECLINE_WITH_REASON: 'DECLINED',
  SILENT: 'EXPIRED',
  NEVER_SIGNS_IN: 'ACCOUNT_NOT_ACTIVATED',
  WITHDRAW: 'WITHDRAWN',
};

const MEANINGS: Readonly<Record<string, string>> = {
  INCLUDED: 'said yes, and is in the new group',
  DECLINED: 'said no',
  EXPIRED: 'was asked and did not answer',
  WITHDRAWN: 'said yes and took it back',
  NO_ACCOUNT: 'has no account in the company',
  ACCOUNT_NOT_ACTIVATED: 'never signed in',
  ACCOUNT_DISABLED: 'has a disabled account',
  UNKNOWN_MOBILE: 'is known by chat id alone',
  LEFT_SOURCE_GROUP: 'had left the group',
};

/** How many of each outcome, the included first, then the most frequent reason. */
export function countOutcomes(outcomes: readonly Outcome[]): [outcome: string, count: number][] {
  const counts = new Map<string, number>();
  for (const { outcome } of outcomes) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  const rank = ([outcome, count]: [string, number]): number => (outcome === 'INCLUDED' ? -Infinity : -count);
  return [...counts].toSorted((a, b) => rank(a) - rank(b));
}

export function showOutcomes(stage: Stage, outcomes: readonly Outcome[]): void {
  const share = (count: number): string => `${((100 * count) / outcomes.length).toFixed(1)} %`;
  stage.table(
    [
      { title: 'Outcome' },
      { title: 'Whoever …' },
      { title: 'Members', align: 'right' },
      { title: 'Share', align: 'right' },
    ],
    countOutcomes(outcomes).map(([outcome, count]) => [
      outcome,
      MEANINGS[outcome] ?? '',
      String(count),
      share(count),
    ]),
    ['roster', '', String(outcomes.length), share(outcomes.length)],
  );
}
