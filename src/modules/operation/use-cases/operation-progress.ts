import { watch } from '#modules/identity/public.js';
import { isTerminal } from '#kernel/transitions.js';
import type { OperationRecord } from '../data/operation-queries.js';
import { operationTopic, operationTransitions } from '../domain/operation.js';
import { readOwnOperation } from './operation.js';

/** Where an operation stands, until it has ended. */
export const operationProgress = watch<{ id: string }, OperationRecord>({
  name: 'operationProgress',
  action: 'operation.read',
  topic: ({ id }) => operationTopic(id),
  async read(context, { id }) {
    const value = await readOwnOperation(context, id);
    return { value, final: isTerminal(operationTransitions, value.state) };
  },
});
