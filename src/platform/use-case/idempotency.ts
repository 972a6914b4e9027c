import { createHash } from 'node:crypto';
import type { Refusal } from '#kernel/refusals.js';
import type { Result } from '#kernel/result.js';
import type { Sql } from '../db/sql.js';
import type { Outcome } from './use-case.js';

export type Stored = Result<Outcome, readonly Refusal[]>;

export interface Claim {
  readonly actor: string;
  readonly key: string;
  readonly command: string;
  readonly digest: Buffer;
}

/** A digest of the input that does not depend on the order of its fields. */
export function digestOf(input: unknown): Buffer {
  return createHash('sha256').update(canonical(input)).digest();
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object' || value instanceof Date)
    return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`).join(',')}}`;
}

/**
 * Takes the key for this transaction. A concurrent call with the same key waits here until the first has ended.
 * Returns 'claimed', the outcome stored before, or 'reused' when it was for another command or input.
 */
export async function claim(
  sql: Sql,
  { actor, key, command, digest }: Claim,
): Promise<'claimed' | 'reused' | Stored> {
  const inserted = await sql.run(
    `insert into idempotency_record (actor, key, command, digest)
     values ($1, $2, $3, $4) on conflict on constraint idempotency_record_pkey do nothing`,
    [actor, key, command, digest],
  );
  if (inserted === 1) return 'claimed';
  const earlier = await sql.row<{ command: string; digest: Buffer; outcome: Stored }>(
    'select command, digest, outcome from idempotency_record where actor = $1 and key = $2',
    [actor, key],
  );
  if (!earlier || earlier.command !== command || !earlier.digest.equals(digest)) return 'reused';
  return earlier.outcome;
}

export async function store(sql: Sql, { actor, key }: Claim, outcome: Stored): Promise<void> {
  await sql.run('update idempotency_record set outcome = $3::jsonb where actor = $1 and key = $2', [
    actor,
    key,
    JSON.stringify(outcome),
  ]);
}

/** Gives the key back: what was answered is not kept. */
export async function release(sql: Sql, { actor, key }: Claim): Promise<void> {
  await sql.run('delete from idempotency_record where actor = $1 and key = $2', [actor, key]);
}

/** Keeps a refusal, in a transaction after the one that it rolled back. An outcome that came first stays. */
export async function storeRefusal(sql: Sql, claimed: Claim, outcome: Stored): Promise<void> {
  await sql.run(
    `insert into idempotency_record (actor, key, command, digest, outcome)
     values ($1, $2, $3, $4, $5::jsonb) on conflict on constraint idempotency_record_pkey do nothing`,
    [claimed.actor, claimed.key, claimed.command, claimed.digest, JSON.stringify(outcome)],
  );
}
