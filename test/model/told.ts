import { localId } from '#platform/graphql/relay.js';
import type { Api } from '../support/api.js';
import type { Facts } from './facts.js';

/** What clients are told of an upgrade and of each question of it. */
export interface Told {
  readonly state: string;
  readonly sequence: number;
  readonly counts: Readonly<Record<string, number>>;
  /** By the invitation's id: its state with why, its round, its end, and its receipts. */
  readonly questions: Readonly<Record<string, readonly [string, string | null, number, number]>>;
  readonly receipts: number;
  readonly joined: number;
}

const COUNTS = 'blocked pending accepted declined expired revoked withdrawn included excluded';

const TOLD = `query ($id: ID!) {
  groupUpgrade(id: $id) { state progress { sequence ${COUNTS} }
    enterpriseGroup { members(first: 1) { totalCount } } }
  groupUpgradeInvitations(groupUpgradeId: $id, first: 50) { edges { node {
    id state blockedReason exclusionReason revokedReason round expiresAt receipts(first: 1) { totalCount } } } } }`;

interface Answer {
  readonly groupUpgrade: {
    readonly state: string;
    readonly progress: Readonly<Record<string, number>>;
    readonly enterpriseGroup: { readonly members: { readonly totalCount: number } };
  };
  readonly groupUpgradeInvitations: {
    readonly edges: readonly {
      readonly node: {
        readonly id: string;
        readonly state: string;
        readonly blockedReason: string | null;
        readonly exclusionReason: string | null;
        readonly revokedReason: string | null;
        readonly round: number;
        readonly expiresAt: string;
        readonly receipts: { readonly totalCount: number };
      };
    }[];
  };
}

export async function toldOf(api: Api, id: string): Promise<Told> {
  const { groupUpgrade, groupUpgradeInvitations } = await api.succeed<Answer>(TOLD, { id });
  const { sequence = 0, ...counts } = groupUpgrade.progress;
  const nodes = groupUpgradeInvitations.edges.map(({ node }) => node);
  return {
    state: groupUpgrade.state,
    sequence,
    counts,
    questions: Object.fromEntries(
      nodes.map((node) => [
        localId('Invitation', node.id),
        [
          node.state,
          node.blockedReason ?? node.exclusionReason ?? node.revokedReason,
          node.round,
          Date.parse(node.expiresAt),
        ],
      ]),
    ),
    receipts: nodes.reduce((sum, { receipts }) => sum + receipts.totalCount, 0),
    joined: groupUpgrade.enterpriseGroup.members.totalCount,
  };
}

/** The same, as it is stored. */
export function storedOf({ upgrade, invitations, receipts, joined }: Facts): Told {
  const { state, sequence, counts } = upgrade;
  return {
    state,
    sequence,
    counts,
    questions: Object.fromEntries(
      invitations.map((one) => [one.id, [one.state, one.reason, one.round, Math.floor(one.expiresAt)]]),
    ),
    receipts,
    joined: joined.length,
  };
}
