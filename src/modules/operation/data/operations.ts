import type { Sql } from '#platform/db/sql.js';
import { type OperationRow, ROW_TEXT_MAX } from '../domain/operation.js';

/** Serializes the runs of one operation over all nodes. Held by a connection, so it ends with its process. */
const LOCK_KEY = `hashtextextended('operation:' || $1::text, 0)`;

export async function tryLockOperation(sql: Sql, id: string): Promise<boolean> {
  const row = await sql.row<{ locked: boolean }>(`select pg_try_advisory_lock(${LOCK_KEY}) as locked`, [id]);
  return row?.locked === true;
}

export async function unlockOperation(sql: Sql, id: string): Promise<void> {
  await sql.run(`select pg_advisory_unlock(${LOCK_KEY})`, [id]);
}

export interface QueuedOperation {
  readonly id: string;
  readonly kind: string;
  readonly organizationId: string;
  readonly personId: string;
  readonly job: string;
  readonly payload: object;
}

export async function insertOperation(tx: Sql, operation: QueuedOperation): Promise<void> {
  const { id, kind, organizationId, personId, job, payload } = operation;
  await tx.run(
    `insert into operation (id, kind, organization_id, requested_by, job, payload, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6::jsonb, assent_now(), assent_now())`,
    [id, kind, organizationId, personId, job, JSON.stringify(payload)],
  );
}

export interface Begun {
  /** How often it was started, this time included. */
  readonly starts: number;
  readonly cancelRequested: boolean;
}

/** Starts it, or starts it over without what an earlier run left. Undefined when it has finished or is unknown. */
export async function beginOperation(sql: Sql, id: string): Promise<Begun | undefined> {
  await sql.run(
    `delete from operation_row r using operation o
     where r.operation_id = $1 and o.id = r.operation_id and o.state = 'RUNNING'`,
    [id],
  );
  return sql.row<Begun>(
    `update operation set state = 'RUNNING', starts = starts + 1, started_at = assent_now(), updated_at = assent_now(),
       phase = null, done = 0, total = null, succeeded = 0, failed = 0
     where id = $1 and state in ('QUEUED', 'RUNNING')
     returning starts, cancel_requested as "cancelRequested"`,
    [id],
  );
}

export interface ProgressState {
  readonly phase: string | undefined;
  readonly total: number | undefined;
  readonly succeeded: number;
  readonly failed: number;
}

/** Writes progress and rows numbered on from `firstSequence`. Tells whether the work is asked to stop. */
export async function saveProgress(
  sql: Sql,
  id: string,
  state: ProgressState,
  rows: readonly OperationRow[],
  firstSequence: number,
): Promise<boolean> {
  const saved = await sql.row<{ cancelRequested: boolean }>(
    `with added as (
       insert into operation_row (operation_id, sequence, line, outcome, code, field, value, reference)
       select $1::uuid, $7::int + ordinality - 1, r.line, r.outcome, r.code, r.field, r.value, r.reference
       from rows from (jsonb_to_recordset($6::jsonb)
         as (line bigint, outcome text, code text, field text, value text, reference text)) with ordinality as r)
     update operation set phase = $2, total = $3, succeeded = $4, failed = $5, done = $4::bigint + $5::bigint,
       updated_at = assent_now()
     where id = $1 and state = 'RUNNING' returning cancel_requested as "cancelRequested"`,
    [
      id,
      state.phase ?? null,
      state.total ?? null,
      state.succeeded,
      state.failed,
      JSON.stringify(rows),
      firstSequence,
    ],
  );
  if (!saved) throw new Error(`operation ${id} is not running any more`);
  return saved.cancelRequested;
}

export type Ending =
  | {
      readonly state: 'SUCCEEDED';
      readonly resultType?: string | undefined;
      readonly resultId?: string | undefined;
    }
  | { readonly state: 'FAILED'; readonly code: string; readonly message: string }
  | { readonly state: 'CANCELLED' };

/** Failures that are not the file's: the same one may be tried again. */
const FAILED_ON_OUR_SIDE = "('INTERNAL', 'INTERRUPTED')";

/**
 * Ends an operation. The file of an import goes with its end, however that is, unless it was taken again since: it holds
 * what is personal, and what people may have erased later. Where the failure was ours it stays a day for another try.
 */
export async function endOperation(sql: Sql, id: string, ending: Ending): Promise<void> {
  const failure = ending.state === 'FAILED' ? ending : undefined;
  const result = ending.state === 'SUCCEEDED' ? ending : undefined;
  await sql.run(
    `with ended as (
       update operation set state = $2, failure_code = $3, failure_message = $4, result_type = $5, result_id = $6,
         finished_at = assent_now(), updated_at = assent_now()
       where id = $1 and state in ('QUEUED', 'RUNNING') returning created_at, payload, coalesce(failure_code in ${FAILED_ON_OUR_SIDE}, false) as ours),
     kept as (
       update upload u set expires_at = least(u.expires_at, assent_now() + interval '1 day') from ended e
       where e.ours and u.id = (e.payload ->> 'uploadId')::uuid and u.taken_at <= e.created_at)
     delete from upload u using ended e
     where not e.ours and u.id = (e.payload ->> 'uploadId')::uuid and u.taken_at <= e.created_at`,
    [
      id,
      ending.state,
      failure?.code ?? null,
      failure?.message ?? null,
      result?.resultType ?? null,
      result?.resultId ?? null,
    ],
  );
}

export async function requestCancellation(tx: Sql, id: string): Promise<void> {
  await tx.run('update operation set cancel_requested = true where id = $1', [id]);
}

/** Running operations that have written nothing for so long and that no process holds any more. */
export function abandonedOperations(
  tx: Sql,
  silentSeconds: number,
): Promise<{ id: string; job: string; payload: object }[]> {
  return tx.rows(
    `with silent as materialized (
       select id, job, payload from operation
       where state = 'RUNNING' and updated_at < assent_now() - make_interval(secs => $1))
     select id, job, payload from silent
     where pg_try_advisory_xact_lock(hashtextextended('operation:' || id::text, 0))`,
    [silentSeconds],
  );
}

/** Takes a text that tells who somebody is out of what was reported of rows, in operations of these kinds. */
export async function forgetInRows(
  tx: Sql,
  organizationId: string,
  kinds: readonly string[],
  text: string,
): Promise<void> {
  await tx.run(
    `update operation_row r
     set value = nullif(r.value, left($3, ${ROW_TEXT_MAX})), reference = nullif(r.reference, left($3, ${ROW_TEXT_MAX}))
     from operation o
     where o.id = r.operation_id and o.organization_id = $1 and o.kind = any($2)
       and left($3, ${ROW_TEXT_MAX}) in (r.value, r.reference)`,
    [organizationId, kinds, text],
  );
}
