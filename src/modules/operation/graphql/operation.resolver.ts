import {
  Arg,
  Args,
  Ctx,
  FieldResolver,
  ID,
  Mutation,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import type { ApiContext } from '#platform/graphql/context.js';
import { watching } from '#platform/live/live-rooms.js';
import { numberCursor } from '#platform/graphql/cursors.js';
import { make } from '#platform/graphql/make.js';
import { sliceOf } from '#platform/db/page.js';
import { connectionOf, localId, Node, PageArgs, pageOf } from '#platform/graphql/relay.js';
import { toPayload } from '#platform/graphql/user-error.js';
import { Failure } from '#platform/use-case/failures.js';
import type { OperationRecord } from '../data/operation-queries.js';
import type { RowOutcome } from '../domain/operation.js';
import { cancelOperation } from '../use-cases/cancel-operation.js';
import { operation } from '../use-cases/operation.js';
import { operationProgress } from '../use-cases/operation-progress.js';
import { rowCountOfOperation, rowsOfOperation } from '../use-cases/operation-rows.js';
import {
  OperationRow,
  OperationRowConnection,
  OperationRowEdge,
  OperationRowOutcome,
} from './operation-row.types.js';
import { CancelOperationInput, CancelOperationPayload, Operation, toOperation } from './operation.types.js';

@Resolver(() => Operation)
export class OperationResolver {
  @Query(() => Operation, { description: 'One of the operations that you have asked for.' })
  async operation(
    @Ctx() context: ApiContext,
    @Arg('id', () => ID, { description: 'The operation.' }) id: string,
  ): Promise<Operation> {
    return this.byId(context, localId('Operation', id));
  }

  @Mutation(() => CancelOperationPayload, {
    description:
      'Stops an operation: at once while it is queued, at its next step while it runs. What it had not committed is undone. One that has ended is refused (ILLEGAL_STATE).',
  })
  async cancelOperation(
    @Ctx() context: ApiContext,
    @Arg('input', () => CancelOperationInput, { description: 'Which one.' }) input: CancelOperationInput,
  ): Promise<CancelOperationPayload> {
    const operationId = localId('Operation', input.operationId);
    const result = await context.execute(cancelOperation, { ...input, operationId });
    return toPayload(CancelOperationPayload, context.locale, result, async () => ({
      operation: await this.byId(context, operationId),
    }));
  }

  @Subscription(() => Operation, {
    subscribe: ({ args }) => watching(operationProgress, { id: localId('Operation', args['id']) }),
    description:
      'Where an operation stands: at once, then whenever that has changed, merged under load: at most ten times a second, unless the server is configured otherwise. Completes when the operation has ended, after its last state.',
  })
  operationProgress(
    @Root() record: OperationRecord,
    @Arg('id', () => ID, { description: 'The operation.' }) _id: string,
  ): Operation {
    return toOperation(record);
  }

  @FieldResolver(() => Node, {
    nullable: true,
    description:
      'What it has made, for instance the imported group; null as long as there is nothing, or when it is not yours to see.',
  })
  async result(@Ctx() context: ApiContext, @Root() { record }: Operation): Promise<object | null> {
    const reader = context.nodes[record.resultType ?? ''];
    if (!reader || record.resultId === null) return null;
    try {
      return (await reader(context, record.resultId)) ?? null;
    } catch (error) {
      if (error instanceof Failure && (error.code === 'NOT_FOUND' || error.code === 'FORBIDDEN')) return null;
      throw error;
    }
  }

  @FieldResolver(() => OperationRowConnection, {
    description:
      'What became of the rows of the input, in the order in which they were dealt with; readable while it runs.',
  })
  async rows(
    @Ctx() context: ApiContext,
    @Root() { record }: Operation,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('outcome', () => OperationRowOutcome, { nullable: true, description: 'Only rows of this outcome.' })
    outcome: RowOutcome | null,
  ): Promise<OperationRowConnection> {
    const page = pageOf(args);
    const after = numberCursor(page) ?? 0;
    const of = { operationId: record.id, outcome: outcome ?? undefined };
    const rows = await context.ask(rowsOfOperation, { ...of, after, first: page.first });
    const parts = connectionOf(
      sliceOf(rows, page.first),
      page,
      (row) => [row.sequence],
      ({ line, outcome: became, code, field, value, reference }) =>
        make(OperationRow, { line, outcome: became, code, field, value, reference }),
    );
    const edges = parts.edges.map((edge) => make(OperationRowEdge, edge));
    return make(OperationRowConnection, {
      edges,
      pageInfo: parts.pageInfo,
      totalCount: () => context.ask(rowCountOfOperation, of),
    });
  }

  async byId(context: ApiContext, id: string): Promise<Operation> {
    return toOperation(await context.ask(operation, { id }));
  }
}
