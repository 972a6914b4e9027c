import { setTimeout as delay } from 'node:timers/promises';
import { type Fault, withNode } from './fault.js';

const DOWN_MS = [0, 1_500] as const;
const HOUR_MS = 3_600_000;
const SKEWED_MS = [2_000, 5_000] as const;

export const nodeFaults: readonly Fault[] = [
  {
    kind: 'node killed',
    run: (scene, random) =>
      withNode(scene, random, async (node) => {
        await node.kill();
        await delay(random.between(...DOWN_MS));
        await node.start();
      }),
  },
  {
    kind: 'node drained',
    run: (scene, random) =>
      withNode(scene, random, async (node) => {
        await node.stop();
        await node.start();
      }),
  },
  {
    kind: 'clock an hour off',
    run: async (scene, random) => {
      const skewMs = random.pick([-HOUR_MS, HOUR_MS]);
      const who = await withNode(scene, random, async (node) => {
        const set = async (milliseconds: number): Promise<void> => {
          await node.stop();
          await node.start(milliseconds);
        };
        await set(skewMs);
        await delay(random.between(...SKEWED_MS));
        await set(0);
      });
      return `${who}, ${skewMs > 0 ? 'ahead' : 'behind'}`;
    },
  },
];
