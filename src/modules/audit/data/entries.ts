import type { Sql } from '#platform/db/sql.js';
import { type ChainHead, emptyChain, type ShownEntry } from '../domain/chain.js';
import type { ChainedEntry } from '../domain/entry.js';

/** The chain that an organization's entries stand in. */
export const chainOfOrganization = (organizationId: string): string => `organization:${organizationId}`;

/** Which entries of a chain to read. What is undefined takes all. */
export interface EntryFilter {
  readonly subject: { readonly type: string; readonly id: string | undefined } | undefined;
  readonly command: string | undefined;
}

export interface AuditEntryRow {
  readonly sequence: number;
  readonly actorId: string;
  readonly action: string;
  readonly command: string;
  readonly subjectType: string;
  readonly subjectId: string;
  /** JSON text, as it is hashed. */
  readonly details: string;
  readonly at: Date;
  /** 64 hexadecimal digits. */
  readonly hash: string;
}

const FILTERED = `from audit_entry where chain_id = $1 and ($2::text is null or subject_type = $2)
  and ($3::text is null or subject_id = $3) and ($4::text is null or command = $4)`;

function paramsOf(chainId: string, { subject, command }: EntryFilter): unknown[] {
  return [chainId, subject?.type ?? null, subject?.id ?? null, command ?? null];
}

/** Entries in the order of their chain, after a sequence, at most `limit`. */
export function entriesAfter(
  sql: Sql,
  chainId: string,
  filter: EntryFilter,
  after: number,
  limit: number,
): Promise<AuditEntryRow[]> {
  return sql.rows<AuditEntryRow>(
    `select sequence, actor_id as "actorId", action, command, subject_type as "subjectType",
       subject_id as "subjectId", details, at, encode(hash, 'hex') as hash
     ${FILTERED} and sequence > $5 order by sequence limit $6`,
    [...paramsOf(chainId, filter), after, limit],
  );
}

export async function countEntries(sql: Sql, chainId: string, filter: EntryFilter): Promise<number> {
  const row = await sql.row<{ count: number }>(`select count(*) ${FILTERED}`, paramsOf(chainId, filter));
  return row?.count ?? 0;
}

/** Where a chain ends now; the empty chain's head where nothing was ever entered. */
export async function headOf(sql: Sql, chainId: string): Promise<ChainHead> {
  const row = await sql.row<ChainHead>(
    `select sequence, encode(hash, 'hex') as hash from audit_chain where id = $1`,
    [chainId],
  );
  return row ?? emptyChain;
}

/** Where a chain stood after the entry of this sequence. */
export async function headAt(sql: Sql, chainId: string, sequence: number): Promise<ChainHead | undefined> {
  if (sequence === 0) return emptyChain;
  return sql.row<ChainHead>(
    `select sequence, encode(hash, 'hex') as hash from audit_entry where chain_id = $1 and sequence = $2`,
    [chainId, sequence],
  );
}

interface ChainRow {
  readonly entry: Omit<ChainedEntry, 'at' | 'origin'> & { readonly originCommitment: string | null };
  readonly at: Date;
  readonly salt: string | null;
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly hash: string;
}

/** Whole entries as they are chained, from a sequence to another, both included. */
export async function chainedEntries(
  sql: Sql,
  chainId: string,
  from: number,
  to: number,
): Promise<ShownEntry[]> {
  const rows = await sql.rows<ChainRow>(
    `select jsonb_build_object('format', format, 'chainId', chain_id, 'sequence', sequence, 'id', id,
         'actorId', actor_id, 'action', action, 'command', command, 'subjectType', subject_type,
         'subjectId', subject_id, 'details', details, 'requestId', request_id,
         'originCommitment', encode(origin_commitment, 'hex')) as entry,
       at, encode(origin_salt, 'hex') as salt, address, user_agent as "userAgent", encode(hash, 'hex') as hash
     from audit_entry where chain_id = $1 and sequence between $2 and $3 order by sequence`,
    [chainId, from, to],
  );
  return rows.map(({ entry, at, salt, address, userAgent, hash }) => {
    const whole =
      entry.format === 1
        ? { ...entry, address, userAgent }
        : { ...entry, origin: salt === null ? null : { salt, address, userAgent } };
    return { entry: { ...whole, at: at.getTime() } as ChainedEntry, hash };
  });
}

/**
 * Erases from where a person's calls came: what they did stays, and every chain verifies. Entries of form 1, whose
 * hash covers the origin itself, keep it. `actorIds` are all the names under which the person was entered.
 */
export function eraseOrigins(sql: Sql, actorIds: readonly string[]): Promise<number> {
  return sql.run(
    `update audit_entry set origin_salt = null, address = null, user_agent = null
     where actor_id = any($1::text[]) and origin_salt is not null`,
    [actorIds],
  );
}
