import { follow } from '#modules/identity/public.js';
import { isTerminal } from '#kernel/transitions.js';
import { eventsAfter, type EventRow } from '../data/event-log.js';
import { upgradeTransitions } from '../domain/states.js';
import { upgradeTopic } from '../domain/topics.js';
import { readableUpgrade } from './access.js';

/** The upgrade's log from a position on: every event once, in order, until the last one. */
export const groupUpgradeEvents = follow<{ groupUpgradeId: string; after: number }, EventRow>({
  name: 'groupUpgradeEvents',
  action: 'upgrade.read',
  topic: ({ groupUpgradeId }) => upgradeTopic(groupUpgradeId),
  start: ({ after }) => after,
  async read(context, { groupUpgradeId }, after, limit) {
    // The state first: if it is terminal here, the events read next are all there will ever be.
    const upgrade = await readableUpgrade(context, groupUpgradeId);
    const entries = await eventsAfter(context.sql, groupUpgradeId, after, limit);
    return { entries, final: isTerminal(upgradeTransitions, upgrade.state) };
  },
  position: (event) => event.sequence,
});
