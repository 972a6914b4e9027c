/**
 * The process's idea of the present, for tokens and rate limits. Windows that decide about consent
 * (deadlines, cooling-off) never use it: they use the database's clock, `assent_now()`.
 */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
