/** WeCom's limits of a directory. */
export const DEPTH_MAX = 15;
export const DEPARTMENTS_MAX = 30_000;

/** The department that an organization begins with and that all others stand under. */
export const ROOT_EXTERNAL_ID = '1';
