import { command } from '#modules/identity/public.js';
import { refuse } from '#kernel/refusals.js';
import { err, ok } from '#kernel/result.js';
import { canTurn } from '#kernel/transitions.js';
import { notFound, orNotFound } from '#platform/use-case/failures.js';
import { lockOperationRow } from '../data/operation-queries.js';
import { endOperation, requestCancellation } from '../data/operations.js';
import { operationTopic, operationTransitions } from '../domain/operation.js';

/** Stops an operation: at once while it is queued, at its next step while it runs. Asking twice changes nothing. */
export const cancelOperation = command<{ operationId: string }, { operationId: string }>({
  name: 'cancelOperation',
  action: 'operation.cancel',
  async run(context, { operationId }) {
    const operation = orNotFound(await lockOperationRow(context.tx, operationId));
    const { organizationId, state } = operation;
    await context.authorize({ organizationId });
    if (operation.requestedBy !== context.personId()) throw notFound();
    if (!canTurn(operationTransitions, state, 'CANCELLED')) {
      return err([refuse('ILLEGAL_STATE', 'operationId', { state })]);
    }
    await requestCancellation(context.tx, operationId);
    if (state === 'QUEUED') await endOperation(context.tx, operationId, { state: 'CANCELLED' });
    context.record({ organizationId, subject: { type: 'Operation', id: operationId }, details: { state } });
    context.signal(operationTopic(operationId));
    return ok({ operationId });
  },
});
