import { follow } from '#modules/identity/public.js';
import { isTerminal } from '#kernel/transitions.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { eventsAfter, type EventRow } from '../data/event-log.js';
import { upgradeById, type UpgradeRow } from '../data/upgrade-rows.js';
import { upgradeTransitions } from '../domain/states.js';
import { upgradeTopic } from '../domain/topics.js';
import { readScope } from './owner-without-role.js';

/** The upgrade's log: every event once, in order, until the last one. */
export const groupUpgradeEvents = follow<{ groupUpgradeId: string }, EventRow, UpgradeRow>({
  name: 'groupUpgradeEvents',
  action: 'upgrade.read',
  topic: ({ groupUpgradeId }) => upgradeTopic(groupUpgradeId),
  read: async (sql, { groupUpgradeId }) => orNotFound(await upgradeById(sql, groupUpgradeId)),
  allow: (context, upgrade) => context.authorize(readScope(context, upgrade)),
  last: ({ sequence }) => sequence,
  entries: (sql, { groupUpgradeId }, after, limit) => eventsAfter(sql, groupUpgradeId, after, limit),
  position: ({ sequence }) => sequence,
  isFinal: ({ state }) => isTerminal(upgradeTransitions, state),
});
