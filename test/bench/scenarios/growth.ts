import type { Scenario } from '../scenario.js';
import { growingMembers } from './growth/members.js';
import { growingNodes } from './growth/nodes.js';
import { growingSelections } from './growth/selections.js';
import { growingWatchers } from './growth/watchers.js';

export const growth: Scenario = {
  name: 'growth',
  title: '500 to 8,000 watchers; 1 to 3 nodes; 1,000 to 100,000 members; 1 to 100 distinct selections',
  async run(bench) {
    const watchers = await growingWatchers(bench);
    const nodes = await growingNodes(bench);
    const members = await growingMembers(bench);
    const selections = await growingSelections(bench);
    return [...watchers, ...nodes, ...members, ...selections];
  },
};
