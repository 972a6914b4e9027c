import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { toOperation } from '#modules/operation/graphql/operation.types.js';
import { operationLoader } from '#modules/operation/public.js';
import type { ApiContext } from '#platform/graphql/context.js';
import { make } from '#platform/graphql/make.js';
import { localId } from '#platform/graphql/relay.js';
import { toPayload } from '#platform/graphql/user-error.js';
import { orNotFound } from '#platform/use-case/failures.js';
import type { evidenceKey } from '../use-cases/evidence-key.js';
import { exportEvidence } from '../use-cases/export-evidence.js';
import { EvidenceKey, ExportEvidenceInput, ExportEvidencePayload } from './evidence.types.js';

@Resolver()
export class EvidenceResolver {
  constructor(private readonly readKey: ReturnType<typeof evidenceKey>) {}

  @Query(() => EvidenceKey, {
    description: 'With what this server signs evidence packs, for anyone who was given one.',
  })
  async evidenceKey(@Ctx() context: ApiContext): Promise<EvidenceKey> {
    const { publicKey } = await context.ask(this.readKey, {});
    return make(EvidenceKey, { algorithm: 'Ed25519', publicKey });
  }

  @Mutation(() => ExportEvidencePayload, {
    description:
      'Packs all that proves an upgrade as of this moment into one ZIP: texts, roster, rounds, log, receipts with the persons who gave them, decisions from the mandate before the start to admissions after the end, the history’s proof, and the audit entries with their chain. It is signed and verifies without the server; VERIFY.md in it explains how. For administrators and auditors; 20 packs at most are kept for one person (TOO_MANY_DOWNLOADS).',
  })
  async exportEvidence(
    @Ctx() context: ApiContext,
    @Arg('input', () => ExportEvidenceInput, { description: 'Of which upgrade.' }) input: ExportEvidenceInput,
  ): Promise<ExportEvidencePayload> {
    const groupUpgradeId = localId('GroupUpgrade', input.groupUpgradeId);
    const result = await context.execute(exportEvidence, { ...input, groupUpgradeId });
    return toPayload(ExportEvidencePayload, context.locale, result, async ({ operationId }) => ({
      operation: toOperation(orNotFound(await context.load(operationLoader, operationId))),
    }));
  }
}
