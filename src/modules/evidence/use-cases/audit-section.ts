import {
  chainedEntries,
  type ChainHead,
  chainOfOrganization,
  headAt,
  headOf,
  hiddenEntry,
  verifyChain,
} from '#modules/audit/public.js';
import { OperationFailure } from '#modules/operation/public.js';
import type { Sql } from '#platform/db/sql.js';
import { auditSpan, ownSequences } from '../data/audit-span.js';
import type { EvidenceSource } from '../data/upgrade-facts.js';
import type { PackFacts } from '../domain/pack.js';
import type { EvidenceSection } from './sections.js';

const PAGE = 500;

/** The part of the organization's chain from the first to the last entry about the upgrade, its groups and its people. */
export async function chainSpan(sql: Sql, source: EvidenceSource): Promise<PackFacts['auditChain']> {
  const id = chainOfOrganization(source.organizationId);
  const span = (await auditSpan(sql, source.groupUpgradeId)) ?? { first: 1, last: 0 };
  return {
    id,
    from: await known(sql, id, span.first - 1),
    to: await known(sql, id, span.last),
    head: await headOf(sql, id),
  };
}

async function known(sql: Sql, id: string, sequence: number): Promise<ChainHead> {
  const head = await headAt(sql, id, sequence);
  if (!head) throw broken(sequence);
  return head;
}

/**
 * The entries of a span: those about the upgrade whole, all others as digests alone, with which the chain
 * verifies and which tell nothing. A chain that does not verify here is told at once and packed for nobody.
 */
export function auditSection(span: PackFacts['auditChain']): EvidenceSection {
  return {
    name: 'audit.jsonl',
    format: 'assent/evidence-audit/1',
    async *objects(sql, source) {
      let head: ChainHead = span.from;
      while (head.sequence < span.to.sequence) {
        const first = head.sequence + 1;
        const last = Math.min(span.to.sequence, head.sequence + PAGE);
        const entries = await chainedEntries(sql, span.id, first, last);
        const verified = verifyChain(entries, head);
        if (!verified.ok) throw broken(verified.error.sequence);
        if (verified.value.sequence !== last) throw broken(verified.value.sequence + 1);
        head = verified.value;
        const own = await ownSequences(sql, source.groupUpgradeId, first, last);
        for (const { entry, hash } of entries) {
          const { sequence } = entry;
          yield own.has(sequence) ? { sequence, entry, hash } : hiddenEntry(entry, hash);
        }
      }
    },
  };
}

function broken(sequence: number): OperationFailure {
  return new OperationFailure('AUDIT_CHAIN_BROKEN', `The audit entry ${sequence} is not as it was entered.`);
}
