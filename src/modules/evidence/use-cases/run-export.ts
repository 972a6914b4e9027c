import { readFileSync } from 'node:fs';
import { rolesOf } from '#modules/directory/public.js';
import { actions } from '#modules/identity/public.js';
import {
  OperationFailure,
  type OperationResult,
  type Progress,
  storeDownload,
  type StoredDownload,
} from '#modules/operation/public.js';
import { databaseNow } from '#platform/db/clock.js';
import type { Database } from '#platform/db/database.js';
import type { Sql } from '#platform/db/sql.js';
import type { Runner } from '#platform/use-case/runner.js';
import { countErased } from '../data/erasure-requests.js';
import { type EvidenceSource, evidenceSource } from '../data/upgrade-facts.js';
import { auditSection, chainSpan } from './audit-section.js';
import type { EvidenceSigner } from './evidence-signer.js';
import { type EvidenceSection, sections } from './sections.js';
import { type PackFile, writePack } from './write-pack.js';

export interface ExportParts {
  readonly database: Database;
  readonly runner: Runner;
  readonly signer: EvidenceSigner;
}

export interface ExportJob {
  readonly groupUpgradeId: string;
  readonly personId: string;
}

/** What explains a pack and verifies it goes with it, so that nothing but Node.js is needed. */
const EXPLAINING = ['VERIFY.md', 'verify-evidence.mjs'];
const FOLDER = new URL('../../../../src/modules/evidence/verifier/', import.meta.url);

/** So often a pack is begun anew when somebody is erased while it is made. */
const ATTEMPTS = 3;

/**
 * Writes an upgrade's evidence pack and says so in the audit. A pack that was begun before somebody was erased is not
 * kept, for it may name them: it is made anew.
 */
export async function runExport(
  parts: ExportParts,
  job: ExportJob,
  progress: Progress,
): Promise<OperationResult> {
  const { groupUpgradeId, personId } = job;
  const stored = await storedPack(parts, job, progress);
  await parts.runner.perform('exportEvidence', async (context) => {
    context.record({
      organizationId: stored.organizationId,
      actorId: personId,
      subject: { type: 'GroupUpgrade', id: groupUpgradeId },
      details: { bytes: stored.bytes, sha256: stored.sha256 },
    });
  });
  return { resultType: 'Download', resultId: stored.id };
}

interface StoredPack extends StoredDownload {
  readonly organizationId: string;
}

async function storedPack(parts: ExportParts, job: ExportJob, progress: Progress): Promise<StoredPack> {
  for (let count = 1; ; count++) {
    const erased = await countErased(parts.database);
    try {
      return await storePack(parts, job, erased, progress);
    } catch (error) {
      if (count === ATTEMPTS || (await countErased(parts.database)) === erased) throw error;
    }
  }
}

/** In constant memory, as of one moment: all is read from one snapshot of the database, whatever is answered meanwhile. */
async function storePack(
  { database, signer }: ExportParts,
  { groupUpgradeId, personId }: ExportJob,
  erased: number,
  progress: Progress,
): Promise<StoredPack> {
  return database.transaction(async (tx) => {
    await tx.run('set transaction isolation level repeatable read, read only');
    const source = await evidenceSource(tx, groupUpgradeId);
    if (!source) throw new OperationFailure('GROUP_UPGRADE_UNKNOWN', 'There is no such upgrade.');
    const { organizationId } = source;
    await checkStillAllowed(tx, personId, organizationId);
    const auditChain = await chainSpan(tx, source);
    const facts = {
      groupUpgradeId,
      organizationId,
      createdAt: (await databaseNow(tx)).toISOString(),
      auditChain,
    };
    const files = [
      ...[...sections, auditSection(auditChain)].map((section) => fileOf(section, tx, source, progress)),
      ...EXPLAINING.map(explaining),
    ];
    const download = await storeDownload(
      database,
      {
        organizationId,
        personId,
        purpose: 'EVIDENCE_PACK',
        fileName: `evidence-${groupUpgradeId}.zip`,
        contentType: 'application/zip',
      },
      writePack(files, facts, signer),
      async (now) => (await countErased(now)) === erased,
    );
    return { ...download, organizationId };
  });
}

/** An export may wait: whoever asked for it must have the right also when it is made. */
async function checkStillAllowed(sql: Sql, personId: string, organizationId: string): Promise<void> {
  const roles = await rolesOf(sql, personId, organizationId);
  const rule = actions['evidence.export'];
  if (rule.who === 'member' && roles?.some((role) => rule.roles.includes(role))) return;
  throw new OperationFailure('FORBIDDEN', 'Whoever asked for this pack may not export evidence any more.');
}

function fileOf(section: EvidenceSection, sql: Sql, source: EvidenceSource, progress: Progress): PackFile {
  const { name, format } = section;
  const isLines = name.endsWith('.jsonl');
  return {
    name,
    format,
    async *content() {
      progress.phase((name.split('.')[0] ?? name).toUpperCase());
      for await (const object of section.objects(sql, source)) {
        progress.throwIfCancelled();
        progress.advance({ succeeded: 1 });
        yield `${isLines ? JSON.stringify(object) : JSON.stringify(object, null, 2)}\n`;
      }
    },
  };
}

function explaining(name: string): PackFile {
  return {
    name,
    format: null,
    async *content() {
      yield readFileSync(new URL(name, FOLDER), 'utf8');
    },
  };
}
