import { sha256Hex } from '#kernel/digest.js';
import type { ChainLink } from '#modules/audit/domain/chain.js';
import { emptyChain, hiddenEntry, nextHash } from '#modules/audit/domain/chain.js';
import { commitmentTo as commitmentToOrigin, type EntryOfForm2 } from '#modules/audit/domain/entry.js';
import type { PackFacts } from '#modules/evidence/domain/pack.js';
import { EvidenceSigner } from '#modules/evidence/use-cases/evidence-signer.js';
import { type PackFile, writePack } from '#modules/evidence/use-cases/write-pack.js';
import { commitmentTo, digestOfReceipt, type ReceiptBody } from '#modules/upgrade/domain/receipt.js';

const UPGRADE = '01999999-0000-7000-8000-000000000001';
const ORGANIZATION = '01999999-0000-7000-8000-000000000002';
const AT = '2026-11-20T08:00:00.000Z';
const PROPOSAL = 'proposal';
/** Who did everything in the packs of tests. */
export const ACTOR = 'p';
const DIGEST = 'ef'.repeat(32);
const SALT = 'cd'.repeat(32);
const CHAIN = `organization:${ORGANIZATION}`;

export const signer = new EvidenceSigner('a secret for packs that tests make');

type Row = Record<string, unknown>;

/** The files of a pack before they are written, to be changed as a test needs them. */
export interface PackParts {
  upgrade: Row;
  notices: Row[];
  roster: Row[];
  rounds: Row[];
  events: Row[];
  receipts: Row[];
  deliveries: Row[];
  history: Row;
  audit: (ChainLink | Row)[];
  /** As the audit entries say them; null where the pack is older than decisions on record. */
  decisions: Row[] | null | undefined;
  /** Further files, as they are. */
  more: PackFile[];
  facts: PackFacts;
}

const TERMS = { retentionDays: 30, confidentiality: 'INTERNAL', lateHistory: 'FROM_ADMISSION' };
const TEXT = { en: 'You are asked.', 'zh-CN': '请您答复。' } as const;

/** The receipt of an answer in a pack of tests. */
export function receiptOf(
  sequence: number,
  invitationId: string,
  answer: 'ACCEPTED' | 'DECLINED',
  noticeEdition = 1,
): Row {
  const person = {
    personId: `person of ${invitationId}`,
    platform: 'wechat',
    platformId: invitationId,
    name: '李四',
    mobile: '+8613800138000',
    address: '203.0.113.7',
    client: null,
  };
  const body: ReceiptBody = {
    id: `receipt-${sequence}`,
    organizationId: ORGANIZATION,
    groupUpgradeId: UPGRADE,
    invitationId,
    sequence,
    round: 1,
    answer,
    memberId: 'm',
    noticeVersion: 0,
    noticeEdition,
    noticeDigest: sha256Hex(TEXT['zh-CN']),
    language: 'zh-CN',
    channel: 'IN_APP',
    at: new Date(AT),
    commitment: commitmentTo(Buffer.from(SALT, 'hex'), person),
  };
  return { ...body, digest: digestOfReceipt(body), person: { salt: SALT, ...person } };
}

/** An audit entry of a pack of tests; about the upgrade and by the actor unless it says otherwise. */
export interface Audited {
  readonly command: string;
  readonly subjectType: string;
  readonly subjectId?: string;
  readonly actorId?: string;
  readonly details?: object | undefined;
}

/**
 * What came before, an audit entry for each receipt with one about something else between them, the last text, and last
 * the cut-over.
 */
