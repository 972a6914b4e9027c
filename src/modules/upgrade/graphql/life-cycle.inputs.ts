import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { SourceGroup } from '#modules/group/graphql/source-group.types.js';
import { DateTime } from '#platform/graphql/date-time.js';
import { MutationInput } from '#platform/graphql/mutation-input.js';
import { Payload } from '#platform/graphql/user-error.js';
import type { AskableState as Askable } from '../domain/rounds.js';
import { AskableState } from './life-cycle.enums.js';
import { GroupUpgrade } from './upgrade.types.js';

const NOTE = 'Why: at most 500 characters, for the audit.';

@InputType({ description: 'Which upgrade to pause, and why.' })
export class PauseGroupUpgradeInput extends MutationInput {
  @Field(() => ID, { description: 'A GroupUpgrade that is INVITING or COOLING_OFF.' })
  groupUpgradeId!: string;

  @Field(() => String, { nullable: true, description: NOTE })
  reason?: string | null;
}

@InputType({ description: 'Which upgrade to let go on.' })
export class ResumeGroupUpgradeInput extends MutationInput {
  @Field(() => ID, { description: 'A GroupUpgrade that is PAUSED.' })
  groupUpgradeId!: string;
}

@InputType({ description: 'Which upgrade to take up.' })
export class TakeUpGroupUpgradeInput extends MutationInput {
  @Field(() => ID, { description: 'A GroupUpgrade that is PAUSED; its `mayBeTakenUpBy` says who may.' })
  groupUpgradeId!: string;
}

@InputType({ description: 'Which cooling-off to stop, and why.' })
export class StopCoolingOffInput extends MutationInput {
  @Field(() => ID, { description: 'A GroupUpgrade that is COOLING_OFF.' })
  groupUpgradeId!: string;

  @Field(() => String, { nullable: true, description: NOTE })
  reason?: string | null;
}

@InputType({ description: 'Until when members can give their first answer.' })
export class ExtendGroupUpgradeDeadlineInput extends MutationInput {
  @Field(() => ID, { description: 'A GroupUpgrade that is INVITING.' })
  groupUpgradeId!: string;

  @Field(() => DateTime, {
    description: 'The new end: later than the present one, and at most 30 days from now.',
  })
  expiresAt!: Date;

  @Field(() => [ID], {
    nullable: true,
    description:
      'Invitations of the upgrade that are PENDING or BLOCKED, 1 to 500: all of them get the new end, or nobody does. Without it the upgrade and all who have not answered do; who has been given longer keeps it.',
  })
  invitationIds?: string[] | null;
}

@InputType({ description: 'Whom to ask again, and for how long.' })
export class ReinviteMembersInput extends MutationInput {
  @Field(() => ID, { description: 'A GroupUpgrade that is INVITING or COOLING_OFF.' })
  groupUpgradeId!: string;

  @Field(() => [ID], {
    nullable: true,
    description: 'Invitations of the upgrade, 1 to 500: all of them are asked again, or nobody is.',
  })
  invitationIds?: string[] | null;

  @Field(() => [AskableState], {
    nullable: true,
    description:
      'Everybody in one of these states, where no invitations are named. Who has said no and was asked three times is left alone.',
  })
  states?: Askable[] | null;

  @Field(() => Int, { nullable: true, description: 'Days to answer from now, 1 to 30; 7 unless given.' })
  answerDays?: number | null;
}

@InputType({ description: 'Whom to remove, and why.' })
export class RemoveFromUpgradeInput extends MutationInput {
  @Field(() => ID, { description: 'A GroupUpgrade that is INVITING or COOLING_OFF.' })
  groupUpgradeId!: string;

  @Field(() => [ID], {
    description: 'Invitations of the upgrade, 1 to 500, whatever was answered: all are revoked, or none is.',
  })
  invitationIds!: string[];

  @Field(() => String, { nullable: true, description: NOTE })
  reason?: string | null;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'The upgrade, now PAUSED.' })
export class PauseGroupUpgradePayload extends Payload {
  @Field(() => GroupUpgrade, { nullable: true, description: 'Null when it was refused.' })
  groupUpgrade?: GroupUpgrade;
}

@ObjectType({
  implements: Payload,
  simpleResolvers: true,
  description: 'The upgrade, as what it was before.',
})
export class ResumeGroupUpgradePayload extends Payload {
  @Field(() => GroupUpgrade, { nullable: true, description: 'Null when it was refused.' })
  groupUpgrade?: GroupUpgrade;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'The upgrade that was taken up.' })
export class TakeUpGroupUpgradePayload extends Payload {
  @Field(() => GroupUpgrade, {
    nullable: true,
    description:
      'Null when it was refused; also when it was not, for an owner whose role does not read upgrades and who may not read it: they have `sourceGroup`. It goes on, unless it stands for another reason than its owner.',
  })
  groupUpgrade?: GroupUpgrade;

  @Field(() => SourceGroup, {
    nullable: true,
    description: 'Its group, with the upgrade in numbers at `openUpgrade`. Null when it was refused.',
  })
  sourceGroup?: SourceGroup;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'The upgrade, INVITING again.' })
export class StopCoolingOffPayload extends Payload {
  @Field(() => GroupUpgrade, { nullable: true, description: 'Null when it was refused.' })
  groupUpgrade?: GroupUpgrade;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'The upgrade with more time.' })
export class ExtendGroupUpgradeDeadlinePayload extends Payload {
  @Field(() => GroupUpgrade, { nullable: true, description: 'Null when it was refused.' })
  groupUpgrade?: GroupUpgrade;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'The upgrade in its new round.' })
export class ReinviteMembersPayload extends Payload {
  @Field(() => GroupUpgrade, { nullable: true, description: 'Null when it was refused.' })
  groupUpgrade?: GroupUpgrade;

  @Field(() => Int, { nullable: true, description: 'How many are asked again; null when it was refused.' })
  asked?: number;

  @Field(() => Int, {
    nullable: true,
    description:
      'How many in the states were asked often enough and are left alone; null when it was refused.',
  })
  leftAlone?: number;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'The upgrade without them.' })
export class RemoveFromUpgradePayload extends Payload {
  @Field(() => GroupUpgrade, { nullable: true, description: 'Null when it was refused.' })
  groupUpgrade?: GroupUpgrade;
}
