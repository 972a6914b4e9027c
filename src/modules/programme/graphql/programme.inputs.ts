import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { StartTermsInput } from '#modules/upgrade/graphql/start-terms.types.js';
import { DateTime } from '#platform/graphql/date-time.js';
import { MutationInput } from '#platform/graphql/mutation-input.js';
import { Payload } from '#platform/graphql/user-error.js';
import { UpgradeProgramme } from './programme.types.js';

@InputType({
  description:
    "Which of an organization's groups are meant: those that fit all that is given. Only LIVE ones that are in no open programme.",
})
export class ProgrammeFilterInput {
  @Field(() => String, { nullable: true, description: 'Of this platform, as `SourceGroup.platform` has it.' })
  platform?: string | null;

  @Field(() => Int, { nullable: true, description: 'With at least so many members.' })
  minMembers?: number | null;

  @Field(() => Int, { nullable: true, description: 'With at most so many members.' })
  maxMembers?: number | null;

  @Field(() => DateTime, { nullable: true, description: 'With a message that was sent after this.' })
  lastMessageAfter?: Date | null;

  @Field(() => String, {
    nullable: true,
    description: 'With this in the name, upper and lower case the same; 1 to 100 characters.',
  })
  nameContains?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'Owned by this Member: by the mobile of the account. No group fits a Member of another organization.',
  })
  ownedByMemberId?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: only those that no upgrade was ever started of.',
  })
  neverUpgraded?: boolean | null;
}

@InputType({ description: 'Which groups to upgrade together, and on which terms.' })
export class CreateUpgradeProgrammeInput extends StartTermsInput {
  @Field(() => ID, { description: 'An Organization.' })
  organizationId!: string;

  @Field(() => String, { description: 'What to call it; 1 to 100 characters.' })
  name!: string;

  @Field(() => [ID], {
    nullable: true,
    description:
      'At most 1,000 SourceGroups of the organization, in the order in which they are to be started. Without this and without `filter` the programme has no groups yet.',
  })
  sourceGroupIds?: string[] | null;

  @Field(() => ProgrammeFilterInput, {
    nullable: true,
    description:
      'In place of a list: the groups that fit now, at most 1,000, in the order of their first import. What fits later does not join.',
  })
  filter?: ProgrammeFilterInput | null;
}

@InputType({ description: 'Which programme, as of which change.' })
abstract class ProgrammeInput extends MutationInput {
  @Field(() => ID, { description: 'An UpgradeProgramme.' })
  programmeId!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Its `version` as you have read it: refused with VERSION_CONFLICT if it has changed since.',
  })
  expectedVersion?: number | null;
}

@InputType({ description: 'Which groups join which draft.' })
export class AddProgrammeGroupsInput extends ProgrammeInput {
  @Field(() => [ID], {
    description:
      'SourceGroups of the organization that are in no open programme; 1,000 in a programme at most.',
  })
  sourceGroupIds!: string[];
}

@InputType({ description: 'Which groups leave which programme.' })
export class RemoveProgrammeGroupsInput extends ProgrammeInput {
  @Field(() => [ID], {
    description:
      'At most 1,000 SourceGroups; those that are not in it, and those that are STARTED, are passed over.',
  })
  sourceGroupIds!: string[];
}

@InputType({ description: 'Which draft to set going, and how fast.' })
export class StartUpgradeProgrammeInput extends ProgrammeInput {
  @Field(() => Int, { description: 'How many groups are started in a minute, 1 to 600.' })
  groupsPerMinute!: number;
}

@InputType({ description: 'Which programme.' })
export class PauseUpgradeProgrammeInput extends ProgrammeInput {}

@InputType({ description: 'Which programme.' })
export class ResumeUpgradeProgrammeInput extends ProgrammeInput {}

@InputType({ description: 'Which programme, and what becomes of its upgrades.' })
export class CancelUpgradeProgrammeInput extends ProgrammeInput {
  @Field(() => Boolean, {
    nullable: true,
    description:
      'True: its open upgrades are cancelled too. Otherwise they go on by themselves, also those that stood still for the programme.',
  })
  cancelOpenUpgrades?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description:
      'At most 500 characters; stands in the audit, and in the event of each upgrade that is cancelled.',
  })
  reason?: string | null;
}

@InputType({ description: 'Which groups to try again.' })
export class RetryProgrammeGroupsInput extends ProgrammeInput {
  @Field(() => [ID], {
    nullable: true,
    description:
      'At most 1,000 SourceGroups of the programme; those that are not SKIPPED are passed over. All that are, without a list.',
  })
  sourceGroupIds?: string[] | null;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'The programme, a draft.' })
export class CreateUpgradeProgrammePayload extends Payload {
  @Field(() => UpgradeProgramme, { nullable: true, description: 'Null when it was refused.' })
  upgradeProgramme?: UpgradeProgramme;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'The programme with the groups.' })
export class AddProgrammeGroupsPayload extends Payload {
  @Field(() => UpgradeProgramme, { nullable: true, description: 'Null when it was refused.' })
  upgradeProgramme?: UpgradeProgramme;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'The programme without the groups.' })
export class RemoveProgrammeGroupsPayload extends Payload {
  @Field(() => UpgradeProgramme, { nullable: true, description: 'Null when it was refused.' })
  upgradeProgramme?: UpgradeProgramme;

  @Field(() => Int, { nullable: true, description: 'How many groups left it; null when it was refused.' })
  removed?: number;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'The programme, now RUNNING.' })
export class StartUpgradeProgrammePayload extends Payload {
  @Field(() => UpgradeProgramme, { nullable: true, description: 'Null when it was refused.' })
  upgradeProgramme?: UpgradeProgramme;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'The programme, now PAUSED.' })
export class PauseUpgradeProgrammePayload extends Payload {
  @Field(() => UpgradeProgramme, { nullable: true, description: 'Null when it was refused.' })
  upgradeProgramme?: UpgradeProgramme;
}

@ObjectType({
  implements: Payload,
  simpleResolvers: true,
  description: 'The programme, RUNNING again; COMPLETED if nothing was left of it.',
})
export class ResumeUpgradeProgrammePayload extends Payload {
  @Field(() => UpgradeProgramme, { nullable: true, description: 'Null when it was refused.' })
  upgradeProgramme?: UpgradeProgramme;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'The programme, given up.' })
export class CancelUpgradeProgrammePayload extends Payload {
  @Field(() => UpgradeProgramme, { nullable: true, description: 'Null when it was refused.' })
  upgradeProgramme?: UpgradeProgramme;
}

@ObjectType({
  implements: Payload,
  simpleResolvers: true,
  description: 'The programme, in which the groups wait again.',
})
export class RetryProgrammeGroupsPayload extends Payload {
  @Field(() => UpgradeProgramme, { nullable: true, description: 'Null when it was refused.' })
  upgradeProgramme?: UpgradeProgramme;

  @Field(() => Int, { nullable: true, description: 'How many groups wait again; null when it was refused.' })
  retried?: number;
}
