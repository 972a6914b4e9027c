import { createHash } from 'node:crypto';

/** What somebody does in the demo. */
export type Part =
  | 'ACCEPT'
  | 'DECLINE'
  | 'DECLINE_WITH_REASON'
  /** Signs in, sees the invitation and never answers. */
  | 'SILENT'
  /** Activates the account only while the upgrade runs, then accepts. */
  | 'LATE'
  /** Has an account and never signs in. */
  | 'NEVER_SIGNS_IN'
  /** Accepts, and takes it back. */
  | 'WITHDRAW';

export type Role = {
  readonly platformId: string;
  readonly displayName: string;
  /** E.164. */
  readonly mobile: string;
  readonly part: Part;
  /** When they act, from 0, the start of the upgrade, to 1. */
  readonly moment: number;
};

/** Somebody who could be asked: an account with this mobile exists. */
export type Candidate = Pick<Role, 'platformId' | 'displayName' | 'mobile'>;

/** The share of each part, in per cent; who withdraws is one person. */
const SHARES: readonly (readonly [Part, number])[] = [
  ['ACCEPT', 59],
  ['LATE', 13],
  ['SILENT', 11],
  ['NEVER_SIGNS_IN', 7],
  ['DECLINE', 5],
  ['DECLINE_WITH_REASON', 5],
];

/** Dealt to the first few, so that a small group shows each case too. */
const FIRST_PARTS: readonly Part[] = ['ACCEPT', 'DECLINE_WITH_REASON', 'WITHDRAW', 'LATE', 'SILENT'];

/** Deals the parts by a hash of the platform ids: the same group plays the same story each time. */
export function cast(candidates: readonly Candidate[]): Role[] {
  const order = candidates.toSorted((a, b) => share('order', a.platformId) - share('order', b.platformId));
  return order.map((candidate, index) => {
    const part = FIRST_PARTS[index] ?? drawn(candidate.platformId);
    return { ...candidate, part, moment: momentOf(candidate.platformId, part) };
  });
}

function drawn(platformId: string): Part {
  let rest = share('part', platformId) * SHARES.reduce((sum, [, percent]) => sum + percent, 0);
  for (const [part, percent] of SHARES) {
    rest -= percent;
    if (rest < 0) return part;
  }
  return 'ACCEPT';
}

/** Most answer soon, some take their time; who is late comes in the second half. */
function momentOf(platformId: string, part: Part): number {
  const point = share('moment', platformId);
  return part === 'LATE' ? 0.4 + point * 0.6 : point ** 1.6;
}

/** A number from 0 up to 1 that only depends on the words. */
function share(purpose: string, platformId: string): number {
  return createHash('sha256').update(`${purpose}:${platformId}`).digest().readUInt32BE() / 2 ** 32;
}
