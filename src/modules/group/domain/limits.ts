/** The most that an enterprise group holds: WeCom's bound for a group of one company's people. */
export const GROUP_MEMBERS_MAX = 2_000;
