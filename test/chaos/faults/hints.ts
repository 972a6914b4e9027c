import { setTimeout as delay } from 'node:timers/promises';
import type { Hints } from '../options.js';
import type { TcpProxy } from '../../support/tcp-proxy.js';
import type { Fault, Scene } from './fault.js';

const CUT_MS = [500, 2_500] as const;
const DOWN_MS = [0, 3_000] as const;

/** What can happen to the hints, by what carries them. */
export function hintFaults(hints: Hints): readonly Fault[] {
  return hints === 'database' ? overDatabase : overServer;
}

const overDatabase: readonly Fault[] = [
  {
    kind: 'hints lost',
    run: async ({ cluster: { database } }) => {
      await database.rows(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'assent-hints'`,
      );
      return 'every listening session';
    },
  },
];

const overServer: readonly Fault[] = [
  {
    kind: 'way to hints cut',
    run: (scene, random) =>
      withSome(scene, random, async (ways) => {
        await Promise.all(ways.map((way) => way.cut()));
        await delay(random.between(...CUT_MS));
        await Promise.all(ways.map((way) => way.restore()));
      }),
  },
  {
    kind: 'way to hints half open',
    run: (scene, random) =>
      withSome(scene, random, async (ways) => {
        for (const way of ways) way.silence();
      }),
  },
  {
    kind: 'hint server restarted',
    run: async ({ cluster: { hintServer } }, random) => {
      const milliseconds = random.between(...DOWN_MS);
      await hintServer?.kill();
      await delay(milliseconds);
      await hintServer?.start();
      return `away for ${milliseconds} ms`;
    },
  },
];

/** The ways of some nodes to the server of the hints. */
async function withSome(
  { cluster: { nodes } }: Scene,
  random: Parameters<Fault['run']>[1],
  work: (ways: readonly TcpProxy[]) => Promise<void>,
): Promise<string> {
  const some = random.shuffled(nodes).slice(0, random.between(1, nodes.length));
  await work(some.flatMap(({ ways }) => ways.hints ?? []));
  return some.map(({ name }) => name).join(', ');
}
