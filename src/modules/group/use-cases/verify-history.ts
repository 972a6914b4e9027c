import { command, query } from '#modules/identity/public.js';
import { startOperation } from '#modules/operation/public.js';
import { ok } from '#kernel/result.js';
import type { Sql } from '#platform/db/sql.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { enterpriseGroupById } from '../data/enterprise-groups.js';
import { sourceGroupById } from '../data/source-groups.js';
import { verificationById, type VerificationRow } from '../data/verifications.js';

export const VERIFY_HISTORY_JOB = 'group:verify-history';

/** A group by its id: a source group, or the enterprise group that takes its history over. */
export type VerifiedGroup = { readonly kind: 'SourceGroup' | 'EnterpriseGroup'; readonly groupId: string };

async function sourceOf(sql: Sql, { kind, groupId }: VerifiedGroup): Promise<string | undefined> {
  return kind === 'SourceGroup' ? groupId : (await enterpriseGroupById(sql, groupId))?.sourceGroupId;
}

/** Queues the computation of a history's proof from every stored row. */
export const verifyHistory = command<VerifiedGroup, { operationId: string }>({
  name: 'verifyHistory',
  action: 'history.verify',
  async run(context, group) {
    const sourceGroupId = orNotFound(await sourceOf(context.tx, group));
    const { organizationId } = orNotFound(await sourceGroupById(context.tx, sourceGroupId));
    await context.authorize({ organizationId });
    const personId = context.personId();
    const operationId = await startOperation(context, {
      kind: 'VERIFY_HISTORY',
      organizationId,
      personId,
      job: VERIFY_HISTORY_JOB,
      payload: { sourceGroupId, personId },
    });
    const subject = { type: 'Operation', id: operationId };
    context.record({ organizationId, subject, details: { sourceGroupId } });
    return ok({ operationId });
  },
});

/** What a verification has found. */
export const historyVerification = query<{ id: string }, VerificationRow>({
  name: 'historyVerification',
  action: 'history.verify',
  async run(context, { id }) {
    const found = orNotFound(await verificationById(context.sql, id));
    await context.authorize({ organizationId: found.organizationId });
    return found;
  },
});
