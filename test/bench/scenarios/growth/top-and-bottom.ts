import { interleaved } from '../../rounds.js';
import type { Bench } from '../../scenario.js';
import { Callers } from '../../stand/callers.js';
import { deliveryCost } from '../../stand/delivery-cost.js';
import { Watchers } from '../../stand/watchers.js';
import { compare, type Finding } from '../../statistics.js';
import { answerPlan, standAnswering } from '../../world/answering.js';
import { sequenceOf, watcherPlans, watchersOf } from '../../world/watching.js';

export interface Audience {
  readonly watchers: number;
  readonly selections: number;
}

const EVERY_MS = 50;
const MOST = 1.3;

/**
 * What a delivery costs a node with the larger audience, over what it costs one with the smaller: two upgrades, each
 * watched on a node of its own and answered on a third.
 */
export async function atTopAndBottom(
  bench: Bench,
  top: Audience,
  bottom: Audience,
  name: (audience: Audience) => string,
): Promise<readonly Finding[]> {
  bench.tell(`opens dashboards: ${name(bottom)}, ${name(top)}`);
  const { stand, answering } = await standAnswering(bench, { people: 4, upgrades: 2, nodes: 3 });
  await using opened = new AsyncDisposableStack();
  opened.use(stand);
  const people = await watchersOf(stand, answering, top.watchers);
  const side = async (
    { watchers: count, selections }: Audience,
    index: 0 | 1,
  ): Promise<() => Promise<number>> => {
    const { pid, port } = stand.nodeAt(index);
    const upgradeId = answering.upgradeIds[index] ?? '';
    const answerer = answering.answerers[2 * index];
    if (!answerer) throw new Error('nobody answers');
    const callers = opened.use(await Callers.open([answerPlan(answerer, stand.nodeAt(2).port, EVERY_MS)]));
    const watchers = opened.use(
      await Watchers.open(watcherPlans(people, count, { port, upgradeId, selections })),
    );
    return () =>
      deliveryCost(pid, watchers, async () => {
        await callers.run(bench.seconds);
        return sequenceOf(stand, upgradeId);
      });
  };
  const measured = await interleaved(bench.rounds, {
    top: await side(top, 0),
    bottom: await side(bottom, 1),
  });
  return [
    compare({
      what: 'µs of processor time a delivery',
      of: { name: name(top), values: measured.top },
      over: { name: name(bottom), values: measured.bottom },
      goal: { atMost: MOST },
    }),
  ];
}
