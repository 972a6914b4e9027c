import type { Scenario } from '../scenario.js';
import { compare } from '../statistics.js';
import { deliveryCosts } from './delivery-costs.js';

export const watchersPeers: Scenario = {
  name: 'watchers-peers',
  title: '2,000 watchers of one upgrade, against libraries',
  async run(bench) {
    const { assent, graphqlWs, mercurius } = await deliveryCosts(bench, {
      graphqlWs: 'live-by-graphql-ws',
      mercurius: 'live-by-mercurius',
    });
    const what = 'µs of processor time a delivery';
    const over = { name: 'Assent', values: assent };
    const goal = { atLeast: 3.5 };
    return [
      compare({ what, of: { name: 'graphql-ws with an iterator each', values: graphqlWs }, over, goal }),
      compare({ what, of: { name: 'Mercurius with JIT', values: mercurius }, over, goal }),
    ];
  },
};
