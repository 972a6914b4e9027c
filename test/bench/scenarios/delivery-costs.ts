import { type Contender, interleaved } from '../rounds.js';
import type { Bench } from '../scenario.js';
import { Callers } from '../stand/callers.js';
import { deliveryCost } from '../stand/delivery-cost.js';
import { LivePeer } from '../stand/live-peer.js';
import { Watchers } from '../stand/watchers.js';
import { answerPlan, standAnswering } from '../world/answering.js';
import { listenerPlans, progressOf, sequenceOf, watcherPlans, watchersOf } from '../world/watching.js';

/** As often as the product tells a dashboard at most. */
const EVERY_MS = 100;
const BARE = 'live-by-bare-ws';

/**
 * The processor time of a delivery to one of many watchers of one upgrade, in µs, by the product and by peers that are
 * told of as many changes. The product's answers are given on a second node, so that the first does nothing but
 * deliver.
 */
export async function deliveryCosts<Name extends string>(
  bench: Bench,
  peers: Readonly<Record<Name, string>>,
): Promise<Record<Name | 'assent', number[]>> {
  const count = bench.size(2_000, 200);
  bench.tell(`opens ${count} dashboards on each server`);
  const { stand, answering } = await standAnswering(bench, { people: 8, nodes: 2 });
  await using opened = new AsyncDisposableStack();
  opened.use(stand);
  const upgradeId = answering.upgradeIds[0] ?? '';
  const people = await watchersOf(stand, answering, count);
  const [answerer] = answering.answerers;
  if (!answerer) throw new Error('nobody answers');

  const callers = opened.use(await Callers.open([answerPlan(answerer, stand.nodeAt(1).port, EVERY_MS / 2)]));
  const own = opened.use(
    await Watchers.open(watcherPlans(people, count, { port: stand.node.port, upgradeId })),
  );
  const contenders: Record<string, Contender<number>> = {
    assent: () =>
      deliveryCost(stand.node.pid, own, async () => {
        await callers.run(bench.seconds);
        return sequenceOf(stand, upgradeId);
      }),
  };
  const state = await progressOf(answering.company.admin, upgradeId);
  for (const [name, program] of Object.entries<string>(peers)) {
    const peer = opened.use(await LivePeer.start(program, stand.tokenSecret, state));
    const { port } = peer;
    const plans =
      program === BARE ? listenerPlans(count, port) : watcherPlans(people, count, { port, upgradeId });
    const watchers = opened.use(await Watchers.open(plans));
    contenders[name] = () => deliveryCost(peer.pid, watchers, () => peer.publishFor(bench.seconds, EVERY_MS));
  }
  bench.tell('measures all by turns');
  return (await interleaved(bench.rounds, contenders)) as Record<Name | 'assent', number[]>;
}
