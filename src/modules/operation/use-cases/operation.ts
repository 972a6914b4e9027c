import { query } from '#modules/identity/public.js';
import { notFound, orNotFound } from '#platform/use-case/failures.js';
import type { QueryContext } from '#platform/use-case/use-case.js';
import { operationById, type OperationRecord } from '../data/operation-queries.js';

/** One of the operations that the caller has asked for, as long as they may act for its organization. */
export const operation = query<{ id: string }, OperationRecord>({
  name: 'operation',
  action: 'operation.read',
  run: (context, { id }) => readOwnOperation(context, id),
});

export async function readOwnOperation(context: QueryContext, id: string): Promise<OperationRecord> {
  const found = orNotFound(await operationById(context.sql, id));
  await allowOwn(context, found);
  return found;
}

export async function allowOwn(
  context: QueryContext,
  { organizationId, requestedBy }: OperationRecord,
): Promise<void> {
  await context.authorize({ organizationId });
  if (requestedBy !== context.personId()) throw notFound();
}