function auditOf(
  receipts: readonly Row[],
  confirmed: boolean,
  before: readonly Audited[],
): { audit: ChainLink[]; auditChain: PackFacts['auditChain'] } {
  const audit: ChainLink[] = [];
  let hash: Uint8Array = Buffer.from(emptyChain.hash, 'hex');
  const told = receipts.map(({ id, digest }) => ({ receiptId: id, receiptDigest: digest }));
  const entries: Audited[] = [
    ...before,
    { command: 'acceptInvitation', subjectType: 'Invitation', details: told[0] },
    { command: 'createMember', subjectType: 'Member', details: {} },
    { command: 'declineInvitation', subjectType: 'Invitation', details: told[1] },
    {
      command: 'adoptNotice',
      subjectType: 'GroupUpgrade',
      details: { noticeEdition: 1, terms: TERMS },
    },
    {
      command: confirmed ? 'confirmCutOver' : 'cutOverGroupUpgrade',
      subjectType: 'GroupUpgrade',
      details: { included: 1, excluded: 1, terms: TERMS, ...(confirmed ? { proposalId: PROPOSAL } : {}) },
    },
  ];
  for (const [index, given] of entries.entries()) {
    const { command, subjectType, subjectId = UPGRADE, actorId = ACTOR, details = {} } = given;
    const sequence = index + 1;
    const origin = { address: '203.0.113.7', userAgent: 'a browser' };
    const entry: EntryOfForm2 = {
      format: 2,
      chainId: CHAIN,
      sequence,
      id: `entry-${sequence}`,
      actorId,
      action: 'upgrade.manage',
      command,
      subjectType,
      subjectId,
      details: JSON.stringify(details),
      requestId: 'r',
      originCommitment: commitmentToOrigin(Buffer.from(SALT, 'hex'), origin),
      origin: { salt: SALT, ...origin },
      at: 1,
    };
    hash = nextHash(hash, entry);
    const hex = Buffer.from(hash).toString('hex');
    const shown = { sequence, entry, hash: hex };
    audit.push(command === 'createMember' ? hiddenEntry(entry, hex) : shown);
  }
  const to = { sequence: entries.length, hash: Buffer.from(hash).toString('hex') };
  return { audit, auditChain: { id: CHAIN, from: emptyChain, to, head: to } };
}

/**
 * A completed upgrade of two: one said yes, one said no. With a proposer, its cut-over was confirmed by the actor; what
 * was decided before is told by the audit entries `before`.
 */
