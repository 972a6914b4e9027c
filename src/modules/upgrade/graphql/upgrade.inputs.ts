import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { Refusal } from '#kernel/refusals.js';
import { MutationInput } from '#platform/graphql/mutation-input.js';
import { globalId } from '#platform/graphql/relay.js';
import { Payload, registerUserError, UserError } from '#platform/graphql/user-error.js';
import { Invitation } from './invitation.types.js';
import { StartTermsInput } from './start-terms.types.js';
import { GroupUpgrade } from './upgrade.types.js';

@InputType({ description: 'Which group to upgrade, and how.' })
export class StartGroupUpgradeInput extends StartTermsInput {
  @Field(() => ID, { description: 'A SourceGroup that the caller owns, or whose owner has given a mandate.' })
  sourceGroupId!: string;
}

@InputType({ description: 'Which upgrade.' })
export class CloseGroupUpgradeInput extends MutationInput {
  @Field(() => ID, { description: 'A GroupUpgrade that is INVITING.' })
  groupUpgradeId!: string;
}

@InputType({ description: 'Which upgrade, and why.' })
export class CancelGroupUpgradeInput extends MutationInput {
  @Field(() => ID, { description: 'A GroupUpgrade that is not over.' })
  groupUpgradeId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'At most 500 characters; stands in the event and in the audit.',
  })
  reason?: string | null;
}

@InputType({ description: 'Which upgrade, on which numbers.' })
export class CutOverGroupUpgradeInput extends MutationInput {
  @Field(() => ID, { description: 'A GroupUpgrade that is COOLING_OFF, after `coolingOffUntil`.' })
  groupUpgradeId!: string;

  @Field(() => String, {
    description: 'The token of a cutOverSummary that was read at most five minutes ago.',
  })
  summaryToken!: string;
}

@InputType({ description: 'Which invitation, and to which text.' })
export class AcceptInvitationInput extends MutationInput {
  @Field(() => ID, { description: 'An Invitation of the caller, PENDING, DECLINED or WITHDRAWN.' })
  invitationId!: string;

  @Field(() => String, {
    description:
      'The `digest` of the text that the caller was shown, in whichever language. Refused with NOTICE_CHANGED unless it is of the text that is asked about now.',
  })
  noticeDigest!: string;
}

@InputType({ description: 'Which invitation, and why.' })
export class DeclineInvitationInput extends MutationInput {
  @Field(() => ID, { description: 'An Invitation of the caller, PENDING, ACCEPTED or WITHDRAWN.' })
  invitationId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'At most 500 characters; those who read the upgrade see it.',
  })
  reason?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The `digest` of the text that the caller was shown. The receipt keeps it, and its language, if it is of the text that is asked about now; any other is left out. Without one the receipt names the text that is asked about now, in the language in which the call is answered.',
  })
  noticeDigest?: string | null;
}

@InputType({ description: 'Which invitation.' })
export class WithdrawAcceptanceInput extends MutationInput {
  @Field(() => ID, { description: 'An Invitation of the caller, ACCEPTED.' })
  invitationId!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The `digest` of the text that the caller was shown. The receipt keeps it, and its language, if it is of the text that is asked about now; any other is left out. Without one the receipt names the text that is asked about now, in the language in which the call is answered.',
  })
  noticeDigest?: string | null;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'The upgrade that was started.' })
export class StartGroupUpgradePayload extends Payload {
  @Field(() => GroupUpgrade, { nullable: true, description: 'Null when it was refused.' })
  groupUpgrade?: GroupUpgrade;
}

@ObjectType({
  implements: Payload,
  simpleResolvers: true,
  description: 'The upgrade, now in its cooling-off.',
})
export class CloseGroupUpgradePayload extends Payload {
  @Field(() => GroupUpgrade, { nullable: true, description: 'Null when it was refused.' })
  groupUpgrade?: GroupUpgrade;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'The upgrade that was given up.' })
export class CancelGroupUpgradePayload extends Payload {
  @Field(() => GroupUpgrade, { nullable: true, description: 'Null when it was refused.' })
  groupUpgrade?: GroupUpgrade;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'The invitation, accepted.' })
export class AcceptInvitationPayload extends Payload {
  @Field(() => Invitation, { nullable: true, description: 'Null when it was refused.' })
  invitation?: Invitation;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'The invitation, declined.' })
export class DeclineInvitationPayload extends Payload {
  @Field(() => Invitation, { nullable: true, description: 'Null when it was refused.' })
  invitation?: Invitation;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'The invitation, withdrawn.' })
export class WithdrawAcceptancePayload extends Payload {
  @Field(() => Invitation, { nullable: true, description: 'Null when it was refused.' })
  invitation?: Invitation;
}

@ObjectType({
  implements: UserError,
  simpleResolvers: true,
  description: 'An upgrade of the group is open already: this one.',
})
export class UpgradeAlreadyOpenError extends UserError {
  @Field(() => ID, { nullable: true, description: 'The open GroupUpgrade.' })
  groupUpgradeId!: string | null;
}

export function registerUpgradeErrors(): void {
  registerUserError('UPGRADE_ALREADY_OPEN', ({ params }: Refusal) => {
    const id = params['groupUpgradeId'];
    const groupUpgradeId = typeof id === 'string' ? globalId('GroupUpgrade', id) : null;
    return Object.assign(new UpgradeAlreadyOpenError(), { groupUpgradeId });
  });
}
