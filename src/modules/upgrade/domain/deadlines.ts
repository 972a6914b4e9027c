const HOUR = 3_600_000;

/** How many hours before its end an invitation is warned of, the earliest warning first. */
export const warningHours = [72, 24] as const;
export type WarningHours = (typeof warningHours)[number];

export interface Timed {
  readonly expiresAt: Date;
  /** The last warning that is out of the way: published, or over already when the deadline was set; null for none. */
  readonly warnedHours: WarningHours | null;
}

const instantOf = (expiresAt: Date, hours: number): number => expiresAt.getTime() - hours * HOUR;

/**
 * The last warning whose moment has come for a deadline. Stored when a deadline is set, it keeps a warning from being
 * published late: who has 24 hours left from the beginning is warned of nothing, who has three days only at 24.
 */
export function warningPassed(expiresAt: Date, now: Date): WarningHours | null {
  return warningHours.findLast((hours) => instantOf(expiresAt, hours) <= now.getTime()) ?? null;
}

/** The warning to publish now; of two that are due, the nearer one. Null when there is none, or when it is over. */
export function warningDue({ expiresAt, warnedHours }: Timed, now: Date): WarningHours | null {
  const passed = warningPassed(expiresAt, now);
  if (passed === null || now >= expiresAt) return null;
  return warnedHours === null || passed < warnedHours ? passed : null;
}

/**
 * When nobody can answer any more: at the upgrade's end, or later, at the last end of an invitation without an answer.
 * A later one was given on purpose: with an extension, a cure, another text, or to somebody who joined late. Who is
 * blocked keeps it as who is pending does, for until then the cause may be cured.
 */
export function lastEnd(upgradeEnd: Date, unanswered: readonly Date[]): Date {
  return new Date(Math.max(...[upgradeEnd, ...unanswered].map((end) => end.getTime())));
}

/** When something happens next to an invitation that nobody answers: its next warning, or its end. */
export function nextInstant({ expiresAt, warnedHours }: Timed, now: Date): Date {
  const next = warningHours
    .filter((hours) => warnedHours === null || hours < warnedHours)
    .map((hours) => instantOf(expiresAt, hours))
    .find((instant) => instant > now.getTime());
  return next === undefined ? expiresAt : new Date(next);
}
