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
  /** The administrator who took the upgrade up in the owner's place, as long as they are one. */
  readonly takenUpBy: string | null;
}

/**
 * PRESENT: the owner is as they were. CHANGED: the group is somebody else's now, or the owner's number is, and they can
 * speak for it. OUT_OF_REACH: it is somebody else's who cannot, for nobody has activated an account of theirs here.
 * REPRESENTED: the owner is gone or out of reach, and an administrator has taken the upgrade up for that. GONE: nobody
 * stands behind it.
 */
export type OwnerStanding = 'PRESENT' | 'REPRESENTED' | 'GONE' | 'CHANGED' | 'OUT_OF_REACH';

/**
 * Owners are known by their mobile: an account on the named owner's number is the owner's, and no other is. Who gave
 * their word is a person: whoever has their account later, with another mobile, has not given it.
 */
export function ownerStanding(facts: OwnerFacts): OwnerStanding {
  const { ownerIdentityId, ownerPersonId, namedIdentityId, presentPersonId, takenUpBy } = facts;
  if (presentPersonId !== null) return presentPersonId === ownerPersonId ? 'PRESENT' : 'CHANGED';
  // Whoever has taken it up has done so for another owner: for this one nobody has decided anything.
  if (namedIdentityId !== null && namedIdentityId !== ownerIdentityId) return 'OUT_OF_REACH';
  return takenUpBy === null ? 'GONE' : 'REPRESENTED';
}

/** NEW_OWNER: they alone. MANDATE: they, and those whom they let manage their group. ADMINISTRATOR: any. */
export type Successor = 'NEW_OWNER' | 'MANDATE' | 'ADMINISTRATOR';

/**
 * Who may take an upgrade up; null when its owner is there, or is represented already. An owner who can speak for the
 * group is never passed over: they decide, or say who may.
 */
export function mayBeTakenUpBy(
  standing: OwnerStanding,
  { mandated }: { readonly mandated: boolean },
): Successor | null {
  switch (standing) {
    case 'CHANGED':
      return mandated ? 'MANDATE' : 'NEW_OWNER';
    case 'GONE':
    case 'OUT_OF_REACH':
      return 'ADMINISTRATOR';
    case 'PRESENT':
    case 'REPRESENTED':
      return null;
  }
}

/** Who somebody is towards an upgrade that can be taken up. */
export interface Claimant {
  readonly isOwner: boolean;
  readonly managesUpgrades: boolean;
  readonly isAdministrator: boolean;
}

/** As what they take it up; undefined where it is not for them. The owner needs no role for it. */
export function takesUpAs(successor: Successor, claimant: Claimant): Successor | undefined {
  if (successor === 'ADMINISTRATOR') return claimant.isAdministrator ? successor : undefined;
  if (claimant.isOwner) return 'NEW_OWNER';
  return successor === 'MANDATE' && claimant.managesUpgrades ? successor : undefined;
}

/** Whether this person is whom the owner's part has fallen to: who took a gone owner's upgrade up, while they are gone. */
export function representsOwner(facts: OwnerFacts, personId: string): boolean {
  return ownerStanding(facts) === 'REPRESENTED' && facts.takenUpBy === personId;
}

/** Why there is nothing for this person to take up: the owner is there, or somebody else has done so in their place. */
export function nothingToTakeUp(facts: OwnerFacts, personId: string): 'OWNER_PRESENT' | 'OWNER_REPRESENTED' {
  const byAnother = ownerStanding(facts) === 'REPRESENTED' && facts.takenUpBy !== personId;
  return byAnother ? 'OWNER_REPRESENTED' : 'OWNER_PRESENT';
}
