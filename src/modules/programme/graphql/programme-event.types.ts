import { Field, ID, ObjectType } from 'type-graphql';
import { enumType } from '#platform/graphql/enums.js';
import { make } from '#platform/graphql/make.js';
import { globalId } from '#platform/graphql/relay.js';
import type { ProgrammeChange, ProgrammeChangeType } from '../domain/change.js';
import type { ProgrammeState } from '../domain/states.js';
import { ProgrammeGroupCounts } from './programme-progress.types.js';
import { UpgradeProgrammeState } from './programme.enums.js';

const UpgradeProgrammeEventType = enumType<ProgrammeChangeType>({
  name: 'UpgradeProgrammeEventType',
  description: 'What happened to a programme.',
  values: {
    CREATED: 'A draft was made.',
    STARTED: 'It was set going.',
    PAUSED: 'It stands still.',
    RESUMED: 'It goes on.',
    COMPLETED: 'Nothing is left to do.',
    CANCELLED: 'It was given up.',
    GROUP_STARTED: 'The upgrade of one of its groups was started.',
    GROUP_SKIPPED: 'The upgrade of one of its groups could not be started.',
    GROUPS_CHANGED: 'Groups were added or removed, or wait again.',
  },
});

@ObjectType({ simpleResolvers: true, description: 'One change of a programme.' })
export class UpgradeProgrammeEvent {
  @Field(() => ID, { description: 'The programme.' })
  upgradeProgrammeId!: string;

  @Field(() => UpgradeProgrammeEventType, { description: 'What happened.' })
  type!: ProgrammeChangeType;

  @Field(() => UpgradeProgrammeState, {
    nullable: true,
    description: 'The state before; null where there was no programme.',
  })
  fromState!: ProgrammeState | null;

  @Field(() => UpgradeProgrammeState, { description: 'The state after.' })
  toState!: ProgrammeState;

  @Field(() => ProgrammeGroupCounts, { description: 'Its groups after it, by their state.' })
  groups!: ProgrammeGroupCounts;
}

export function toProgrammeEvent(change: ProgrammeChange): UpgradeProgrammeEvent {
  const { programmeId, type, fromState, toState, waiting, started, skipped } = change;
  return make(UpgradeProgrammeEvent, {
    upgradeProgrammeId: globalId('UpgradeProgramme', programmeId),
    type,
    fromState,
    toState,
    groups: make(ProgrammeGroupCounts, { total: waiting + started + skipped, waiting, started, skipped }),
  });
}
