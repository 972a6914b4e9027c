import type { Scenario } from '../scenario.js';
import { Callers } from '../stand/callers.js';
import { answerPlan, standAnswering } from '../world/answering.js';
import { againstPgbench } from './against-pgbench.js';

const CALLERS = 64;

export const answersSpread: Scenario = {
  name: 'answers-spread',
  title: '64 callers answer on 1,000 upgrades through the API',
  async run(bench) {
    const upgrades = bench.size(1_000, 32);
    bench.tell(`signs ${CALLERS} people in and asks them by ${upgrades} upgrades`);
    const { stand, answering } = await standAnswering(bench, { people: CALLERS, upgrades });
    await using _stand = stand;
    await using callers = await Callers.open(
      answering.answerers.map((answerer) => answerPlan(answerer, stand.node.port)),
    );
    return await againstPgbench(bench, stand.connection, { atLeast: 2 }, () => callers.rate(bench.seconds));
  },
};
