/** What must hold of a ratio. */
export type Goal = { readonly atLeast: number } | { readonly atMost: number };

/** What was measured of one contender, a number a round, in the order of the rounds. */
export interface Samples {
  readonly name: string;
  readonly values: readonly number[];
}

export interface Comparison {
  /** What is compared, with its unit: `answers a second`. */
  readonly what: string;
  readonly of: Samples;
  readonly over: Samples;
  readonly goal: Goal;
}

export interface Finding extends Comparison {
  readonly ratio: number;
  readonly reached: boolean;
}

/** So many rounds that one disturbance does not become the median. */
export const LEAST_ROUNDS = 5;

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The value below which this share of all lies, between its neighbours where it falls between two. */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new RangeError('nothing was measured');
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? 0;
  return below + (above - below) * (place - Math.floor(place));
}

/**
 * The median of the rounds' own ratios. What disturbs the machine for a while disturbs both sides of a round, so their
 * ratio is steadier than either.
 */
export function compare(comparison: Comparison): Finding {
  const { of, over, goal } = comparison;
  if (of.values.length !== over.values.length || of.values.length < LEAST_ROUNDS) {
    throw new RangeError(
      `${of.name} has ${of.values.length} rounds and ${over.name} ${over.values.length}: at least ${LEAST_ROUNDS} of each`,
    );
  }
  const ratio = median(of.values.map((value, round) => value / (over.values[round] ?? 0)));
  return { ...comparison, ratio, reached: isReached(ratio, goal) };
}

/** A ratio that is no number has reached nothing. */
export function isReached(ratio: number, goal: Goal): boolean {
  return 'atLeast' in goal ? ratio >= goal.atLeast : ratio <= goal.atMost;
}
