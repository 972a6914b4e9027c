import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { Refusal } from '#kernel/refusals.js';
import { DateTime } from '#platform/graphql/date-time.js';
import { make } from '#platform/graphql/make.js';
import { MutationInput } from '#platform/graphql/mutation-input.js';
import { globalId } from '#platform/graphql/relay.js';
import { Payload, registerUserError, UserError } from '#platform/graphql/user-error.js';
import type { CutOverProposal as Proposal } from '../data/cut-over-proposals.js';
import { numbersEnd } from '../domain/summary.js';
import { GroupUpgrade } from './upgrade.types.js';

@ObjectType({
  simpleResolvers: true,
  description:
    'A cut-over that one person wants and another must confirm: confirmCutOver. It dies with any change of its numbers, five minutes after they were read, and with the next proposal.',
})
export class CutOverProposal {
  /** The member who proposed it. */
  readonly memberId!: string;

  @Field(() => ID, { description: 'For confirmCutOver.' })
  id!: string;

  @Field(() => DateTime, { description: 'When it was proposed.' })
  proposedAt!: Date;

  @Field(() => DateTime, { description: 'Until when it can be confirmed; over at this very moment.' })
  expiresAt!: Date;

  @Field(() => Int, { description: 'People who join, as in the summary.' })
  joining!: number;

  @Field(() => Int, { description: 'People who do not.' })
  staying!: number;

  @Field(() => Int, { description: 'Messages that the enterprise group takes over.' })
  messages!: number;
}

@InputType({ description: 'Which cut-over.' })
export class ConfirmCutOverInput extends MutationInput {
  @Field(() => ID, { description: 'A GroupUpgrade that is COOLING_OFF.' })
  groupUpgradeId!: string;

  @Field(() => ID, { description: 'Its `cutOverProposal`, made by somebody else.' })
  proposalId!: string;
}

@ObjectType({
  implements: Payload,
  simpleResolvers: true,
  description: 'The upgrade, completed, or still in its cooling-off where somebody else must confirm.',
})
export class CutOverGroupUpgradePayload extends Payload {
  @Field(() => GroupUpgrade, { nullable: true, description: 'Null when it was refused.' })
  groupUpgrade?: GroupUpgrade;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'True when nothing was cut over yet: a second person must confirm the proposal. Null when it was refused.',
  })
  confirmationNeeded?: boolean;

  @Field(() => CutOverProposal, { nullable: true, description: 'What is to be confirmed; null otherwise.' })
  proposal?: CutOverProposal | null;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'The upgrade, completed.' })
export class ConfirmCutOverPayload extends Payload {
  @Field(() => GroupUpgrade, { nullable: true, description: 'Null when it was refused.' })
  groupUpgrade?: GroupUpgrade;
}

@ObjectType({
  implements: UserError,
  simpleResolvers: true,
  description: 'Fewer would join than were set at the start, in number or in per cent.',
})
export class TooFewMembersError extends UserError {
  @Field(() => Int, { description: 'How many people must join.' })
  minimumMembers!: number;

  @Field(() => Int, {
    nullable: true,
    description:
      'How many per cent of the people who were asked must join; null when the number alone counts.',
  })
  minimumPercent!: number | null;

  @Field(() => Int, { description: 'How many people would join.' })
  joiningMembers!: number;

  @Field(() => Int, {
    description: 'How many per cent of the people who were asked would join, rounded down.',
  })
  joiningPercent!: number;
}

export function registerCutOverErrors(): void {
  registerUserError('TOO_FEW_MEMBERS', ({ params }: Refusal) => {
    const number = (name: string): number => Number(params[name] ?? 0);
    return Object.assign(new TooFewMembersError(), {
      minimumMembers: number('minimumMembers'),
      minimumPercent: params['minimumPercent'] === undefined ? null : number('minimumPercent'),
      joiningMembers: number('joiningMembers'),
      joiningPercent: number('joiningPercent'),
    });
  });
}

export function toProposal(proposal: Proposal): CutOverProposal {
  const { id, proposedBy, proposedAt, readAt, joining, staying, messages } = proposal;
  return make(CutOverProposal, {
    memberId: proposedBy,
    id: globalId('CutOverProposal', id),
    proposedAt,
    expiresAt: numbersEnd(readAt),
    joining,
    staying,
    messages,
  });
}
