/** The most that an enterprise group holds: WeCom's bound for a group of one company's people. */
export const GROUP_MEMBERS_MAX = 2_000;
/** How many source groups one call names: as many as one programme has. */
export const GROUPS_MAX = 1_000;
