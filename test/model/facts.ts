import type { Promised } from './commands.js';

/** What can be read of a play while nothing is under way: everything that is no part of the upgrade's log. */
export interface Facts {
  /** The database's clock, as all instants here in milliseconds since 1970. */
  readonly now: number;
  readonly suspended: boolean;
  /** Whether groups take people of the mainland only. */
  readonly mainlandOnly: boolean;
  readonly clockStops: boolean;
  /** What the settings promise, and the newest text's version. */
  readonly wanted: Promised;
  readonly newestText: number;
  readonly upgrade: {
    readonly state: string;
    readonly sequence: number;
    readonly counts: Readonly<Record<string, number>>;
    readonly expiresAt: number;
    readonly coolingOffUntil: number | null;
    readonly pausedAt: number | null;
    readonly pauseReason: string | null;
    /** Whose word it goes on by: the identity, and the person who that was. */
    readonly ownerIdentity: string | null;
    readonly ownerPerson: string | null;
    /** The person who has taken it up in the place of a gone owner, as the model knows them from the play. */
    readonly standIn: string | null;
    /** What the text promises that is asked about, as the model knows it from the play, and the version of that text. */
    readonly promised: Promised;
    readonly text: number;
  };
  readonly group: { readonly state: string; readonly ownerIdentity: string | null };
  /** The identities that own a group of which an upgrade is open. */
  readonly openOwners: readonly string[];
  /** The word of the present owner. */
  readonly mandate: {
    readonly state: string;
    readonly decidedBy: string | null;
    readonly decidedPerson: string | null;
  } | null;
  readonly programme: string | null;
  readonly entries: readonly Entry[];
  readonly invitations: readonly Question[];
  readonly accounts: readonly Account[];
  /** Ids of the accounts that are in the enterprise group. */
  readonly joined: readonly string[];
  readonly receipts: number;
  /** Ids of the invitations whose people were told that they joined. */
  readonly toldOfJoining: readonly string[];
  /** How often anybody was told at most, by one way, how the upgrade ended. */
  readonly toldAtMost: number;
  /** The most reminders of one person in any day, whatever of, and of one invitation in a round. */
  readonly remindedInDay: number;
  readonly remindedInRound: number;
}

export interface Entry {
  readonly id: string;
  readonly identityId: string;
  readonly platformId: string;
  readonly mobile: string | null;
  /** Whether somebody used that mobile when it was said. */
  readonly vouched: boolean;
  readonly present: boolean;
}

export interface Question {
  readonly id: string;
  readonly entryId: string;
  readonly state: string;
  readonly reason: string | null;
  readonly expiresAt: number;
  readonly round: number;
  readonly account: string | null;
}

export interface Account {
  readonly id: string;
  readonly personId: string | null;
  readonly mobile: string;
  readonly status: string;
  readonly roles: readonly string[];
}

export function entryOf(facts: Facts, question: Question): Entry {
  const entry = facts.entries.find(({ id }) => id === question.entryId);
  if (!entry) throw new Error(`the invitation ${question.id} asks nobody`);
  return entry;
}

/** Matched by number, never by name. */
function accountWith({ accounts }: Facts, mobile: string | null): Account | undefined {
  return accounts.find((account) => account.mobile === mobile && account.status !== 'LEFT');
}

/** Why somebody cannot answer, the most lasting reason first; null when nothing stands against it. */
export function hindrance(facts: Facts, { present, mobile }: Entry): string | null {
  if (!present) return 'LEFT_SOURCE_GROUP';
  if (mobile === null) return 'UNKNOWN_MOBILE';
  if (facts.mainlandOnly && !mobile.startsWith('+86')) return 'REGION_RESTRICTED';
  const account = accountWith(facts, mobile);
  if (!account) return 'NO_ACCOUNT';
  if (account.status === 'NOT_ACTIVATED') return 'ACCOUNT_NOT_ACTIVATED';
  return account.status === 'DISABLED' ? 'ACCOUNT_DISABLED' : null;
}

/** Whether the account that this entry means is active and this person's. */
export function isPresent(facts: Facts, entry: Entry, personId: string): boolean {
  return hindrance(facts, entry) === null && accountWith(facts, entry.mobile)?.personId === personId;
}

/** The active account of whom the newest export names. */
export function namedOwner(facts: Facts): Account | undefined {
  return speaker(facts, facts.group.ownerIdentity);
}

/** The active account of the person behind an identity, if that was said of somebody who was there. */
export function speaker(facts: Facts, identity: string | null): Account | undefined {
  const named = facts.entries.find(({ identityId }) => identityId === identity);
  const account = named?.vouched ? accountWith(facts, named.mobile) : undefined;
  return account?.status === 'ACTIVATED' ? account : undefined;
}

/**
 * Who stands behind the upgrade: its owner, who has taken it up for one who cannot speak, nobody, or it is for another
 * to say, who can or who cannot.
 */
export function standing(facts: Facts): 'PRESENT' | 'REPRESENTED' | 'GONE' | 'CHANGED' | 'OUT_OF_REACH' {
  const { upgrade, group, accounts } = facts;
  const named = namedOwner(facts);
  if (named) return named.personId === upgrade.ownerPerson ? 'PRESENT' : 'CHANGED';
  if (group.ownerIdentity !== null && group.ownerIdentity !== upgrade.ownerIdentity) return 'OUT_OF_REACH';
  const stands = accounts.some(
    ({ personId, status, roles }) =>
      personId !== null &&
      personId === upgrade.standIn &&
      status === 'ACTIVATED' &&
      roles.includes('ADMINISTRATOR'),
  );
  return stands ? 'REPRESENTED' : 'GONE';
}

/** Whether the owner's word was given for good, as long as the owner has the mobile with which it was given. */
export function isMandateGranted({ mandate, group, entries, accounts }: Facts): boolean {
  if (mandate?.state !== 'GRANTED') return false;
  const owner = entries.find(({ identityId }) => identityId === group.ownerIdentity);
  const giver = accounts.find(({ id }) => id === mandate.decidedBy);
  const same = giver?.personId === mandate.decidedPerson && giver?.mobile === owner?.mobile;
  return same && giver?.status !== 'LEFT';
}

/** Whether the text that is asked about promises what the settings do. */
export function keepsPromises({ wanted, upgrade: { promised } }: Facts): boolean {
  return sameTerms(wanted, promised);
}

export function sameTerms(one: Promised, other: Promised): boolean {
  return (
    one.retentionDays === other.retentionDays &&
    one.confidentiality === other.confidentiality &&
    one.lateHistory === other.lateHistory
  );
}
