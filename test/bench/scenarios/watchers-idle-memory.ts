import type { WatcherPlan } from '../load/watcher.js';
import { interleaved } from '../rounds.js';
import type { Scenario } from '../scenario.js';
import { collectGarbage } from '../stand/garbage.js';
import { LivePeer } from '../stand/live-peer.js';
import { residentMemory } from '../stand/processor-time.js';
import { Watchers } from '../stand/watchers.js';
import { compare } from '../statistics.js';
import { standAnswering } from '../world/answering.js';
import { renewed } from '../world/company.js';
import { progressOf, watcherPlans, watchersOf } from '../world/watching.js';

/** What a server has set up for its first clients, and not for each, is there after so many. */
const FIRST = 20;

export const watchersIdleMemory: Scenario = {
  name: 'watchers-idle-memory',
  title: 'idle watchers',
  async run(bench) {
    const count = bench.size(2_000, 400);
    bench.tell(`opens ${count} dashboards on a new process of each server, again and again`);
    const { stand, answering } = await standAnswering(bench, { people: 2 });
    await using _stand = stand;
    const upgradeId = answering.upgradeIds[0] ?? '';
    const people = await watchersOf(stand, answering, count);
    const state = await progressOf(answering.company.admin, upgradeId);
    const plans = async (port: number): Promise<WatcherPlan[]> =>
      watcherPlans(await renewed(stand, people), count + FIRST, { port, upgradeId });
    const of = (program: string) => async (): Promise<number> => {
      await using peer = await LivePeer.start(program, stand.tokenSecret, state);
      return await memoryEach(peer.pid, await plans(peer.port));
    };
    const measured = await interleaved(bench.rounds, {
      async assent() {
        await stand.stopNodes();
        const { pid, port } = await stand.startNode();
        return memoryEach(pid, await plans(port));
      },
      graphqlWs: of('live-by-graphql-ws'),
      mercurius: of('live-by-mercurius'),
    });
    const what = 'bytes of resident memory each';
    const own = { name: 'Assent', values: measured.assent };
    return [
      compare({
        what,
        of: own,
        over: { name: 'graphql-ws', values: measured.graphqlWs },
        goal: { atMost: 1 / 3 },
      }),
      compare({
        what,
        of: own,
        over: { name: 'Mercurius', values: measured.mercurius },
        goal: { atMost: 1 / 4 },
      }),
    ];
  },
};

async function memoryEach(pid: number, plans: readonly WatcherPlan[]): Promise<number> {
  await using first = await Watchers.open(plans.slice(0, FIRST));
  await collectGarbage(pid);
  const before = await residentMemory(pid);
  await using others = await Watchers.open(plans.slice(FIRST));
  await collectGarbage(pid);
  const after = await residentMemory(pid);
  await first.close();
  await others.close();
  return (after.now - before.now) / (plans.length - FIRST);
}
