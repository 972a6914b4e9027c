import type { Sql } from '#platform/db/sql.js';
import type { OperationRow, OperationState, RowOutcome } from '../domain/operation.js';

export interface OperationRecord {
  readonly id: string;
  readonly kind: string;
  readonly organizationId: string;
  readonly requestedBy: string;
  readonly state: OperationState;
  readonly phase: string | null;
  readonly done: number;
  readonly total: number | null;
  readonly succeeded: number;
  readonly failed: number;
  readonly cancelRequested: boolean;
  readonly failureCode: string | null;
  readonly failureMessage: string | null;
  readonly resultType: string | null;
  readonly resultId: string | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  /** When its numbers were last written. */
  readonly updatedAt: Date;
  readonly finishedAt: Date | null;
}

const COLUMNS = `id, kind, organization_id as "organizationId", requested_by as "requestedBy", state, phase, done,
  total, succeeded, failed, cancel_requested as "cancelRequested", failure_code as "failureCode",
  failure_message as "failureMessage", result_type as "resultType", result_id as "resultId",
  created_at as "createdAt", started_at as "startedAt", updated_at as "updatedAt", finished_at as "finishedAt"`;

export function operationById(sql: Sql, id: string): Promise<OperationRecord | undefined> {
  return sql.row<OperationRecord>(`select ${COLUMNS} from operation where id = $1`, [id]);
}

export function lockOperationRow(tx: Sql, id: string): Promise<OperationRecord | undefined> {
  return tx.row<OperationRecord>(`select ${COLUMNS} from operation where id = $1 for update`, [id]);
}

export const operationLoader = {
  name: 'operation',
  async batch(sql: Sql, ids: readonly string[]): Promise<ReadonlyMap<string, OperationRecord>> {
    const rows = await sql.rows<OperationRecord>(
      `select ${COLUMNS} from operation where id = any($1::uuid[])`,
      [ids],
    );
    return new Map(rows.map((row) => [row.id, row]));
  },
};

export interface StoredRow extends Omit<OperationRow, 'line' | 'code' | 'field' | 'value' | 'reference'> {
  readonly sequence: number;
  readonly line: number | null;
  readonly code: string | null;
  readonly field: string | null;
  readonly value: string | null;
  readonly reference: string | null;
}

/** Rows in the order in which they were reported, after a sequence number, at most `limit`. */
export function operationRows(
  sql: Sql,
  id: string,
  outcome: RowOutcome | undefined,
  after: number,
  limit: number,
): Promise<StoredRow[]> {
  return sql.rows<StoredRow>(
    `select sequence, line, outcome, code, field, value, reference from operation_row
     where operation_id = $1 and sequence > $3 and ($2::text is null or outcome = $2) order by sequence limit $4`,
    [id, outcome ?? null, after, limit],
  );
}

export async function countOperationRows(
  sql: Sql,
  id: string,
  outcome: RowOutcome | undefined,
): Promise<number> {
  const row = await sql.row<{ count: number }>(
    'select count(*) as count from operation_row where operation_id = $1 and ($2::text is null or outcome = $2)',
    [id, outcome ?? null],
  );
  return row?.count ?? 0;
}
