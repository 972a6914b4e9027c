/**
 * How much time lost between two starts may be made up for. Jobs are looked for once a second; a server that was down
 * for an hour must not start an hour's groups at once.
 */
export const CATCH_UP_MS = 2_000;

const MINUTE_MS = 60_000;

/**
 * When the next group may be started after one that took the slot `slot` at `now`. So in any stretch of time no more
 * groups start than the rate allows in it and in `CATCH_UP_MS`, and one.
 */
export function slotAfter(slot: Date, now: Date, groupsPerMinute: number): Date {
  const from = Math.max(slot.getTime(), now.getTime() - CATCH_UP_MS);
  return new Date(from + Math.ceil(MINUTE_MS / groupsPerMinute));
}
