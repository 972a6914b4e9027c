import { setTimeout as delay } from 'node:timers/promises';
import type { TcpProxy } from '../../support/tcp-proxy.js';
import { type Fault, withNode } from './fault.js';

const CUT_MS = [500, 4_000] as const;
const LATE_MS = [20, 200] as const;
const LATE_FOR_MS = [2_000, 5_000] as const;

/** The same three for the way between clients and a node, and between a node and the database. */
export const wayFaults: readonly Fault[] = (['clients', 'database'] as const).flatMap((end): Fault[] => [
  {
    kind: `way to ${end} cut`,
    run: (scene, random) =>
      withNode(scene, random, async ({ front, ways }) => {
        const way = wayOf(end, front, ways.database);
        await way.cut();
        await delay(random.between(...CUT_MS));
        await way.restore();
      }),
  },
  {
    kind: `way to ${end} slow`,
    run: (scene, random) =>
      withNode(scene, random, async ({ front, ways }) => {
        const way = wayOf(end, front, ways.database);
        way.delay(random.between(...LATE_MS));
        await delay(random.between(...LATE_FOR_MS));
        way.delay(0);
      }),
  },
  {
    kind: `way to ${end} half open`,
    run: (scene, random) =>
      withNode(scene, random, async ({ front, ways }) => wayOf(end, front, ways.database).silence()),
  },
]);

function wayOf(end: 'clients' | 'database', front: TcpProxy, database: TcpProxy): TcpProxy {
  return end === 'clients' ? front : database;
}
