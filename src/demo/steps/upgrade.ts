import { setTimeout as delay } from 'node:timers/promises';
import { done, present, type ApiClient } from '../api-client.js';
import { graphql } from '../gql/gql.js';
import type { CutOverSummaryQuery } from '../gql/graphql.js';

const StartGroupUpgrade = graphql(`
  mutation StartGroupUpgrade($input: StartGroupUpgradeInput!) {
    startGroupUpgrade(input: $input) {
      groupUpgrade {
        id
        expiresAt
        enterpriseGroup {
          id
        }
        progress {
          total
          blocked
          pending
        }
      }
      userErrors {
        code
        message
        field
      }
    }
  }
`);

const CloseGroupUpgrade = graphql(`
  mutation CloseGroupUpgrade($input: CloseGroupUpgradeInput!) {
    closeGroupUpgrade(input: $input) {
      groupUpgrade {
        state
        coolingOffUntil
      }
      userErrors {
        code
        message
        field
      }
    }
  }
`);

const GroupUpgradeState = graphql(`
  query GroupUpgradeState($id: ID!) {
    groupUpgrade(id: $id) {
      state
    }
  }
`);

const CutOverSummary = graphql(`
  query CutOverSummary($groupUpgradeId: ID!) {
    cutOverSummary(groupUpgradeId: $groupUpgradeId) {
      joining
      staying
      excludedByReason {
        reason
        count
      }
      messages
      historyDigest
      historyProved
      token
    }
  }
`);

const CutOverGroupUpgrade = graphql(`
  mutation CutOverGroupUpgrade($input: CutOverGroupUpgradeInput!) {
    cutOverGroupUpgrade(input: $input) {
      groupUpgrade {
        state
        enterpriseGroup {
          id
          state
        }
        sourceGroup {
          state
          successor {
            id
          }
        }
      }
      userErrors {
        code
        message
        field
      }
    }
  }
`);

export type Started = {
  readonly id: string;
  readonly enterpriseGroupId: string;
  readonly total: number;
  readonly pending: number;
  readonly blocked: number;
};

export type Summary = NonNullable<CutOverSummaryQuery['cutOverSummary']>;

/** The owner asks everybody. There is no cooling-off here: nobody would watch for a day. */
export async function startUpgrade(owner: ApiClient, sourceGroupId: string): Promise<Started> {
  const { startGroupUpgrade } = await owner.call(StartGroupUpgrade, {
    input: { sourceGroupId, coolingOffHours: 0 },
  });
  const { id, enterpriseGroup, progress } = present(done(startGroupUpgrade).groupUpgrade, 'upgrade');
  const { total, blocked, pending } = progress;
  return { id, enterpriseGroupId: enterpriseGroup.id, total, blocked, pending };
}

/** Ends the time for answers, unless the last one has ended it: then there is nobody left to wait for. */
export async function closeUpgrade(owner: ApiClient, groupUpgradeId: string): Promise<void> {
  const { groupUpgrade } = await owner.call(GroupUpgradeState, { id: groupUpgradeId });
  if (groupUpgrade.state !== 'INVITING') return;
  done((await owner.call(CloseGroupUpgrade, { input: { groupUpgradeId } })).closeGroupUpgrade);
}

const TRIES = 150;
const PAUSE_MS = 200;

/** The numbers of the cut-over, once the server has proved the history; after 30 s as they are. */
export async function readSummary(owner: ApiClient, groupUpgradeId: string): Promise<Summary> {
  for (let tries = 1; ; tries += 1) {
    const { cutOverSummary } = await owner.call(CutOverSummary, { groupUpgradeId });
    if (!cutOverSummary) throw new Error('the upgrade is over already');
    if (cutOverSummary.historyProved || tries === TRIES) return cutOverSummary;
    await delay(PAUSE_MS);
  }
}

/**
 * The step without a way back, on the numbers of the summary. Returns whether the old group has ceased with the new
 * one, now active, as its successor.
 */
export async function cutOver(owner: ApiClient, started: Started, summaryToken: string): Promise<boolean> {
  const input = { groupUpgradeId: started.id, summaryToken };
  const { cutOverGroupUpgrade } = await owner.call(CutOverGroupUpgrade, { input });
  const { sourceGroup, enterpriseGroup } = present(done(cutOverGroupUpgrade).groupUpgrade, 'upgrade');
  const { state, successor } = sourceGroup;
  return (
    state === 'CEASED' && successor?.id === started.enterpriseGroupId && enterpriseGroup.state === 'ACTIVE'
  );
}
