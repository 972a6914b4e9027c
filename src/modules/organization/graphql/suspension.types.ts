import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { MutationInput } from '#platform/graphql/mutation-input.js';
import { Payload } from '#platform/graphql/user-error.js';
import { OrganizationState } from './organization.types.js';
import type { OrganizationState as State } from '../domain/organization.js';

@InputType({ description: 'Which organization, and why.' })
export class SuspendOrganizationInput extends MutationInput {
  @Field(() => ID, { description: 'An Organization that is ACTIVE.' })
  organizationId!: string;

  @Field(() => String, { description: '1 to 500 characters; stands in the audit of the organization.' })
  reason!: string;
}

@InputType({ description: 'Which organization, and why.' })
export class ReinstateOrganizationInput extends MutationInput {
  @Field(() => ID, { description: 'An Organization that is SUSPENDED.' })
  organizationId!: string;

  @Field(() => String, { description: '1 to 500 characters; stands in the audit of the organization.' })
  reason!: string;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'The organization is suspended.' })
export class SuspendOrganizationPayload extends Payload {
  @Field(() => ID, { nullable: true, description: 'The organization; null when it was refused.' })
  organizationId?: string;

  @Field(() => OrganizationState, { nullable: true, description: 'SUSPENDED; null when it was refused.' })
  state?: State;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'The organization goes on.' })
export class ReinstateOrganizationPayload extends Payload {
  @Field(() => ID, { nullable: true, description: 'The organization; null when it was refused.' })
  organizationId?: string;

  @Field(() => OrganizationState, { nullable: true, description: 'ACTIVE; null when it was refused.' })
  state?: State;
}
