import type { Scenario } from '../scenario.js';
import { compare } from '../statistics.js';
import { deliveryCosts } from './delivery-costs.js';

export const watchersCpu: Scenario = {
  name: 'watchers-cpu',
  title: '2,000 watchers of one upgrade, against bare sockets',
  async run(bench) {
    const { assent, bare } = await deliveryCosts(bench, { bare: 'live-by-bare-ws' });
    return [
      compare({
        what: 'µs of processor time a delivery',
        of: { name: 'Assent', values: assent },
        over: { name: 'bare ws with one prepared frame', values: bare },
        goal: { atMost: 1.25 },
      }),
    ];
  },
};
