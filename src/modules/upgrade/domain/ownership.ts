/** Who stands behind an upgrade, as read from the newest export of its group and from the directory. */
export interface OwnerFacts {
  /** Whom the upgrade was started for, or who took it up. Null when a gone owner's was taken up. */
  readonly ownerIdentityId: string | null;
  /** The person who the owner was then; null where they had no account that anybody had activated. */
  readonly ownerPersonId: string | null;
  /** Whom the newest export names; null when it names nobody who is on the roster. */
  readonly namedIdentityId: string | null;
  /** The person with the named owner's mobile, if they have an activated account. */
  readonly presentPersonId: string | null;
  /** The person who took the upgrade up, as long as they have an activated account. */
  readonly takenUpBy: string | null;
}

/**
 * PRESENT: the owner is as they were. CHANGED: the group is somebody else's now, or the owner's number is.
 * REPRESENTED: the owner is gone, and an administrator has taken the upgrade up. GONE: nobody stands behind it.
 */
export type OwnerStanding = 'PRESENT' | 'REPRESENTED' | 'GONE' | 'CHANGED';

/**
 * Owners are known by their mobile: an account on the named owner's number is the owner's, and no other is. Who gave
 * their word is a person: whoever has their account later, with another mobile, has not given it.
 */
export function ownerStanding(facts: OwnerFacts): OwnerStanding {
  const { ownerIdentityId, ownerPersonId, namedIdentityId, presentPersonId, takenUpBy } = facts;
  if (presentPersonId !== null) return presentPersonId === ownerPersonId ? 'PRESENT' : 'CHANGED';
  // Somebody is named who has no account yet: it is for them to take it up, once they have one.
  if (namedIdentityId !== null && namedIdentityId !== ownerIdentityId) return 'CHANGED';
  return takenUpBy === null ? 'GONE' : 'REPRESENTED';
}

export type Successor = 'NEW_OWNER' | 'ADMINISTRATOR';

/** Who may take an upgrade up; null when its owner is there, or is represented already. */
export function mayBeTakenUpBy(standing: OwnerStanding): Successor | null {
  if (standing === 'CHANGED') return 'NEW_OWNER';
  return standing === 'GONE' ? 'ADMINISTRATOR' : null;
}

/** Whether this person is whom the owner's part has fallen to: who took a gone owner's upgrade up, while they are gone. */
export function representsOwner(facts: OwnerFacts, personId: string): boolean {
  return ownerStanding(facts) === 'REPRESENTED' && facts.takenUpBy === personId;
}
