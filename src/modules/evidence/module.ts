import type { Module } from '#platform/module.js';
import { EvidenceResolver } from './graphql/evidence.resolver.js';
import { type EvidenceParts, evidenceJobs } from './jobs.js';
import { evidenceKey } from './use-cases/evidence-key.js';
import { EvidenceSigner } from './use-cases/evidence-signer.js';
import { exportEvidence } from './use-cases/export-evidence.js';

/** What proves an upgrade to somebody who does not trust this server. */
export function evidenceModule(parts: EvidenceParts): Module {
  const signer = new EvidenceSigner(parts.secret);
  const readKey = evidenceKey(signer);
  return {
    name: 'evidence',
    useCases: [exportEvidence, readKey],
    resolvers: [new EvidenceResolver(readKey)],
    jobs: evidenceJobs(parts, signer),
  };
}
