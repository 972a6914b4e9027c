import type { Module } from '#platform/module.js';
import { ErasureResolver } from './graphql/erasure.resolver.js';
import { EvidenceResolver } from './graphql/evidence.resolver.js';
import { type EvidenceParts, evidenceJobs } from './jobs.js';
import { erasureRequest } from './use-cases/erasure-request.js';
import { evidenceKey } from './use-cases/evidence-key.js';
import { EvidenceSigner } from './use-cases/evidence-signer.js';
import { exportEvidence } from './use-cases/export-evidence.js';
import { requestErasure } from './use-cases/request-erasure.js';

/** What proves an upgrade to somebody who does not trust this server, also after a person’s data was erased. */
export function evidenceModule(parts: EvidenceParts): Module {
  const signer = new EvidenceSigner(parts.secret);
  const readKey = evidenceKey(signer);
  return {
    name: 'evidence',
    useCases: [exportEvidence, readKey, requestErasure, erasureRequest],
    resolvers: [new EvidenceResolver(readKey), new ErasureResolver()],
    jobs: evidenceJobs(parts, signer),
  };
}
