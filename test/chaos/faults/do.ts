import { setTimeout as delay } from 'node:timers/promises';
import { type Random, seededRandom } from '#demo/sample/random.js';
import { isUnavailable } from '#platform/db/pg-errors.js';
import type { Hints } from '../options.js';
import type { FaultDone } from '../history.js';
import type { Scene } from './fault.js';
import { faultsFrom } from './plan.js';

const PAUSE_MS = [200, 1_200] as const;
/** After a fault everything must be as it was within this time. */
const PATIENCE_MS = 60_000;

/** Does faults until it is time to stop, and after each waits until every node says that it can do its work. */
export async function doFaults(
  scene: Scene,
  random: Random,
  { until, hints, tell }: { until: number; hints: Hints; tell: (what: string) => void },
): Promise<FaultDone[]> {
  const done: FaultDone[] = [];
  const began = performance.now();
  for (const faults of faultsFrom(random, hints)) {
    if (Date.now() >= until) return done;
    const atMs = Math.round(performance.now() - began);
    // Each has numbers of its own, so that what one draws does not depend on how fast another one is.
    const seeds = faults.map(() => random.between(0, 2 ** 31));
    const what = await Promise.all(
      faults.map((fault, place) => fault.run(scene, seededRandom(seeds[place] ?? 0)).catch(cutShort)),
    );
    const overMs = Math.round(performance.now() - began) - atMs;
    const recoveredMs = await scene.cluster.untilReady(PATIENCE_MS);
    for (const [place, { kind }] of faults.entries()) {
      const one = { kind, what: what[place] ?? '', atMs, lastedMs: overMs, recoveredMs };
      done.push(one);
      tell(inWords(one));
    }
    if (recoveredMs === undefined) return done;
    await delay(random.between(...PAUSE_MS));
  }
  return done;
}

/** What is done to the database by a statement may be ended by what is done to it meanwhile. */
function cutShort(error: unknown): string {
  if (isUnavailable(error)) return 'cut short by another fault';
  throw error;
}

function inWords({ kind, what, atMs, lastedMs, recoveredMs }: FaultDone): string {
  const recovered = recoveredMs === undefined ? 'NOT RECOVERED' : `recovered in ${recoveredMs} ms`;
  return `${seconds(atMs)}  ${kind}: ${what}; ${seconds(lastedMs)}, ${recovered}`;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(1)} s`;
}
