/** What an audit entry's hash covers, in this order. */
export interface ChainedEntry {
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
  readonly address: string | null;
  readonly userAgent: string | null;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** The form of an entry that is hashed: a JSON array of its fields, so that no two entries have the same form. */
export function canonicalEntry(entry: ChainedEntry): string {
  return JSON.stringify([
    entry.chainId,
    entry.sequence,
    entry.id,
    entry.actorId,
    entry.action,
    entry.command,
    entry.subjectType,
    entry.subjectId,
    entry.details,
    entry.requestId,
    entry.address,
    entry.userAgent,
    entry.at,
  ]);
}
