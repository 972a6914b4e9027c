import { Field, Int, ObjectType } from 'type-graphql';
import { make } from '#platform/graphql/make.js';
import type { ProgrammeProgressRow } from '../data/progress.js';
import type { ProgrammeState } from '../domain/states.js';
import { UpgradeProgrammeState } from './programme.enums.js';

@ObjectType({ simpleResolvers: true, description: 'The groups of a programme by their state.' })
export class ProgrammeGroupCounts {
  @Field(() => Int, { description: 'All of them.' })
  total!: number;

  @Field(() => Int, { description: 'Are to be started.' })
  waiting!: number;

  @Field(() => Int, { description: 'Were started.' })
  started!: number;

  @Field(() => Int, { description: 'Could not be started.' })
  skipped!: number;
}

@ObjectType({ simpleResolvers: true, description: 'The upgrades of a programme by their state.' })
export class ProgrammeUpgradeCounts {
  @Field(() => Int, { description: 'Ask their members.' })
  inviting!: number;

  @Field(() => Int, { description: 'Wait for their cut-over.' })
  coolingOff!: number;

  @Field(() => Int, { description: 'Stand still.' })
  paused!: number;

  @Field(() => Int, { description: 'Were cut over.' })
  completed!: number;

  @Field(() => Int, { description: 'Were given up.' })
  cancelled!: number;

  @Field(() => Int, {
    description:
      "Are open, and the text that they ask about promises otherwise than the organization's settings say now: their cut-over is refused (NOTICE_OUTDATED) until people are asked anew. They are counted by their state, too.",
  })
  outdated!: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'The invitations of all upgrades of a programme by their state.',
})
export class ProgrammeInvitationCounts {
  @Field(() => Int, { description: 'All of them: one for each person in each group.' })
  total!: number;

  @Field(() => Int, { description: 'Cannot be answered yet.' })
  blocked!: number;

  @Field(() => Int, { description: 'Can be answered and have not been.' })
  pending!: number;

  @Field(() => Int, { description: 'Were answered with yes.' })
  accepted!: number;

  @Field(() => Int, { description: 'Were answered with no.' })
  declined!: number;

  @Field(() => Int, { description: 'Have lapsed.' })
  expired!: number;

  @Field(() => Int, { description: 'Were revoked.' })
  revoked!: number;

  @Field(() => Int, { description: 'Were answered with a yes that was taken back.' })
  withdrawn!: number;

  @Field(() => Int, { description: 'Led into an enterprise group.' })
  included!: number;

  @Field(() => Int, { description: 'Did not lead into an enterprise group that was cut over.' })
  excluded!: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'Where a programme stands. All counts are of the same moment.',
})
export class UpgradeProgrammeProgress {
  /** Read by the resolvers of the fields that cost a statement. */
  readonly programmeId!: string;

  @Field(() => UpgradeProgrammeState, { description: 'The state of the programme.' })
  state!: ProgrammeState;

  @Field(() => ProgrammeGroupCounts, { description: 'Its groups.' })
  groups!: ProgrammeGroupCounts;

  @Field(() => ProgrammeUpgradeCounts, { description: 'The upgrades that it started.' })
  upgrades!: ProgrammeUpgradeCounts;

  @Field(() => ProgrammeInvitationCounts, { description: 'What the members of all its groups are asked.' })
  invitations!: ProgrammeInvitationCounts;
}

export function toProgrammeProgress(row: ProgrammeProgressRow): UpgradeProgrammeProgress {
  const { waiting, started, skipped, inviting, coolingOff, paused, completed, cancelled, outdated } = row;
  const { blocked, pending, accepted, declined, expired, revoked, withdrawn, included, excluded } = row;
  const counts = { blocked, pending, accepted, declined, expired, revoked, withdrawn, included, excluded };
  return make(UpgradeProgrammeProgress, {
    programmeId: row.id,
    state: row.state,
    groups: make(ProgrammeGroupCounts, {
      total: waiting + started + skipped,
      waiting,
      started,
      skipped,
    }),
    upgrades: make(ProgrammeUpgradeCounts, {
      inviting,
      coolingOff,
      paused,
      completed,
      cancelled,
      outdated,
    }),
    invitations: make(ProgrammeInvitationCounts, {
      total: Object.values(counts).reduce((sum, count) => sum + count, 0),
      ...counts,
    }),
  });
}
