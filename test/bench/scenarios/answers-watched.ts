import { interleaved } from '../rounds.js';
import type { Scenario } from '../scenario.js';
import { Callers } from '../stand/callers.js';
import { Watchers } from '../stand/watchers.js';
import { compare } from '../statistics.js';
import { answerPlan, standAnswering } from '../world/answering.js';
import { renewed } from '../world/company.js';
import { sequenceOf, watcherPlans, watchersOf } from '../world/watching.js';

const CALLERS = 64;

export const answersWatched: Scenario = {
  name: 'answers-watched',
  title: '64 callers answer on one upgrade while 2,000 dashboards watch it',
  async run(bench) {
    const count = bench.size(2_000, 200);
    bench.tell(`signs ${CALLERS} people in, and those who open ${count} dashboards`);
    const { stand, answering } = await standAnswering(bench, { people: CALLERS });
    await using _stand = stand;
    const { port } = stand.node;
    const upgradeId = answering.upgradeIds[0] ?? '';
    const people = await watchersOf(stand, answering, count);
    await using callers = await Callers.open(
      answering.answerers.map((answerer) => answerPlan(answerer, port)),
    );
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
