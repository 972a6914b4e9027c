import { sha256 } from '#kernel/digest.js';
import { err, ok, type Result } from '#kernel/result.js';
import { canonicalEntry, type ChainedEntry, commitmentTo } from './entry.js';

/** The hash before the first entry of a chain. */
export const genesis: Uint8Array = new Uint8Array(32);

/**
 * The hash of the entry after `previous`. Form 2 hashes the entry by itself first, so that a chain can be shown with
 * some of its entries as digests alone: it still verifies, and tells nothing of them.
 */
export function nextHash(previous: Uint8Array, entry: ChainedEntry): Uint8Array {
  const canonical = canonicalEntry(entry);
  return sha256(previous, entry.format === 1 ? canonical : sha256(canonical));
}

/** What stands in a chain for an entry that is not shown. */
export interface HiddenEntry {
  readonly sequence: number;
  /** SHA-256 of the entry's canonical form, hexadecimal. An entry of form 1 has only the hash that it led to. */
  readonly hidden: { readonly digest: string } | { readonly hash: string };
}

export function hiddenEntry(entry: ChainedEntry, hash: string): HiddenEntry {
  const { sequence } = entry;
  if (entry.format === 1) return { sequence, hidden: { hash } };
  return { sequence, hidden: { digest: sha256(canonicalEntry(entry)).toString('hex') } };
}

export interface ShownEntry {
  readonly entry: ChainedEntry;
  /** As it was stored, hexadecimal. */
  readonly hash: string;
}

export type ChainLink = ShownEntry | HiddenEntry;

/** Where a chain stands: the last entry's sequence and its hash. */
export interface ChainHead {
  readonly sequence: number;
  /** Hexadecimal. */
  readonly hash: string;
}

export const emptyChain: ChainHead = { sequence: 0, hash: Buffer.from(genesis).toString('hex') };

export interface ChainProblem {
  readonly sequence: number;
  readonly problem: 'GAP' | 'HASH' | 'ORIGIN';
}

/**
 * Computes a chain, or a span of one, again from the head before it. Returns the head that it leads to, or the first
 * entry that is not as it was written: one is missing or moved (GAP), it was changed (HASH), or its origin was (ORIGIN).
 */
export function verifyChain(
  links: Iterable<ChainLink>,
  from: ChainHead = emptyChain,
): Result<ChainHead, ChainProblem> {
  let { sequence } = from;
  let hash: Uint8Array = Buffer.from(from.hash, 'hex');
  for (const link of links) {
    sequence += 1;
    const shown = 'entry' in link ? link : undefined;
    const given = 'entry' in link ? link.entry.sequence : link.sequence;
    if (given !== sequence) return err({ sequence, problem: 'GAP' });
    if (shown && !isOriginTrue(shown.entry)) return err({ sequence, problem: 'ORIGIN' });
    hash = 'entry' in link ? nextHash(hash, link.entry) : hiddenHash(hash, link);
    if (shown && Buffer.from(hash).toString('hex') !== shown.hash) return err({ sequence, problem: 'HASH' });
  }
  return ok({ sequence, hash: Buffer.from(hash).toString('hex') });
}

function hiddenHash(previous: Uint8Array, { hidden }: HiddenEntry): Uint8Array {
  if ('hash' in hidden) return Buffer.from(hidden.hash, 'hex');
  return sha256(previous, Buffer.from(hidden.digest, 'hex'));
}

function isOriginTrue(entry: ChainedEntry): boolean {
  if (entry.format === 1 || entry.origin === null) return true;
  return commitmentTo(Buffer.from(entry.origin.salt, 'hex'), entry.origin) === entry.originCommitment;
}
