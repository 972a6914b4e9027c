import { processorSeconds } from './processor-time.js';
import type { Watchers } from './watchers.js';

const MICROSECONDS = 1e6;

/**
 * The processor time of a server for each message that came to its watchers, in µs, while `drive` changes what they
 * watch. It resolves to the last sequence, which every watcher must see.
 */
export async function deliveryCost(
  pid: number,
  watchers: Watchers,
  drive: () => Promise<number>,
): Promise<number> {
  const before = await watchers.tally();
  const began = await processorSeconds(pid);
  const after = await watchers.seen(await drive());
  const ended = await processorSeconds(pid);
  return ((ended - began) / (after.messages - before.messages)) * MICROSECONDS;
}
