import { enumType } from '#platform/graphql/enums.js';
import type { ProgrammeGroupState as GroupState, ProgrammeState } from '../domain/states.js';

export const UpgradeProgrammeState = enumType<ProgrammeState>({
  name: 'UpgradeProgrammeState',
  description: 'The life of a programme.',
  values: {
    DRAFT: 'Its groups are being chosen; nothing has been started.',
    RUNNING: 'Its groups are started at its rate, and their members answer.',
    PAUSED: 'Nothing is started, and its open upgrades stand still.',
    COMPLETED:
      'No group waits and every upgrade that it started is over. A group that was skipped keeps it RUNNING until it is started after all, taken out with removeProgrammeGroups, or has ceased.',
    CANCELLED: 'Given up.',
  },
});

export const ProgrammeGroupState = enumType<GroupState>({
  name: 'ProgrammeGroupState',
  description: 'Where a group of a programme stands.',
  values: {
    WAITING: 'Its upgrade has not been started.',
    STARTED: 'Its upgrade was started: `groupUpgrade`.',
    SKIPPED:
      'Its upgrade could not be started; `skippedBecause` says why. retryProgrammeGroups tries again, removeProgrammeGroups takes it out.',
  },
});
