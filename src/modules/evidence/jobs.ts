import { z } from 'zod';
import { type OperationParts, runOperation } from '#modules/operation/public.js';
import type { JobHandlers } from '#platform/jobs/jobs.js';
import type { Runner } from '#platform/use-case/runner.js';
import type { EvidenceSigner } from './use-cases/evidence-signer.js';
import { carryOutErasure } from './use-cases/carry-out-erasure.js';
import { EXPORT_JOB } from './use-cases/export-evidence.js';
import { ERASE_JOB } from './use-cases/request-erasure.js';
import { runExport } from './use-cases/run-export.js';

export interface EvidenceParts extends OperationParts {
  readonly runner: () => Runner;
  readonly secret: string;
}

const exportJob = z.object({ operationId: z.uuid(), groupUpgradeId: z.uuid(), personId: z.uuid() });

const eraseJob = z.object({ erasureRequestId: z.uuid() });

export function evidenceJobs(parts: EvidenceParts, signer: EvidenceSigner): JobHandlers {
  return {
    [EXPORT_JOB]: async (payload) => {
      const job = exportJob.parse(payload);
      const { database } = parts;
      await runOperation(parts, job.operationId, (progress) =>
        runExport({ database, runner: parts.runner(), signer }, job, progress),
      );
    },
    [ERASE_JOB]: (payload) => carryOutErasure(parts.runner(), eraseJob.parse(payload).erasureRequestId),
  };
}
