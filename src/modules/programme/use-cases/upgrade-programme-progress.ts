import { watch } from '#modules/identity/public.js';
import { upgradeTopic } from '#modules/upgrade/public.js';
import { isTerminal } from '#kernel/transitions.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { programmeProgress, type ProgrammeProgressRow } from '../data/progress.js';
import { programmeTopic } from '../domain/topics.js';
import { programmeTransitions } from '../domain/states.js';

/**
 * What a programme adds up to: the snapshot first, then the latest, until it is over. It listens to the programme and
 * to each of its open upgrades, so that an answer costs nothing more for being in a programme.
 */
export const upgradeProgrammeProgress = watch<{ programmeId: string }, ProgrammeProgressRow>({
  name: 'upgradeProgrammeProgress',
  action: 'programme.read',
  topic: ({ programmeId }) => programmeTopic(programmeId),
  also: ({ openUpgradeIds }) => openUpgradeIds.map(upgradeTopic),
  read: async (sql, { programmeId }) => orNotFound(await programmeProgress(sql, programmeId)),
  allow: (context, { organizationId }) => context.authorize({ organizationId }),
  isFinal: ({ state }) => isTerminal(programmeTransitions, state),
});
