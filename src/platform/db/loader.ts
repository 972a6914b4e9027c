import type { Sql } from './sql.js';

/** Loads many rows by key in one statement. Keys without a row are left out of the map. */
export interface Loader<Value> {
  readonly name: string;
  batch(sql: Sql, keys: readonly string[]): Promise<ReadonlyMap<string, Value>>;
}
