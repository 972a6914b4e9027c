import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DateTime } from '#platform/graphql/date-time.js';
import { enumType } from '#platform/graphql/enums.js';
import { make } from '#platform/graphql/make.js';
import { MutationInput } from '#platform/graphql/mutation-input.js';
import { globalId, Node } from '#platform/graphql/relay.js';
import { Payload } from '#platform/graphql/user-error.js';
import type { OperationRecord } from '../data/operation-queries.js';
import { itemsPerSecond, type OperationState as State } from '../domain/operation.js';

export const OperationState = enumType<State>({
  name: 'OperationState',
  description: 'Where an operation stands. The last three are final.',
  values: {
    QUEUED: 'It waits for its turn.',
    RUNNING: 'It is being done. After a crash of a server it starts over, up to 3 times.',
    SUCCEEDED: 'It came to its end. Single rows may have failed: see `failed` and `rows`.',
    FAILED: 'It could not be done: see `failureCode`.',
    CANCELLED: 'It was stopped because somebody asked for it.',
  },
});

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'Long-running work. Only who asked for it sees it.',
})
export class Operation extends Node {
  @Field(() => String, { description: 'What is done, for instance IMPORT_MEMBERS. New kinds may come.' })
  kind!: string;

  @Field(() => OperationState, { description: 'Where it stands.' })
  state!: State;

  @Field(() => String, {
    nullable: true,
    description: 'What it is doing, for instance READING; null before it says so.',
  })
  phase!: string | null;

  @Field(() => Int, { description: 'Items dealt with so far: `succeeded` plus `failed`.' })
  done!: number;

  @Field(() => Int, { nullable: true, description: 'Items there are; null as long as that is not known.' })
  total!: number | null;

  @Field(() => Int, { description: 'Items that went well, unchanged ones among them.' })
  succeeded!: number;

  @Field(() => Int, { description: 'Items that did not.' })
  failed!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Items a second from its start to its newest numbers; null before there are any.',
  })
  ratePerSecond!: number | null;

  @Field(() => Boolean, {
    description: 'Whether it was asked to stop. It may still succeed, when it was nearly done.',
  })
  cancelRequested!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Why it failed, for programs: upper case and stable. Null unless it is FAILED.',
  })
  failureCode!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why it failed, in English. Null unless it is FAILED.',
  })
  failureMessage!: string | null;

  @Field(() => DateTime, { description: 'When it was asked for.' })
  createdAt!: Date;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was started, the last time; null while it is queued.',
  })
  startedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it ended; null until then.' })
  finishedAt!: Date | null;

  /** What the field resolvers read. */
  readonly record!: OperationRecord;
}

/** GraphQL's face of an operation. */
export function toOperation(record: OperationRecord): Operation {
  const { kind, state, phase, done, total, succeeded, failed, cancelRequested } = record;
  const { failureCode, failureMessage, createdAt, startedAt, finishedAt } = record;
  return make(Operation, {
    id: globalId('Operation', record.id),
    kind,
    state,
    phase,
    done,
    total,
    succeeded,
    failed,
    ratePerSecond: itemsPerSecond(record),
    cancelRequested,
    failureCode,
    failureMessage,
    createdAt,
    startedAt,
    finishedAt,
    record,
  });
}

@InputType({ description: 'Which operation to stop.' })
export class CancelOperationInput extends MutationInput {
  @Field(() => ID, { description: 'The operation.' })
  operationId!: string;
}

@ObjectType({
  implements: Payload,
  simpleResolvers: true,
  description: 'The operation has stopped, or will at its next step.',
})
export class CancelOperationPayload extends Payload {
  @Field(() => Operation, {
    nullable: true,
    description: 'CANCELLED if it was still queued; else RUNNING, and asked to stop.',
  })
  operation?: Operation;
}
