import { newId } from '#kernel/ids.js';
import { newSalt } from '#kernel/salt.js';
import type { Sql } from '#platform/db/sql.js';
import type { AuditEntry } from '#platform/use-case/effects.js';
import { chainOfOrganization } from './entries.js';
import { genesis, nextHash } from '../domain/chain.js';
import { commitmentTo, type EntryOfForm2, type EntryOrigin } from '../domain/entry.js';

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
  let at: Date | undefined;
  // Sorted, so that two transactions lock the heads in the same order.
  for (const chainId of [...byChain.keys()].toSorted()) {
    const head = await lockHead(sql, chainId);
    at ??= head.now;
    await extend(sql, chainId, head, byChain.get(chainId) ?? [], at);
  }
}

/** Where a chain ends, and the database's present under the lock. */
interface Head {
  readonly sequence: number;
  readonly hash: Uint8Array;
  readonly now: Date;
}

async function lockHead(sql: Sql, chainId: string): Promise<Head> {
  const head = await sql.row<Head>(
    `insert into audit_chain as c (id, hash) values ($1, $2)
     on conflict on constraint audit_chain_pkey do update set sequence = c.sequence
     returning sequence, hash, assent_now() as now`,
    [chainId, Buffer.from(genesis)],
  );
  if (!head) throw new Error('the head of a chain is not there');
  return head;
}

async function extend(
  sql: Sql,
  chainId: string,
  head: Head,
  entries: readonly AuditEntry[],
  at: Date,
): Promise<void> {
  let { sequence, hash } = head;
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
    `with moved as (update audit_chain set sequence = $3, hash = $4 where id = $2)
     insert into audit_entry (id, chain_id, sequence, organization_id, actor_id, action, command, subject_type,
       subject_id, details, request_id, address, user_agent, at, hash, format, origin_salt, origin_commitment)
     select id, "chainId", sequence, "organizationId", "actorId", action, command, "subjectType",
       "subjectId", details, "requestId", address, "userAgent", at, decode(hash, 'hex'), format,
       decode(salt, 'hex'), decode("originCommitment", 'hex')
     from jsonb_to_recordset($1::jsonb) as e (id uuid, "chainId" text, sequence bigint, "organizationId" uuid,
       "actorId" text, action text, command text, "subjectType" text, "subjectId" text, details text,
       "requestId" text, address text, "userAgent" text, at timestamptz, hash text,
       format int, salt text, "originCommitment" text)`,
    [JSON.stringify(rows), chainId, sequence, Buffer.from(hash)],
  );
}

function originOf({ origin }: AuditEntry): EntryOrigin & { readonly salt: string } {
  return {
    address: origin.address ?? null,
    userAgent: origin.userAgent?.slice(0, TEXT_MAX).toWellFormed().replaceAll('\0', '') ?? null,
    salt: newSalt().toString('hex'),
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
