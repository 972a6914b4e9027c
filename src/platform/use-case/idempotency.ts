import { sha256 } from '#kernel/digest.js';
import { isRetryable, type Refusal } from '#kernel/refusals.js';
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
  return sha256(canonical(input));
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

/** What a key stands for: nothing yet, an outcome, or another call than this. */
export type Claimed = 'claimed' | 'reused' | Stored;

/**
 * Takes the key for this transaction. A concurrent call with the same key waits here until the first has ended.
 * Returns 'claimed', the outcome stored before, or 'reused' when it was for another command or input.
 */
export async function claim(sql: Sql, one: Claim): Promise<Claimed> {
  return (await claimAll(sql, [one])).get(one) ?? 'reused';
}

/** Takes many keys, in their order, no two of them the same. */
export async function claimAll(sql: Sql, claims: readonly Claim[]): Promise<Map<Claim, Claimed>> {
  if (claims.length === 0) return new Map();
  const taken = await sql.rows<{ actor: string; key: string }>(
    `insert into idempotency_record (actor, key, command, digest)
     select actor, key, command, digest from unnest($1::text[], $2::text[], $3::text[], $4::bytea[])
       as c (actor, key, command, digest) order by actor, key
     on conflict on constraint idempotency_record_pkey do nothing returning actor, key`,
    [
      claims.map(({ actor }) => actor),
      claims.map(({ key }) => key),
      claims.map(({ command }) => command),
      claims.map(({ digest }) => digest),
    ],
  );
  const names = new Set(taken.map(nameOf));
  const known = await storedOutcomes(
    sql,
    claims.filter((one) => !names.has(nameOf(one))),
  );
  return new Map(claims.map((one) => [one, names.has(nameOf(one)) ? 'claimed' : answerOf(one, known)]));
}

interface KnownOutcome {
  readonly actor: string;
  readonly key: string;
  readonly command: string;
  readonly digest: Buffer;
  readonly outcome: Stored;
}

async function storedOutcomes(sql: Sql, claims: readonly Claim[]): Promise<Map<string, KnownOutcome>> {
  if (claims.length === 0) return new Map();
  const rows = await sql.rows<KnownOutcome>(
    `select actor, key, command, digest, outcome from idempotency_record
     where (actor, key) in (select * from unnest($1::text[], $2::text[]))`,
    [claims.map(({ actor }) => actor), claims.map(({ key }) => key)],
  );
  return new Map(rows.map((row) => [nameOf(row), row]));
}

function answerOf(one: Claim, known: ReadonlyMap<string, KnownOutcome>): Claimed {
  const earlier = known.get(nameOf(one));
  return earlier?.command === one.command && earlier.digest.equals(one.digest) ? earlier.outcome : 'reused';
}

/** Of a key and whose it is, for comparing. */
export function nameOf({ actor, key }: Pick<Claim, 'actor' | 'key'>): string {
  return JSON.stringify([actor, key]);
}

export function store(sql: Sql, one: Claim, outcome: Stored): Promise<void> {
  return storeAll(sql, [[one, outcome]]);
}

export async function storeAll(sql: Sql, outcomes: readonly (readonly [Claim, Stored])[]): Promise<void> {
  if (outcomes.length === 0) return;
  await sql.run(
    `update idempotency_record r set outcome = o.outcome
     from unnest($1::text[], $2::text[], $3::jsonb[]) as o (actor, key, outcome)
     where r.actor = o.actor and r.key = o.key`,
    [
      outcomes.map(([{ actor }]) => actor),
      outcomes.map(([{ key }]) => key),
      outcomes.map(([, outcome]) => JSON.stringify(outcome)),
    ],
  );
}

/** A refusal that may turn into a success as it is must not be the answer for good. */
export function isKept(outcome: Stored): boolean {
  return outcome.ok || outcome.error.every((refusal) => !isRetryable(refusal));
}

/** Gives the key back: what was answered is not kept. */
export function release(sql: Sql, one: Claim): Promise<void> {
  return releaseAll(sql, [one]);
}

export async function releaseAll(sql: Sql, claims: readonly Claim[]): Promise<void> {
  if (claims.length === 0) return;
  await sql.run(
    'delete from idempotency_record where (actor, key) in (select * from unnest($1::text[], $2::text[]))',
    [claims.map(({ actor }) => actor), claims.map(({ key }) => key)],
  );
}

/** Keeps a refusal, in a transaction after the one that it rolled back. An outcome that came first stays. */
export async function storeRefusal(sql: Sql, claimed: Claim, outcome: Stored): Promise<void> {
  await sql.run(
    `insert into idempotency_record (actor, key, command, digest, outcome)
     values ($1, $2, $3, $4, $5::jsonb) on conflict on constraint idempotency_record_pkey do nothing`,
    [claimed.actor, claimed.key, claimed.command, claimed.digest, JSON.stringify(outcome)],
  );
}
