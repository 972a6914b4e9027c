import type { Bench, Scenario } from '../scenario.js';
import { Callers } from '../stand/callers.js';
import { answerPlan, standAnswering } from '../world/answering.js';
import { againstPgbench } from './against-pgbench.js';

const CALLERS = 64;

export const answersHot: Scenario = {
  name: 'answers-hot',
  title: '64 callers answer on one upgrade through the API',
  async run(bench: Bench) {
    bench.tell(`signs ${CALLERS} people in and asks them`);
    const { stand, answering } = await standAnswering(bench, { people: CALLERS });
    await using _stand = stand;
    await using callers = await Callers.open(
      answering.answerers.map((answerer) => answerPlan(answerer, stand.node.port)),
    );
    return await againstPgbench(bench, stand.connection, { atLeast: 5 }, () => callers.rate(bench.seconds));
  },
};
