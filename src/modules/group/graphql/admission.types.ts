import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { MutationInput } from '#platform/graphql/mutation-input.js';
import { Payload } from '#platform/graphql/user-error.js';
import { EnterpriseGroup, EnterpriseGroupMember } from './enterprise-group.types.js';

@InputType({ description: 'Whom to admit where.' })
export class AdmitMemberInput extends MutationInput {
  @Field(() => ID, { description: 'The EnterpriseGroup. It is ACTIVE.' })
  enterpriseGroupId!: string;

  @Field(() => ID, { description: 'The Member, of the same organization and ACTIVATED.' })
  memberId!: string;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'They are in the group.' })
export class AdmitMemberPayload extends Payload {
  @Field(() => EnterpriseGroup, { nullable: true, description: 'The group.' })
  enterpriseGroup?: EnterpriseGroup;

  @Field(() => EnterpriseGroupMember, { nullable: true, description: 'Their place in it.' })
  groupMember?: EnterpriseGroupMember;
}
