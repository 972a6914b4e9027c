import { command } from '#modules/identity/public.js';
import { countDownloads, DOWNLOADS_MAX, startOperation } from '#modules/operation/public.js';
import { refuse } from '#kernel/refusals.js';
import { err, ok } from '#kernel/result.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { evidenceSource } from '../data/upgrade-facts.js';

export const EXPORT_JOB = 'evidence:export';

/** Queues the evidence pack of an upgrade, whatever its state. */
export const exportEvidence = command<{ groupUpgradeId: string }, { operationId: string }>({
  name: 'exportEvidence',
  action: 'evidence.export',
  async run(context, { groupUpgradeId }) {
    const { organizationId } = orNotFound(await evidenceSource(context.tx, groupUpgradeId));
    await context.authorize({ organizationId });
    const personId = context.personId();
    if ((await countDownloads(context.tx, personId)) >= DOWNLOADS_MAX)
      return err([refuse('TOO_MANY_DOWNLOADS', [], { max: DOWNLOADS_MAX })]);
    const operationId = await startOperation(context, {
      kind: 'EXPORT_EVIDENCE',
      organizationId,
      personId,
      job: EXPORT_JOB,
      payload: { groupUpgradeId, personId },
    });
    const subject = { type: 'GroupUpgrade', id: groupUpgradeId };
    context.record({ organizationId, subject, details: { operationId } });
    return ok({ operationId });
  },
});
