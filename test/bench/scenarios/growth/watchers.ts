import type { Bench } from '../../scenario.js';
import type { Finding } from '../../statistics.js';
import { atTopAndBottom } from './top-and-bottom.js';

/** 500 to 8,000 watchers: what a delivery costs, and how often the database is read for a change. */
export function growingWatchers(bench: Bench): Promise<readonly Finding[]> {
  const top = { watchers: bench.size(8_000, 200), selections: 1 };
  const bottom = { watchers: bench.size(500, 50), selections: 1 };
  return atTopAndBottom(bench, top, bottom, ({ watchers }) => `${watchers} watchers`);
}
