/**
 * The process's idea of the present, for tokens and what leaves with a time on it: the database's clock, as it was last
 * read. Windows that decide about consent (deadlines, cooling-off) ask the database itself: `assent_now()`.
 */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
