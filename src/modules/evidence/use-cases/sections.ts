import { historyProof, verifyConversation } from '#modules/group/public.js';
import type { Sql } from '#platform/db/sql.js';
import {
  decisionRows,
  deliveryRows,
  eventRows,
  noticeRows,
  receiptRows,
  rosterRows,
  roundRows,
  type RowSource,
} from '../data/rows.js';
import { type EvidenceSource, upgradeFacts } from '../data/upgrade-facts.js';

/** One file of evidence: JSON Lines, or one JSON object. */
export interface EvidenceSection {
  readonly name: string;
  /** The version of its fields. */
  readonly format: string;
  /** Its objects in a stable order, read as they are asked for. */
  readonly objects: (sql: Sql, source: EvidenceSource) => AsyncIterable<object>;
}

const PAGE = 500;

function lines(name: string, kind: string, source: RowSource, version = 1): EvidenceSection {
  return {
    name,
    format: `assent/evidence-${kind}/${version}`,
    async *objects(sql, { groupUpgradeId }) {
      for (let after = source.first; ;) {
        const rows = await source.page(sql, groupUpgradeId, after, PAGE);
        for (const { order, row } of rows) {
          after = order;
          yield row;
        }
        if (rows.length < PAGE) return;
      }
    },
  };
}

const upgrade: EvidenceSection = {
  name: 'upgrade.json',
  format: 'assent/evidence-upgrade/3',
  async *objects(sql, { groupUpgradeId }) {
    yield await upgradeFacts(sql, groupUpgradeId);
  },
};

/**
 * Every stored message is read once more: the pack proves the history as it is, not as it once was. A history that was
 * proved in version 1 before somebody was erased from it has the digest that it had then besides.
 */
const history: EvidenceSection = {
  name: 'history.json',
  format: 'assent/evidence-history/1',
  async *objects(sql, { conversationId, groupConversationId, provedDigest }) {
    const proof = await historyProof(sql, conversationId);
    const computed = await verifyConversation(sql, conversationId);
    const group = groupConversationId === null ? undefined : await historyProof(sql, groupConversationId);
    yield {
      version: proof.version,
      source: { count: proof.sourceCount, digest: proof.sourceDigest },
      stored: { count: proof.messageCount, digest: proof.digest },
      recomputed: { count: computed.messageCount, digest: computed.digest },
      group: group ? { count: group.messageCount, digest: group.digest } : null,
      provedDigest,
      formerDigest: proof.formerDigest,
    };
  },
};

/** What a pack holds besides the audit entries, in the order of its files. */
export const sections: readonly EvidenceSection[] = [
  upgrade,
  lines('notices.jsonl', 'notices', noticeRows, 2),
  lines('roster.jsonl', 'roster', rosterRows),
  lines('rounds.jsonl', 'rounds', roundRows),
  lines('events.jsonl', 'events', eventRows),
  lines('receipts.jsonl', 'receipts', receiptRows),
  lines('deliveries.jsonl', 'deliveries', deliveryRows),
  lines('decisions.jsonl', 'decisions', decisionRows),
  history,
];
