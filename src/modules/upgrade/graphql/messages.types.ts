import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DateTime } from '#platform/graphql/date-time.js';
import { enumType } from '#platform/graphql/enums.js';
import { MutationInput } from '#platform/graphql/mutation-input.js';
import { Payload } from '#platform/graphql/user-error.js';
import type * as reminders from '../domain/reminders.js';
import { Invitation } from './invitation.types.js';
import { GroupUpgrade } from './upgrade.types.js';

@InputType({ description: 'The link by which somebody has come.' })
export class OpenInvitationInput extends MutationInput {
  @Field(() => String, {
    description:
      'The token of a link from a message. It works once (LINK_USED), and as long as the question lasts with which it was sent (LINK_EXPIRED): with more time to answer longer, and not once the person is asked again in another round.',
  })
  token!: string;
}

@InputType({ description: 'Which invitation was opened.' })
export class MarkInvitationSeenInput extends MutationInput {
  @Field(() => ID, { description: 'An Invitation of the caller.' })
  invitationId!: string;
}

@InputType({
  description:
    'Whom to remind. Who has answered, as one entry of the roster or another, or cannot answer, is never reminded.',
})
export class RemindMembersInput extends MutationInput {
  @Field(() => ID, { description: 'A GroupUpgrade that is INVITING.' })
  groupUpgradeId!: string;

  @Field(() => [ID], {
    nullable: true,
    description: 'Only these of its Invitations, 1 to 500, none of them twice; all unless given.',
  })
  invitationIds?: string[] | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Only those who were asked so many hours ago or longer, 0 to 8,760 (OUT_OF_RANGE).',
  })
  olderThanHours?: number | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Only members of this Department and of those below it.',
  })
  departmentId?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Also tell the direct managers that an answer is missing, once a round for each person; not what is asked.',
  })
  escalate?: boolean | null;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'The invitation, opened.' })
export class OpenInvitationPayload extends Payload {
  @Field(() => Invitation, { nullable: true, description: 'Null when it was refused.' })
  invitation?: Invitation;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'The invitation, seen.' })
export class MarkInvitationSeenPayload extends Payload {
  @Field(() => Invitation, { nullable: true, description: 'Null when it was refused.' })
  invitation?: Invitation;
}

export const NotRemindedReason = enumType<reminders.NotRemindedReason>({
  name: 'NotRemindedReason',
  description: 'Why somebody who was named was not reminded.',
  values: {
    ANSWERED: 'They have answered, as this entry of the roster or as another one.',
    BLOCKED: 'They cannot answer: `blockedReason` of the Invitation says why, and `cure` what would help.',
    EXPIRED: 'Their time is over; reinviteMembers asks again.',
    REVOKED: 'Their invitation was taken back.',
    OTHERS_WANTED: 'They were asked later than `olderThanHours` says, or are not in the department.',
    MESSAGE_WAITS:
      'A message that asks for their answer is still to be sent to them, after the quiet hours for instance.',
    QUOTA: 'They were reminded often enough, in 24 hours or in this round.',
  },
});

@ObjectType({ simpleResolvers: true, description: 'Somebody who was named and not reminded.' })
export class NotReminded {
  @Field(() => Invitation, { description: 'As it was named.' })
  invitation!: Invitation;

  @Field(() => NotRemindedReason, { description: 'Why not.' })
  reason!: reminders.NotRemindedReason;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'How many were reminded.' })
export class RemindMembersPayload extends Payload {
  @Field(() => GroupUpgrade, { nullable: true, description: 'The upgrade. Null when it was refused.' })
  groupUpgrade?: GroupUpgrade;

  @Field(() => Int, {
    nullable: true,
    description:
      'Of how many invitations people were reminded: of each that asks them where they stand on the roster twice, unless they have answered one. Null when it was refused.',
  })
  reminded?: number;

  @Field(() => Int, {
    nullable: true,
    description:
      'How many were not, for nobody is reminded more than 3 times in 24 hours, over all upgrades of the organization, or more than 6 times of one invitation in a round. Null when it was refused.',
  })
  skippedByQuota?: number;

  @Field(() => Int, {
    nullable: true,
    description:
      'How many were not, for a message that asks for their answer is still to be sent to them, after the quiet hours for instance. Null when it was refused.',
  })
  skippedAsMessageWaits?: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Of how many the manager was told. Null when it was refused.',
  })
  escalated?: number;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'The end of the quiet hours until which e-mail and webhook wait; the list in the product has the messages at once. Null outside of quiet hours.',
  })
  putOffUntil?: Date | null;

  @Field(() => [NotReminded], {
    nullable: true,
    description:
      'Of `invitationIds`, everybody who was not reminded and why, in their order. Null where nobody was named, or when it was refused.',
  })
  notReminded?: NotReminded[] | null;
}
