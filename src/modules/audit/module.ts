import type { Module } from '#platform/module.js';
import { AuditResolver } from './graphql/audit.resolver.js';
import { auditChain } from './use-cases/audit-chain.js';
import { auditEntries, auditEntryCount } from './use-cases/audit-entries.js';

/** Who did what, chained by hashes. Entries are written by the runner of use cases, and read here. */
export function auditModule(): Module {
  return {
    name: 'audit',
    useCases: [auditEntries, auditChain],
    fieldUseCases: [auditEntryCount],
    resolvers: [new AuditResolver()],
  };
}
