import type { ProofVersion } from './history-proof.js';

/** What a history was found to be when it was computed anew. */
export interface Verification {
  readonly organizationId: string;
  readonly sourceGroupId: string;
  /** The group that shows it; null where nothing has taken it over. The same for the two that end this. */
  readonly enterpriseGroupId: string | null;
  readonly version: ProofVersion;
  readonly sourceCount: number;
  readonly sourceDigest: string;
  readonly storedCount: number;
  /** Null where a message is missing before others, the first of which is `missingOrdinal`. */
  readonly storedDigest: string | null;
  readonly missingOrdinal: number | null;
  readonly shownCount: number | null;
  readonly shownDigest: string | null;
}

export interface Proof {
  readonly messageCount: number;
  readonly digest: string;
}

/**
 * What a group shows: what its readers get, and what it gives as its proof. Where one of them is not as the source,
 * that one is told.
 */
export function shownOf(source: Proof, read: Proof, given: Proof): Proof {
  const readIsSource = read.messageCount === source.messageCount && read.digest === source.digest;
  return readIsSource ? given : read;
}

/** Source, stored rows and, where there is a new group, what that shows: equal in count and digest. */
export function isEqual(found: Verification): boolean {
  const stored = found.storedCount === found.sourceCount && found.storedDigest === found.sourceDigest;
  const shown = found.shownCount === found.sourceCount && found.shownDigest === found.sourceDigest;
  return stored && (shown || found.enterpriseGroupId === null);
}
