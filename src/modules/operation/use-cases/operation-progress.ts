import { watch } from '#modules/identity/public.js';
import { isTerminal } from '#kernel/transitions.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { operationById, type OperationRecord } from '../data/operation-queries.js';
import { operationTopic, operationTransitions } from '../domain/operation.js';
import { allowOwn } from './operation.js';

/** Where an operation stands, until it has ended. */
export const operationProgress = watch<{ id: string }, OperationRecord>({
  name: 'operationProgress',
  action: 'operation.read',
  topic: ({ id }) => operationTopic(id),
  read: async (sql, { id }) => orNotFound(await operationById(sql, id)),
  allow: allowOwn,
  isFinal: ({ state }) => isTerminal(operationTransitions, state),
});
