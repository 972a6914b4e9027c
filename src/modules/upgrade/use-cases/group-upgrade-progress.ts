import { watch } from '#modules/identity/public.js';
import { isTerminal } from '#kernel/transitions.js';
import type { UpgradeRow } from '../data/upgrade-rows.js';
import { upgradeTransitions } from '../domain/states.js';
import { upgradeTopic } from '../domain/topics.js';
import { readableUpgrade } from './access.js';

/** The upgrade's counters: the snapshot first, then the latest, until it is over. */
export const groupUpgradeProgress = watch<{ groupUpgradeId: string }, UpgradeRow>({
  name: 'groupUpgradeProgress',
  action: 'upgrade.read',
  topic: ({ groupUpgradeId }) => upgradeTopic(groupUpgradeId),
  async read(context, { groupUpgradeId }) {
    const value = await readableUpgrade(context, groupUpgradeId);
    return { value, final: isTerminal(upgradeTransitions, value.state) };
  },
});
