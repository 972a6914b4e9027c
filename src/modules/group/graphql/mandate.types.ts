import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DateTime } from '#platform/graphql/date-time.js';
import { enumType } from '#platform/graphql/enums.js';
import { make } from '#platform/graphql/make.js';
import { MutationInput } from '#platform/graphql/mutation-input.js';
import { Payload } from '#platform/graphql/user-error.js';
import type { MandateRow } from '../data/mandates.js';
import type { MandateState } from '../domain/mandate.js';
import { SourceGroup } from './source-group.types.js';

export const UpgradeMandateState = enumType<MandateState>({
  name: 'UpgradeMandateState',
  description: "Where a group's owner stands on letting administrators upgrade it.",
  values: {
    REQUESTED: 'An administrator has asked; the owner has not decided.',
    GRANTED: 'Administrators and group administrators may start the upgrade, take it up and cut it over.',
    REVOKED: 'The owner has said no, or taken the mandate back.',
    LAPSED:
      'The group has changed hands since, or who granted it no longer has the account with which they did, on the mobile of the owner. It does not come back by itself.',
  },
});

@ObjectType({
  simpleResolvers: true,
  description:
    "The word of a group's present owner on letting the organization's administrators upgrade the group.",
})
export class UpgradeMandate {
  @Field(() => UpgradeMandateState, { description: 'Where it stands.' })
  state!: MandateState;

  @Field(() => DateTime, { nullable: true, description: 'When it was last asked for; null if never.' })
  requestedAt!: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the owner last granted or revoked it; null while they are being asked.',
  })
  decidedAt!: Date | null;

  /** What the field resolvers read. */
  readonly row!: MandateRow;
}

export function toMandate(row: MandateRow): UpgradeMandate {
  const { state, requestedAt, decidedAt } = row;
  return make(UpgradeMandate, { state, requestedAt, decidedAt, row });
}

@InputType({ description: 'Whose owners to ask.' })
export class RequestUpgradeMandatesInput extends MutationInput {
  @Field(() => [ID], { description: "SourceGroups of an organization, 1 to 1,000: a whole programme's." })
  sourceGroupIds!: string[];
}

@ObjectType({
  implements: Payload,
  simpleResolvers: true,
  description: 'Owners are asked: they are told, and find the request in `sourceGroups(mandate: REQUESTED)`.',
})
export class RequestUpgradeMandatesPayload extends Payload {
  @Field(() => [SourceGroup], {
    nullable: true,
    description:
      'The groups, in the order given, each with where its mandate stands now. One that has ceased or whose owner is not known has none. Null when it was refused.',
  })
  sourceGroups?: SourceGroup[];

  @Field(() => Int, {
    nullable: true,
    description:
      'How many owners are asked by this call; those who were asked or had granted before are not.',
  })
  requested?: number;

  @Field(() => Int, {
    nullable: true,
    description:
      'How many of those no message reaches, for nobody has an account in the organization as them. They find the request once they have one.',
  })
  unreachable?: number;
}

@InputType({ description: 'For which group.' })
export class GrantUpgradeMandateInput extends MutationInput {
  @Field(() => ID, { description: 'A SourceGroup that the caller owns.' })
  sourceGroupId!: string;
}

@InputType({ description: 'For which group.' })
export class RevokeUpgradeMandateInput extends MutationInput {
  @Field(() => ID, { description: 'A SourceGroup that the caller owns.' })
  sourceGroupId!: string;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'The mandate was granted.' })
export class GrantUpgradeMandatePayload extends Payload {
  @Field(() => SourceGroup, { nullable: true, description: 'Null when it was refused.' })
  sourceGroup?: SourceGroup;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'The mandate was taken back.' })
export class RevokeUpgradeMandatePayload extends Payload {
  @Field(() => SourceGroup, { nullable: true, description: 'Null when it was refused.' })
  sourceGroup?: SourceGroup;
}
