import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { enumType } from '#platform/graphql/enums.js';
import { MutationInput } from '#platform/graphql/mutation-input.js';
import { Payload, UserError } from '#platform/graphql/user-error.js';
import type { ListedAnswer } from '../use-cases/answer-invitations.js';
import { Invitation } from './invitation.types.js';

export const InvitationAnswer = enumType<'ACCEPT' | 'DECLINE'>({
  name: 'InvitationAnswer',
  description: 'What somebody who is asked can say.',
  values: {
    ACCEPT: 'Yes, as acceptInvitation.',
    DECLINE: 'No, as declineInvitation.',
  },
});

@InputType({ description: 'The answer to one invitation.' })
export class InvitationAnswerInput {
  @Field(() => ID, { description: 'An Invitation of the caller.' })
  invitationId!: string;

  @Field(() => InvitationAnswer, { description: 'Yes or no.' })
  answer!: ListedAnswer['answer'];

  @Field(() => String, {
    nullable: true,
    description:
      'The digest of the text that the caller was shown: REQUIRED with ACCEPT, as acceptInvitation takes it; with DECLINE as declineInvitation does.',
  })
  noticeDigest?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why not, at most 500 characters; those who read the upgrade see it. Only with DECLINE.',
  })
  reason?: string | null;
}

@InputType({ description: 'The answers to many invitations.' })
export class AnswerInvitationsInput extends MutationInput {
  @Field(() => [InvitationAnswerInput], { description: '1 to 100 answers.' })
  answers!: InvitationAnswerInput[];
}

@ObjectType({ simpleResolvers: true, description: 'What became of one answer.' })
export class AnsweredInvitation {
  @Field(() => ID, { description: 'As it was given.' })
  invitationId!: string;

  @Field(() => Invitation, {
    nullable: true,
    description: 'The invitation, answered; null when it was refused.',
  })
  invitation!: Invitation | null;

  @Field(() => [UserError], { description: 'Empty when it was answered; otherwise why this one was not.' })
  userErrors!: UserError[];
}

@ObjectType({
  implements: Payload,
  simpleResolvers: true,
  description: 'What became of each answer. `userErrors` is about the call as a whole.',
})
export class AnswerInvitationsPayload extends Payload {
  @Field(() => [AnsweredInvitation], {
    nullable: true,
    description: 'One for each answer, in their order; null when the call as a whole was refused.',
  })
  results?: AnsweredInvitation[];
}
