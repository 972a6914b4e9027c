/** What is known of the mobile of a group's owner. */
export interface OwnerMobile {
  /** E.164, by which the owner is known; null while they are not. */
  readonly ownerMobile: string | null;
  /** Their mobile was said by hand when nobody used it, so that it makes nobody the owner. */
  readonly ownerUnconfirmed: boolean;
}

export type OwnerUnknown = 'OWNER_MOBILE_UNKNOWN' | 'OWNER_UNCONFIRMED';

/** Why nobody can speak for a group, whose owner stands on its roster; null where somebody could. */
export function ownerUnknown({ ownerMobile, ownerUnconfirmed }: OwnerMobile): OwnerUnknown | null {
  if (ownerUnconfirmed) return 'OWNER_UNCONFIRMED';
  return ownerMobile === null ? 'OWNER_MOBILE_UNKNOWN' : null;
}
