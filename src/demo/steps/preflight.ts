import { type ApiClient, present } from '../api-client.js';
import { graphql } from '../gql/gql.js';
import type { BlockedReason, Cure, GroupUpgradePreflightQuery } from '../gql/graphql.js';
import { allNodes } from '../pages.js';
import type { Stage } from '../terminal/stage.js';

const GroupUpgradePreflight = graphql(`
  query GroupUpgradePreflight($sourceGroupId: ID!, $after: String) {
    groupUpgradePreflight(sourceGroupId: $sourceGroupId) {
      obstacle
      total
      eligible
      blocked {
        reason
        cure
        count
      }
      entries(first: 100, after: $after) {
        edges {
          node {
            blockedReason
            rosterEntry {
              platformId
              displayName
            }
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`);

export type PreflightEntry = {
  readonly platformId: string;
  readonly displayName: string;
  /** Null for who can answer at once. */
  readonly blockedReason: BlockedReason | null;
};

export type Preflight = {
  readonly obstacle: string | null;
  readonly total: number;
  readonly eligible: number;
  readonly blocked: readonly {
    readonly reason: BlockedReason;
    readonly cure: Cure;
    readonly count: number;
  }[];
  readonly entries: readonly PreflightEntry[];
};

/** What a start would do now, with every entry of the roster. */
export async function readPreflight(api: ApiClient, sourceGroupId: string): Promise<Preflight> {
  let first: GroupUpgradePreflightQuery['groupUpgradePreflight'] | undefined;
  const listed = allNodes(async (after) => {
    const { groupUpgradePreflight } = await api.call(GroupUpgradePreflight, { sourceGroupId, after });
    first ??= groupUpgradePreflight;
    return groupUpgradePreflight.entries;
  });
  const entries: PreflightEntry[] = [];
  for await (const { blockedReason, rosterEntry } of listed) {
    entries.push({ ...rosterEntry, blockedReason: blockedReason ?? null });
  }
  const { obstacle, total, eligible, blocked } = present(first, 'preflight');
  return { obstacle: obstacle ?? null, total, eligible, blocked, entries };
}

const CURES: Readonly<Record<Cure, string>> = {
  PROVIDE_MOBILE: 'give their mobile',
  CREATE_MEMBER: 'create an account',
  MEMBER_SIGNS_IN: 'they sign in once',
  ENABLE_MEMBER: 'enable the account',
  REJOIN_SOURCE_GROUP: 'they join the group again',
  RELAX_REGION_RULE: 'admit members of any region',
};

/** What keeps people from answering, before and after some of them have signed in. */
export function showPreflight(stage: Stage, before: Preflight, after: Preflight): void {
  const countOf = (preflight: Preflight, reason: string): string =>
    String(preflight.blocked.find((one) => one.reason === reason)?.count ?? 0);
  const rows = before.blocked.map(({ reason, cure }) => [
    reason,
    CURES[cure] ?? cure,
    countOf(before, reason),
    countOf(after, reason),
  ]);
  stage.table(
    [
      { title: 'Who could answer' },
      { title: 'Cure' },
      { title: 'At first', align: 'right' },
      { title: 'Now', align: 'right' },
    ],
    [...rows, ['can answer', '', String(before.eligible), String(after.eligible)]],
    ['roster', '', String(before.total), String(after.total)],
  );
}
