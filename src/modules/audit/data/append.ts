import { randomBytes } from 'node:crypto';
import { newId } from '#kernel/ids.js';
import { databaseNow } from '#platform/db/clock.js';
import type { Sql } from '#platform/db/sql.js';
import type { AuditEntry } from '#platform/use-case/effects.js';
import { chainOfOrganization } from './entries.js';
import { genesis, nextHash } from '../domain/chain.js';
import { commitmentTo, type EntryOfForm2, type EntryOrigin } from '../domain/entry.js';

const SALT_BYTES = 32;
const SERVER = 'server';
const TEXT_MAX = 512;

/** An organization's entries are chained together; others by who acted, so that strangers do not wait for each other. */
function chainOf(entry: AuditEntry): string {
  if (entry.organizationId) return chainOfOrganization(entry.organizationId);
  return `actor:${actorOf(entry)}`;
}

function actorOf(entry: AuditEntry): string {
  return entry.actorId ?? entry.viewer?.personId ?? (entry.action === SERVER ? SERVER : entry.subject.id);
}

/**
 * Appends entries to their chains: each entry's hash covers the hash before it, so none can be changed, left out or
 * moved without all later hashes failing. The heads stay locked until the commit: call it last in a transaction.
 */
export async function appendEntries(sql: Sql, entries: readonly AuditEntry[]): Promise<void> {
  const byChain = new Map<string, AuditEntry[]>();
  for (const entry of entries) {
    const chain = chainOf(entry);
    byChain.set(chain, [...(byChain.get(chain) ?? []), entry]);
  }
  const at = await databaseNow(sql);
  // Sorted, so that two transactions lock the heads in the same order.
  for (const chainId of [...byChain.keys()].toSorted())
    await extend(sql, chainId, byChain.get(chainId) ?? [], at);
}

async function extend(sql: Sql, chainId: string, entries: readonly AuditEntry[], at: Date): Promise<void> {
  const head = await sql.row<{ sequence: number; hash: Buffer }>(
    `insert into audit_chain as c (id, hash) values ($1, $2)
     on conflict on constraint audit_chain_pkey do update set sequence = c.sequence
     returning sequence, hash`,
    [chainId, Buffer.from(genesis)],
  );
  let sequence = head?.sequence ?? 0;
  let hash: Uint8Array = head?.hash ?? genesis;
  const rows = entries.map((entry) => {
    sequence += 1;
    const origin = originOf(entry);
    const chained = chainedEntry(entry, origin, chainId, sequence, at);
    hash = nextHash(hash, chained);
    return {
      ...chained,
      ...origin,
      at: at.toISOString(),
      organizationId: entry.organizationId ?? null,
      hash: Buffer.from(hash).toString('hex'),
    };
  });
  await sql.run(
    `insert into audit_entry (id, chain_id, sequence, organization_id, actor_id, action, command, subject_type,
       subject_id, details, request_id, address, user_agent, at, hash, format, origin_salt, origin_commitment)
     select id, "chainId", sequence, "organizationId", "actorId", action, command, "subjectType",
       "subjectId", details, "requestId", address, "userAgent", at, decode(hash, 'hex'), format,
       decode(salt, 'hex'), decode("originCommitment", 'hex')
     from jsonb_to_recordset($1::jsonb) as e (id uuid, "chainId" text, sequence bigint, "organizationId" uuid,
       "actorId" text, action text, command text, "subjectType" text, "subjectId" text, details text,
       "requestId" text, address text, "userAgent" text, at timestamptz, hash text,
       format int, salt text, "originCommitment" text)`,
    [JSON.stringify(rows)],
  );
  await sql.run('update audit_chain set sequence = $2, hash = $3 where id = $1', [
    chainId,
    sequence,
    Buffer.from(hash),
  ]);
}

function originOf({ origin }: AuditEntry): EntryOrigin & { readonly salt: string } {
  return {
    address: origin.address ?? null,
    userAgent: origin.userAgent?.slice(0, TEXT_MAX).toWellFormed().replaceAll('\0', '') ?? null,
    salt: randomBytes(SALT_BYTES).toString('hex'),
  };
}

function chainedEntry(
  entry: AuditEntry,
  origin: EntryOrigin & { readonly salt: string },
  chainId: string,
  sequence: number,
  at: Date,
): EntryOfForm2 {
  return {
    format: 2,
    chainId,
    sequence,
    id: newId(at.getTime()),
    actorId: actorOf(entry),
    action: entry.action,
    command: entry.command,
    subjectType: entry.subject.type,
    subjectId: entry.subject.id,
    details: JSON.stringify(entry.details ?? {}),
    requestId: entry.origin.requestId,
    originCommitment: commitmentTo(Buffer.from(origin.salt, 'hex'), origin),
    origin,
    at: at.getTime(),
  };
}
