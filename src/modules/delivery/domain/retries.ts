/** After so many attempts that a later one could have mended, a delivery has failed. */
export const ATTEMPTS_MAX = 6;
/** Nothing is tried any more so long after it was first due, in seconds: the news is old. */
export const TRIED_FOR_SECONDS = 86_400;
/** How long after each attempt the next one follows, in seconds. */
const PAUSES = [60, 300, 900, 3_600, 10_800] as const;

/** Seconds until the next attempt after `attempts` that failed; undefined when there is to be none. */
export function pauseAfter(attempts: number, dueForSeconds: number): number | undefined {
  if (attempts >= ATTEMPTS_MAX || dueForSeconds >= TRIED_FOR_SECONDS) return undefined;
  return PAUSES[Math.max(0, attempts - 1)];
}
