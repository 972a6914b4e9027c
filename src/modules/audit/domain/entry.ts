import { sha256 } from '#kernel/digest.js';

/** What an audit entry's hash covers whatever its form, in this order. */
interface EntryBody {
  readonly chainId: string;
  readonly sequence: number;
  readonly id: string;
  readonly actorId: string;
  readonly action: string;
  readonly command: string;
  readonly subjectType: string;
  readonly subjectId: string;
  /** JSON text, as it is stored. */
  readonly details: string;
  readonly requestId: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** From where and with what a call came in. It tells of a person. */
export interface EntryOrigin {
  readonly address: string | null;
  readonly userAgent: string | null;
}

/** The form of entries before version 2: it covers the origin itself, which therefore cannot be erased. */
export interface EntryOfForm1 extends EntryBody, EntryOrigin {
  readonly format: 1;
}

/** The form of entries that are written now: it covers a commitment to the origin. */
export interface EntryOfForm2 extends EntryBody {
  readonly format: 2;
  /** 64 hexadecimal digits. */
  readonly originCommitment: string;
  /** What the commitment is to, with its salt in hexadecimal; null once it has been erased. */
  readonly origin: (EntryOrigin & { readonly salt: string }) | null;
}

export type ChainedEntry = EntryOfForm1 | EntryOfForm2;

/** Binds an entry to its origin without telling it: the salt, 32 random bytes, goes with the origin. */
export function commitmentTo(salt: Uint8Array, { address, userAgent }: EntryOrigin): string {
  return sha256(salt, JSON.stringify([address, userAgent])).toString('hex');
}

/** The form of an entry that is hashed: a JSON array of its fields, so that no two entries have the same form. */
export function canonicalEntry(entry: ChainedEntry): string {
  const { chainId, sequence, id, actorId, action, command, subjectType, subjectId, details, requestId } =
    entry;
  const body = [chainId, sequence, id, actorId, action, command, subjectType, subjectId, details, requestId];
  return JSON.stringify(
    entry.format === 1
      ? [...body, entry.address, entry.userAgent, entry.at]
      : ['assent/audit/2', ...body, entry.originCommitment, entry.at],
  );
}
