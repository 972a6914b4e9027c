import { interleaved } from '../rounds.js';
import type { Scenario } from '../scenario.js';
import { Watchers } from '../stand/watchers.js';
import { compare } from '../statistics.js';
import { renewed } from '../world/company.js';
import { standWatched } from '../world/watched.js';
import { sequenceOf, watcherPlans } from '../world/watching.js';

export const answersWatched: Scenario = {
  name: 'answers-watched',
  title: '64 callers answer on one upgrade while 2,000 dashboards watch it',
  async run(bench) {
    await using watched = await standWatched(bench, 'FAST');
    const { stand, upgradeId, people, count, callers } = watched;
    const { port } = stand.node;
    bench.tell('measures answers with and without dashboards by turns');
    const measured = await interleaved(bench.rounds, {
      unwatched: () => callers.rate(bench.seconds),
      async watched() {
        const plans = watcherPlans(await renewed(stand, people), count, { port, upgradeId });
        await using watchers = await Watchers.open(plans);
        const rate = await callers.rate(bench.seconds);
        const last = await sequenceOf(stand, upgradeId);
        const { slowest, fastest } = await watchers.seen(last);
        if (slowest !== last || fastest !== last) throw new Error(`of ${last}, dashboards end on ${fastest}`);
        return rate;
      },
    });
    return [
      compare({
        what: 'answers a second',
        of: { name: 'watched', values: measured.watched },
        over: { name: 'unwatched', values: measured.unwatched },
        goal: { atLeast: 0.7 },
      }),
    ];
  },
};
