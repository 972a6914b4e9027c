import { interleaved } from '../../rounds.js';
import type { Bench } from '../../scenario.js';
import { Callers } from '../../stand/callers.js';
import { processorSeconds } from '../../stand/processor-time.js';
import { compare, type Finding } from '../../statistics.js';
import { answerPlan, standAnswering } from '../../world/answering.js';

const CALLERS = 64;
const NODES = 3;
const MICROSECONDS = 1e6;

/** 1 to 3 nodes: what an answer on one upgrade costs all of them together. */
export async function growingNodes(bench: Bench): Promise<readonly Finding[]> {
  bench.tell(`lets ${CALLERS} people answer on one node and on ${NODES}`);
  const { stand, answering } = await standAnswering(bench, { people: CALLERS, nodes: NODES });
  await using _stand = stand;
  await using callers = await Callers.open(
    answering.answerers.map((answerer) => answerPlan(answerer, stand.node.port)),
  );
  const used = async (): Promise<number> => {
    const each = await Promise.all(stand.nodes.map(({ pid }) => processorSeconds(pid)));
    return each.reduce((sum, seconds) => sum + seconds, 0);
  };
  const costOn = (nodes: number) => async (): Promise<number> => {
    const before = await used();
    const ports = stand.nodes.slice(0, nodes).map(({ port }) => port);
    const { answers } = await callers.run(bench.seconds, ports);
    return (((await used()) - before) / answers) * MICROSECONDS;
  };
  const measured = await interleaved(bench.rounds, { one: costOn(1), all: costOn(NODES) });
  return [
    compare({
      what: 'µs of processor time an answer',
      of: { name: `${NODES} nodes`, values: measured.all },
      over: { name: '1 node', values: measured.one },
      goal: { atMost: 1.3 },
    }),
  ];
}
