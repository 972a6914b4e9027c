import type { Sql } from '#platform/db/sql.js';
import type { EffectContext } from '#platform/use-case/use-case.js';
import type { ErasedPerson } from '../domain/erased-person.js';
import { sessionTopic } from '../domain/topics.js';

/** Holds a person as they are until the commit. */
export async function lockPerson(tx: Sql, personId: string): Promise<ErasedPerson | undefined> {
  return tx.row<ErasedPerson>('select id as "personId", mobile from person where id = $1 for no key update', [
    personId,
  ]);
}

/** When the person proved their mobile for this session. */
export async function sessionOpenedAt(sql: Sql, sessionId: string): Promise<Date | undefined> {
  const row = await sql.row<{ at: Date }>('select created_at as at from session where id = $1', [sessionId]);
  return row?.at;
}

/** Under which names the audit trail has entered what a person did: their id, and each code they tried. */
export async function auditedAs(sql: Sql, { personId, mobile }: ErasedPerson): Promise<string[]> {
  const codes = await sql.rows<{ id: string }>('select id from sign_in_code where mobile = $1', [mobile]);
  return [personId, ...codes.map(({ id }) => id)];
}

/**
 * Ends a person's sessions and lets go of their mobile: whoever proves it next is somebody new. The person stays as an
 * id, for what they did refers to it.
 */
export async function erasePerson(context: EffectContext, { personId, mobile }: ErasedPerson): Promise<void> {
  const { tx } = context;
  const ended = await tx.rows<{ id: string }>(
    `update session set ended_at = assent_now(), end_reason = 'ERASED'
     where person_id = $1 and ended_at is null returning id`,
    [personId],
  );
  for (const { id } of ended) context.signal(sessionTopic(id));
  await tx.run('delete from sign_in_code where mobile = $1', [mobile]);
  await tx.run('delete from rate_window where subject = $1', [`code:${mobile}`]);
  await tx.run('delete from idempotency_record where actor = $1', [personId]);
  await tx.run(`update person set mobile = 'erased:' || id where id = $1`, [personId]);
}
