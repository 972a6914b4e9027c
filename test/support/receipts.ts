import { createHash } from 'node:crypto';
import type { Api } from './api.js';

/** A receipt as it is read over the API. */
export interface SeenReceipt {
  readonly id: string;
  readonly answer: string;
  readonly sequence: number;
  readonly round: number;
  readonly noticeVersion: number;
  readonly noticeEdition: number;
  readonly noticeDigest: string | null;
  readonly language: string | null;
  readonly channel: string;
  readonly erased: boolean;
  readonly platform: string | null;
  readonly platformId: string | null;
  readonly name: string | null;
  readonly mobile: string | null;
  readonly address: string | null;
  readonly client: string | null;
  readonly body: string;
  readonly digest: string;
  readonly commitment: string;
  readonly salt: string | null;
  readonly personalPart: string | null;
}

const FIELDS = `id answer sequence round noticeVersion noticeEdition noticeDigest language channel erased platform
  platformId name mobile address client body digest commitment salt personalPart`;

/** What `api` sees of the receipts of an invitation that it can read by the upgrade's list. */
export async function receiptsInUpgrade(
  api: Api,
  groupUpgradeId: string,
  invitationId: string,
): Promise<SeenReceipt[]> {
  const data = await api.succeed<{
    groupUpgradeInvitations: {
      edges: { node: { id: string; receipts: { edges: { node: SeenReceipt }[] } } }[];
    };
  }>(
    `query ($id: ID!) { groupUpgradeInvitations(groupUpgradeId: $id, first: 20) { edges { node { id
       receipts(first: 10) { edges { node { ${FIELDS} } } } } } } }`,
    { id: groupUpgradeId },
  );
  const found = data.groupUpgradeInvitations.edges.find(({ node }) => node.id === invitationId);
  return (found?.node.receipts.edges ?? []).map(({ node }) => node);
}

/** The receipts of the caller's own invitation, oldest first. */
export async function receiptsOf(api: Api, invitationId: string): Promise<SeenReceipt[]> {
  const data = await api.succeed<{
    invitation: { receipts: { edges: { node: SeenReceipt }[]; totalCount: number } };
  }>(
    `query ($id: ID!) { invitation(id: $id) { receipts(first: 10) { totalCount edges { node { ${FIELDS} } } } } }`,
    { id: invitationId },
  );
  const { edges, totalCount } = data.invitation.receipts;
  if (edges.length !== totalCount) throw new Error(`${edges.length} receipts, counted as ${totalCount}`);
  return edges.map(({ node }) => node);
}

export async function readReceipt(api: Api, id: string): Promise<SeenReceipt> {
  const data = await api.succeed<{ receipt: SeenReceipt }>(
    `query ($id: ID!) { receipt(id: $id) { ${FIELDS} } }`,
    { id },
  );
  return data.receipt;
}

export function sha256(...parts: readonly (string | Buffer)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}
