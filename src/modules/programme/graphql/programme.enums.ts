import { registerEnumType } from 'type-graphql';
import type { ProgrammeGroupState as GroupState, ProgrammeState } from '../domain/states.js';

type Values<Value extends string> = { readonly [V in Value]: V };

export const UpgradeProgrammeState: Values<ProgrammeState> = {
  DRAFT: 'DRAFT',
  RUNNING: 'RUNNING',
  PAUSED: 'PAUSED',
  COMPLETED: 'COMPLETED',
  CANCELLED: 'CANCELLED',
};
registerEnumType(UpgradeProgrammeState, {
  name: 'UpgradeProgrammeState',
  description: 'The life of a programme.',
  valuesConfig: {
    DRAFT: { description: 'Its groups are being chosen; nothing has been started.' },
    RUNNING: { description: 'Its groups are started at its rate, and their members answer.' },
    PAUSED: { description: 'Nothing is started, and its open upgrades stand still.' },
    COMPLETED: {
      description:
        'No group waits and every upgrade that it started is over. A group that was skipped for a reason that can be cured (any but SOURCE_GROUP_CEASED) keeps it RUNNING until it is tried again, or the programme is cancelled.',
    },
    CANCELLED: { description: 'Given up.' },
  },
});

export const ProgrammeGroupState: Values<GroupState> = {
  WAITING: 'WAITING',
  STARTED: 'STARTED',
  SKIPPED: 'SKIPPED',
};
registerEnumType(ProgrammeGroupState, {
  name: 'ProgrammeGroupState',
  description: 'Where a group of a programme stands.',
  valuesConfig: {
    WAITING: { description: 'Its upgrade has not been started.' },
    STARTED: { description: 'Its upgrade was started: `groupUpgrade`.' },
    SKIPPED: {
      description:
        'Its upgrade could not be started; `skippedBecause` says why. retryProgrammeGroups tries again.',
    },
  },
});
