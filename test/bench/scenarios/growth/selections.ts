import type { Bench } from '../../scenario.js';
import type { Finding } from '../../statistics.js';
import { atTopAndBottom } from './top-and-bottom.js';

/** 1 to 100 distinct selections on one upgrade, with the same number of watchers. */
export async function growingSelections(bench: Bench): Promise<readonly Finding[]> {
  const watchers = bench.size(2_000, 100);
  const top = { watchers, selections: bench.size(100, 10) };
  const bottom = { watchers, selections: 1 };
  return atTopAndBottom(bench, top, bottom, ({ selections }) => `${selections} selections`);
}
