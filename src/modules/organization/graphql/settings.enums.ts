import { enumType } from '#platform/graphql/enums.js';
import type {
  Confidentiality as Level,
  LateHistory as Late,
  MembersRegion as Region,
  SuspendedClock as Clock,
} from '../domain/settings.js';

export const Confidentiality = enumType<Level>({
  name: 'Confidentiality',
  description: 'For whom what is said in enterprise groups is meant.',
  values: {
    PUBLIC: 'For anybody.',
    INTERNAL: 'For the people of the organization.',
    CONFIDENTIAL: 'For the members of the group alone.',
  },
});

export const MembersRegion = enumType<Region>({
  name: 'MembersRegion',
  description: 'From which regions enterprise groups take people.',
  values: {
    ANY: 'From any.',
    OWN: "Only those whose mobile is of the organization's own region: +86 for MAINLAND, everything else, +852, +853 and +886 included, for INTERNATIONAL. Others are REGION_RESTRICTED.",
  },
});

export const SuspendedClock = enumType<Clock>({
  name: 'SuspendedClock',
  description: 'What becomes of the time to answer while the organization is suspended.',
  values: {
    RUNS: 'It goes on: an invitation can end meanwhile.',
    STOPS: 'It stands still: what was left at the suspension is left after it.',
  },
});

export const LateHistory = enumType<Late>({
  name: 'LateHistory',
  description: 'What of the history somebody sees who is admitted after the cut-over.',
  values: {
    FROM_BEGINNING: 'All of it.',
    FROM_ADMISSION: 'What is said from their admission on.',
  },
});
