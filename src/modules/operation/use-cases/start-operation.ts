import { newId } from '#kernel/ids.js';
import type { EffectContext } from '#platform/use-case/use-case.js';
import { insertOperation } from '../data/operations.js';
import { operationTopic } from '../domain/operation.js';

export interface NewOperation {
  /** What clients are told that it is, for instance IMPORT_MEMBERS. */
  readonly kind: string;
  readonly organizationId: string;
  /** Who asked for it, and who alone may see it. */
  readonly personId: string;
  /** The job that calls `runOperation`. Its payload is `{operationId, ...payload}`. */
  readonly job: string;
  readonly payload: object;
}

/** Queues long work in this transaction and returns the operation's id. */
export async function startOperation(context: EffectContext, operation: NewOperation): Promise<string> {
  const id = newId();
  const payload = { ...operation.payload, operationId: id };
  await insertOperation(context.tx, { ...operation, id, payload });
  await context.enqueue(operation.job, payload, { key: operationTopic(id) });
  return id;
}
