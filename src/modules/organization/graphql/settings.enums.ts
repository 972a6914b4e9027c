import { registerEnumType } from 'type-graphql';
import type {
  Confidentiality as Level,
  LateHistory as Late,
  MembersRegion as Region,
  SuspendedClock as Clock,
} from '../domain/settings.js';

type Values<Value extends string> = { readonly [V in Value]: V };

export const Confidentiality: Values<Level> = {
  PUBLIC: 'PUBLIC',
  INTERNAL: 'INTERNAL',
  CONFIDENTIAL: 'CONFIDENTIAL',
};
registerEnumType(Confidentiality, {
  name: 'Confidentiality',
  description: 'For whom what is said in enterprise groups is meant.',
  valuesConfig: {
    PUBLIC: { description: 'For anybody.' },
    INTERNAL: { description: 'For the people of the organization.' },
    CONFIDENTIAL: { description: 'For the members of the group alone.' },
  },
});

export const MembersRegion: Values<Region> = { ANY: 'ANY', OWN: 'OWN' };
registerEnumType(MembersRegion, {
  name: 'MembersRegion',
  description: 'From which regions enterprise groups take people.',
  valuesConfig: {
    ANY: { description: 'From any.' },
    OWN: {
      description:
        "Only those whose mobile is of the organization's own region: +86 for MAINLAND, everything else, +852, +853 and +886 included, for INTERNATIONAL. Others are REGION_RESTRICTED.",
    },
  },
});

export const SuspendedClock: Values<Clock> = { RUNS: 'RUNS', STOPS: 'STOPS' };
registerEnumType(SuspendedClock, {
  name: 'SuspendedClock',
  description: 'What becomes of the time to answer while the organization is suspended.',
  valuesConfig: {
    RUNS: { description: 'It goes on: an invitation can end meanwhile.' },
    STOPS: { description: 'It stands still: what was left at the suspension is left after it.' },
  },
});

export const LateHistory: Values<Late> = {
  FROM_BEGINNING: 'FROM_BEGINNING',
  FROM_ADMISSION: 'FROM_ADMISSION',
};
registerEnumType(LateHistory, {
  name: 'LateHistory',
  description: 'What of the history somebody sees who is admitted after the cut-over.',
  valuesConfig: {
    FROM_BEGINNING: { description: 'All of it.' },
    FROM_ADMISSION: { description: 'What is said from their admission on.' },
  },
});
