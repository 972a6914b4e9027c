export const NAME_MAX = 100;
export const GROUPS_PER_MINUTE = { min: 1, max: 600 } as const;
/** Consumer groups have at most 500 members; a filter may ask for any number that a roster can have. */
export const MEMBERS = { min: 0, max: 1_000_000 } as const;
