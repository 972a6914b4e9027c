import { watch } from '#modules/identity/public.js';
import { isTerminal } from '#kernel/transitions.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { progressById } from '../data/outdated-terms.js';
import type { UpgradeRow } from '../data/upgrade-rows.js';
import { upgradeTransitions } from '../domain/states.js';
import { upgradeTopic } from '../domain/topics.js';
import { readScope } from './owner-without-role.js';

/** The upgrade's counters, and whether its text is out of date: the snapshot first, then the latest, until it is over. */
export const groupUpgradeProgress = watch<{ groupUpgradeId: string }, UpgradeRow>({
  name: 'groupUpgradeProgress',
  action: 'upgrade.read',
  topic: ({ groupUpgradeId }) => upgradeTopic(groupUpgradeId),
  read: async (sql, { groupUpgradeId }) => orNotFound(await progressById(sql, groupUpgradeId)),
  allow: (context, upgrade) => context.authorize(readScope(context, upgrade)),
  isFinal: ({ state }) => isTerminal(upgradeTransitions, state),
});
