import type { Loader } from './loader.js';
import type { Sql } from './sql.js';

/** Keys of one statement. */
const KEYS_MAX = 1_000;

type Found<Value> = ReadonlyMap<string, Value>;

interface Asking<Value> {
  readonly keys: readonly string[];
  readonly resolve: (found: Found<Value>) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Loads rows by key for all requests that ask in the same turn of the loop, in one statement. On a busy server that is
 * most of the statements that requests would run for rows that others read in the same moment. Nothing is kept, and
 * one request's bad keys are its own failure.
 */
export class SharedLoads {
  private readonly asking = new Map<Loader<unknown>, Asking<unknown>[]>();

  constructor(private readonly sql: Sql) {}

  /** What there is for these keys, and perhaps for others. */
  load<Value>(loader: Loader<Value>, keys: readonly string[]): Promise<Found<Value>> {
    return new Promise((resolve, reject) => {
      const one = { keys, resolve, reject } as unknown as Asking<unknown>;
      const others = this.asking.get(loader);
      if (others) others.push(one);
      else this.asking.set(loader, [one]);
      if (this.asking.size === 1 && !others) setImmediate(() => this.ask());
    });
  }

  private ask(): void {
    const asking = [...this.asking];
    this.asking.clear();
    for (const [loader, all] of asking) {
      let together: Asking<unknown>[] = [];
      let keys = new Set<string>();
      for (const one of all) {
        if (together.length > 0 && keys.size + one.keys.length > KEYS_MAX) {
          void this.answer(loader, together, keys);
          together = [];
          keys = new Set();
        }
        together.push(one);
        for (const key of one.keys) keys.add(key);
      }
      void this.answer(loader, together, keys);
    }
  }

  private async answer(
    loader: Loader<unknown>,
    together: readonly Asking<unknown>[],
    keys: ReadonlySet<string>,
  ): Promise<void> {
    try {
      const found = await loader.batch(this.sql, [...keys]);
      for (const { resolve } of together) resolve(found);
    } catch (error) {
      if (together.length === 1) together[0]?.reject(error);
      else for (const one of together) void this.answer(loader, [one], new Set(one.keys));
    }
  }
}
