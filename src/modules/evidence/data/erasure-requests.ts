import type { Sql } from '#platform/db/sql.js';
import type { ErasureState } from '../domain/erasure.js';

export interface ErasureRequestRow {
  readonly id: string;
  readonly personId: string;
  readonly state: ErasureState;
  /** Null once it is done. */
  readonly reason: string | null;
  /** The refusal code, where it was refused. */
  readonly refusal: string | null;
  readonly requestedAt: Date;
  readonly endedAt: Date | null;
}

const COLUMNS = `id, person_id as "personId", state, reason, refusal, requested_at as "requestedAt",
  ended_at as "endedAt"`;

export async function insertErasureRequest(
  tx: Sql,
  request: { readonly id: string; readonly personId: string; readonly reason: string | undefined },
): Promise<void> {
  await tx.run(
    'insert into erasure_request (id, person_id, reason, requested_at) values ($1, $2, $3, assent_now())',
    [request.id, request.personId, request.reason ?? null],
  );
}

export function lockErasureRequest(tx: Sql, id: string): Promise<ErasureRequestRow | undefined> {
  return tx.row<ErasureRequestRow>(`select ${COLUMNS} from erasure_request where id = $1 for update`, [id]);
}

/** A person's newest one. */
export function erasureRequestOf(sql: Sql, personId: string): Promise<ErasureRequestRow | undefined> {
  return sql.row<ErasureRequestRow>(
    `select ${COLUMNS} from erasure_request where person_id = $1 order by id desc limit 1`,
    [personId],
  );
}

/** How many people have been erased so far. */
export async function countErased(sql: Sql): Promise<number> {
  const row = await sql.row<{ count: number }>(`select count(*) from erasure_request where state = 'DONE'`);
  return row?.count ?? 0;
}

export async function endErasureRequest(tx: Sql, id: string, refusal: string | undefined): Promise<void> {
  await tx.run(
    `update erasure_request set state = case when $2::text is null then 'DONE' else 'REFUSED' end, refusal = $2,
       reason = case when $2::text is not null then reason end, ended_at = assent_now()
     where id = $1 and state = 'REQUESTED'`,
    [id, refusal ?? null],
  );
}
