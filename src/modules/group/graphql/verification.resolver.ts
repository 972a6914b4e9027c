import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { toOperation } from '#modules/operation/graphql/operation.types.js';
import { operationLoader } from '#modules/operation/public.js';
import type { ApiContext } from '#platform/graphql/context.js';
import { parseGlobalId } from '#platform/graphql/relay.js';
import { toPayload } from '#platform/graphql/user-error.js';
import { notFound, orNotFound } from '#platform/use-case/failures.js';
import { historyVerification, type VerifiedGroup, verifyHistory } from '../use-cases/verify-history.js';
import {
  type HistoryVerification,
  toHistoryVerification,
  VerifyHistoryInput,
  VerifyHistoryPayload,
} from './verification.types.js';

@Resolver()
export class VerificationResolver {
  @Mutation(() => VerifyHistoryPayload, {
    description:
      'Computes the proof of a history anew from every stored row, and compares what was imported, what is stored and what the new group shows.',
  })
  async verifyHistory(
    @Ctx() context: ApiContext,
    @Arg('input', () => VerifyHistoryInput, { description: 'Of which group.' }) input: VerifyHistoryInput,
  ): Promise<VerifyHistoryPayload> {
    const { groupId, ...rest } = input;
    const result = await context.execute(verifyHistory, { ...rest, ...groupOf(groupId) });
    return toPayload(VerifyHistoryPayload, context.locale, result, async ({ operationId }) => ({
      operation: toOperation(orNotFound(await context.load(operationLoader, operationId))),
    }));
  }
}

function groupOf(id: string): VerifiedGroup {
  const parsed = parseGlobalId(id);
  if (parsed?.type === 'SourceGroup' || parsed?.type === 'EnterpriseGroup')
    return { kind: parsed.type, groupId: parsed.id };
  throw notFound();
}

/** With the caller's rights; throws NOT_FOUND or FORBIDDEN where they have none. */
export async function readHistoryVerification(context: ApiContext, id: string): Promise<HistoryVerification> {
  return toHistoryVerification(await context.ask(historyVerification, { id }));
}
