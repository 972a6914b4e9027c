export type Random = {
  /** A number from 0 up to, but not including, 1. */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  /** True `share` of the time, `share` being from 0 to 1. */
  chance(share: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** Picks by weight: `[item, weight]`, the weights in any unit. */
  weighted<T>(items: readonly (readonly [T, number])[]): T;
  /** A copy in another order. */
  shuffled<T>(items: readonly T[]): T[];
};

/** The same numbers for the same seed, on every machine: mulberry32, whose state is one 32-bit word. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let word = Math.imul(state ^ (state >>> 15), state | 1);
    word = (word + Math.imul(word ^ (word >>> 7), word | 61)) ^ word;
    return ((word ^ (word >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    between,
    chance: (share) => next() < share,
    pick: (items) => itemAt(items, between(0, items.length - 1)),
    weighted: (items) => pickByWeight(items, next()),
    shuffled: (items) => {
      const copy = [...items];
      for (let last = copy.length - 1; last > 0; last -= 1) {
        const other = between(0, last);
        [copy[last], copy[other]] = [itemAt(copy, other), itemAt(copy, last)];
      }
      return copy;
    },
  };
}

function pickByWeight<T>(items: readonly (readonly [T, number])[], point: number): T {
  const total = items.reduce((sum, [, weight]) => sum + weight, 0);
  let left = point * total;
  for (const [item, weight] of items) {
    left -= weight;
    if (left < 0) return item;
  }
  return itemAt(items, items.length - 1)[0];
}

function itemAt<T>(items: readonly T[], index: number): T {
  if (index < 0 || index >= items.length) throw new RangeError(`no item ${index} of ${items.length}`);
  return items[index] as T;
}
