import type { Random } from '#demo/sample/random.js';
import { clientFaults } from './clients.js';
import { databaseFaults } from './database.js';
import type { Hints } from '../options.js';
import type { Fault } from './fault.js';
import { hintFaults } from './hints.js';
import { nodeFaults } from './nodes.js';
import { wayFaults } from './ways.js';

/** The share of the faults that come while another one lasts. */
const TOGETHER = 0.3;

/** Each kind once before any comes again, some of them together; without end. */
export function* faultsFrom(random: Random, hints: Hints): Generator<readonly Fault[], never> {
  const all = [...nodeFaults, ...databaseFaults, ...hintFaults(hints), ...wayFaults, ...clientFaults];
  for (;;) {
    const order = random.shuffled(all);
    while (order.length > 0) yield order.splice(0, random.chance(TOGETHER) ? 2 : 1);
  }
}
