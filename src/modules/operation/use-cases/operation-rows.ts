import { query } from '#modules/identity/public.js';
import { countOperationRows, operationRows, type StoredRow } from '../data/operation-queries.js';
import type { RowOutcome } from '../domain/operation.js';
import { readOwnOperation } from './operation.js';

export interface RowsOf {
  readonly operationId: string;
  /** Only rows of this outcome. */
  readonly outcome: RowOutcome | undefined;
}

/** A page of the rows, after a sequence number, with one more than `first` where there is more. */
export const rowsOfOperation = query<RowsOf & { after: number; first: number }, StoredRow[]>({
  name: 'rowsOfOperation',
  action: 'operation.read',
  async run(context, { operationId, outcome, after, first }) {
    await readOwnOperation(context, operationId);
    return operationRows(context.sql, operationId, outcome, after, first + 1);
  },
});

export const rowCountOfOperation = query<RowsOf, number>({
  name: 'rowCountOfOperation',
  action: 'operation.read',
  async run(context, { operationId, outcome }) {
    await readOwnOperation(context, operationId);
    return countOperationRows(context.sql, operationId, outcome);
  },
});
