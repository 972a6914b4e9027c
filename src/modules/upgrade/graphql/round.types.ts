import { Field, Int, ObjectType } from 'type-graphql';
import { DateTime } from '#platform/graphql/date-time.js';
import { make } from '#platform/graphql/make.js';
import type { EarlierRound } from '../data/rounds.js';
import { InvitationState } from './upgrade.enums.js';

@ObjectType({ simpleResolvers: true, description: 'How an earlier round of a question ended.' })
export class InvitationRound {
  @Field(() => Int, { description: 'The round of the upgrade: 1 for the first.' })
  round!: number;

  @Field(() => InvitationState, { description: 'What it was when the person was asked again.' })
  state!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What the person gave as the reason of their no, or a RevokedReason; null for none.',
  })
  reason!: string | null;

  @Field(() => DateTime, { description: 'Until when it could be answered.' })
  expiresAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it was last answered; null if it never was.' })
  answeredAt!: Date | null;

  @Field(() => DateTime, { description: 'When the person was asked again.' })
  closedAt!: Date;
}

export function toRound(row: EarlierRound): InvitationRound {
  const { round, state, reason, expiresAt, answeredAt, closedAt } = row;
  return make(InvitationRound, { round, state, reason, expiresAt, answeredAt, closedAt });
}