export function completedUpgrade(proposer?: string, before: readonly Audited[] = []): PackParts {
  const receipts = [receiptOf(4, 'a', 'ACCEPTED'), receiptOf(5, 'b', 'DECLINED')];
  const { audit, auditChain } = auditOf(receipts, proposer !== undefined, before);
  const step = (
    invitationId: string,
    fromState: string,
    toState: string,
    reason: string | null = null,
  ): Row => ({
    type: 'INVITATION_CHANGED',
    at: AT,
    invitationId,
    fromState,
    toState,
    reason,
  });
  const created = (invitationId: string): Row => ({
    ...step(invitationId, '', 'PENDING'),
    type: 'INVITATION_CREATED',
    fromState: null,
  });
  const ofUpgrade = (type: string, fromState: string | null, toState: string | null): Row => ({
    ...step('', '', ''),
    type,
    invitationId: null,
    fromState,
    toState,
  });
  const events = [
    ofUpgrade('UPGRADE_STARTED', null, 'INVITING'),
    created('a'),
    created('b'),
    step('a', 'PENDING', 'ACCEPTED'),
    step('b', 'PENDING', 'DECLINED'),
    ofUpgrade('COOLING_OFF_STARTED', 'INVITING', 'COOLING_OFF'),
    { ...ofUpgrade('HISTORY_PROVED', null, null), reason: DIGEST },
    step('a', 'ACCEPTED', 'INCLUDED'),
    step('b', 'DECLINED', 'EXCLUDED', 'DECLINED'),
    ofUpgrade('UPGRADE_COMPLETED', 'COOLING_OFF', 'COMPLETED'),
  ].map((event, index) => ({ sequence: index + 1, ...event }));
  const zero = { BLOCKED: 0, PENDING: 0, ACCEPTED: 0, DECLINED: 0, EXPIRED: 0, REVOKED: 0, WITHDRAWN: 0 };
  const proof = { count: 5, digest: DIGEST };
  const who = { blockedReason: null, exclusionReason: null };
  return {
    upgrade: {
      id: UPGRADE,
      organizationId: ORGANIZATION,
      state: 'COMPLETED',
      round: 1,
      noticeEdition: 1,
      secondAdministrator: proposer !== undefined,
      groupTerms: { ...TERMS },
      cutOverProposal: proposer === undefined ? null : { id: PROPOSAL, personId: proposer },
      sequence: events.length,
      counters: { ...zero, INCLUDED: 1, EXCLUDED: 1 },
      reasons: { blocked: {}, excluded: { DECLINED: 1 } },
    },
    notices: [
      {
        edition: 1,
        noticeVersion: 0,
        textEn: TEXT.en,
        textZh: TEXT['zh-CN'],
        digestEn: sha256Hex(TEXT.en),
        digestZh: sha256Hex(TEXT['zh-CN']),
        terms: { ...TERMS },
        adoptedAt: AT,
      },
    ],
    roster: [
      { position: 1, invitationId: 'a', round: 1, ...who, state: 'INCLUDED' },
      { position: 2, invitationId: 'b', round: 1, ...who, state: 'EXCLUDED', exclusionReason: 'DECLINED' },
    ],
    rounds: [],
    events,
    receipts,
    deliveries: [{ id: 'd', invitationId: 'a', channel: 'IN_APP', state: 'SEEN' }],
    history: {
      version: 2,
      source: proof,
      stored: proof,
      recomputed: proof,
      group: proof,
      provedDigest: proof.digest,
      formerDigest: null,
    },
    audit,
    decisions: undefined,
    more: [],
    facts: { groupUpgradeId: UPGRADE, organizationId: ORGANIZATION, createdAt: AT, auditChain },
  };
}

/** What the entries that are shown decide. */
export function decisionsOf(audit: PackParts['audit']): Row[] {
  return audit.flatMap((link) => {
    const entry = 'entry' in link ? (link.entry as EntryOfForm2) : undefined;
    if (!entry || entry.subjectType === 'Invitation' || entry.actorId === 'server') return [];
    const { sequence, actorId, command, subjectType, subjectId } = entry;
    const at = new Date(entry.at).toISOString();
    const details: unknown = JSON.parse(entry.details);
    return [{ auditSequence: sequence, at, actorId, command, subjectType, subjectId, details }];
  });
}

/** A file of a pack from the texts that it is made of. */
export function packFile(name: string, texts: readonly string[]): PackFile {
  return {
    name,
    format: null,
    async *content() {
      yield* texts;
    },
  };
}

/** Writes a pack as the server does, signed with a key of the tests. */
export async function pack(parts: PackParts, by: EvidenceSigner = signer): Promise<Buffer> {
  const lines = (name: string, rows: readonly object[]): PackFile =>
    packFile(
      name,
      rows.map((row) => `${JSON.stringify(row)}\n`),
    );
  const files = [
    packFile('upgrade.json', [`${JSON.stringify(parts.upgrade)}\n`]),
    lines('notices.jsonl', parts.notices),
    lines('roster.jsonl', parts.roster),
    lines('rounds.jsonl', parts.rounds),
    lines('events.jsonl', parts.events),
    lines('receipts.jsonl', parts.receipts),
    lines('deliveries.jsonl', parts.deliveries),
    packFile('history.json', [`${JSON.stringify(parts.history)}\n`]),
    ...(parts.decisions === null
      ? []
      : [lines('decisions.jsonl', parts.decisions ?? decisionsOf(parts.audit))]),
    lines('audit.jsonl', parts.audit),
    ...parts.more,
  ];
  const chunks: Uint8Array[] = [];
  for await (const chunk of writePack(files, parts.facts, by)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
