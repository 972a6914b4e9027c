import { ArgsType, Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { Role } from '#modules/identity/public.js';
import { MutationInput } from '#platform/graphql/mutation-input.js';
import { PageArgs } from '#platform/graphql/relay.js';
import { Payload } from '#platform/graphql/user-error.js';
import type { Gender, MemberStatus as Status } from '../domain/member.js';
import { Member, MemberGender, MemberRole, MemberStatus } from './member.types.js';

@ArgsType()
export class MembersArgs extends PageArgs {
  @Field(() => ID, {
    nullable: true,
    description: 'Only those that stand in this department itself, not below it.',
  })
  departmentId?: string | null;

  @Field(() => MemberStatus, {
    nullable: true,
    description: 'Only those with this status. Without it, all that have not LEFT.',
  })
  status?: Status | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Only those whose name, alias or user id holds this text, in any case; or whose mobile it is, for those who may see mobiles. At most 64 characters.',
  })
  query?: string | null;
}

@InputType({ description: "A member's place in a department." })
export class MemberPlaceInput {
  @Field(() => ID, { description: 'The department. One that is not of the organization is NOT_FOUND.' })
  departmentId!: string;

  @Field(() => Boolean, { nullable: true, description: 'Whether they lead it; no unless given.' })
  leader?: boolean | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Their order in it, a whole number from 0 to 4294967295 (OUT_OF_RANGE); 0 unless given.',
  })
  order?: number | null;
}

@InputType({ description: 'An account to make.' })
export class CreateMemberInput extends MutationInput {
  @Field(() => ID, { description: 'The organization.' })
  organizationId!: string;

  @Field(() => String, {
    description:
      '1 to 64 characters (INVALID_TEXT for control characters, lone surrogates and direction overrides).',
  })
  name!: string;

  @Field(() => String, {
    description:
      'A mobile as people write it, full-width digits included; without a country code it is taken as Chinese. Landlines, extensions and `tel:` are INVALID_MOBILE. One account a mobile (MOBILE_TAKEN).',
  })
  mobile!: string;

  @Field(() => String, {
    nullable: true,
    description: '1 to 64 characters without spaces (INVALID_USER_ID, USER_ID_TAKEN). Made up unless given.',
  })
  userId?: string | null;

  @Field(() => String, { nullable: true, description: 'At most 64 characters.' })
  alias?: string | null;

  @Field(() => String, { nullable: true, description: 'An e-mail address (INVALID_EMAIL).' })
  email?: string | null;

  @Field(() => String, { nullable: true, description: 'At most 128 characters.' })
  position?: string | null;

  @Field(() => MemberGender, { nullable: true, description: 'For the record.' })
  gender?: Gender | null;

  @Field(() => [MemberPlaceInput], {
    nullable: true,
    description: '1 to 100, each department once (REPEATED), the main one first. The root unless given.',
  })
  departments?: MemberPlaceInput[] | null;

  @Field(() => ID, { nullable: true, description: 'The direct manager, a member of the same organization.' })
  managerId?: string | null;
}

@InputType({
  description:
    'What to change of an account. What is absent stays; null takes away what an account can be without.',
})
export class UpdateMemberInput extends MutationInput {
  @Field(() => ID, { description: 'The member.' })
  memberId!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Refused (VERSION_CONFLICT) when the account has changed since this version.',
  })
  expectedVersion?: number | null;

  @Field(() => String, { nullable: true, description: '1 to 64 characters.' })
  name?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Another mobile. Whoever used the account loses it at once, and it waits (NOT_ACTIVATED) until the new mobile is proved. For an account with roles only an ADMINISTRATOR may do this.',
  })
  mobile?: string | null;

  @Field(() => String, { nullable: true, description: '1 to 64 characters without spaces.' })
  userId?: string | null;

  @Field(() => String, { nullable: true, description: 'At most 64 characters.' })
  alias?: string | null;

  @Field(() => String, { nullable: true, description: 'An e-mail address.' })
  email?: string | null;

  @Field(() => String, { nullable: true, description: 'At most 128 characters.' })
  position?: string | null;

  @Field(() => MemberGender, { nullable: true, description: 'For the record.' })
  gender?: Gender | null;

  @Field(() => [MemberPlaceInput], {
    nullable: true,
    description: 'All places from now on, the main department first. Null changes nothing.',
  })
  departments?: MemberPlaceInput[] | null;

  @Field(() => ID, { nullable: true, description: 'The direct manager; not oneself (INVALID_MANAGER).' })
  managerId?: string | null;
}

@InputType({ description: 'An account to take the use of away.' })
export class DisableMemberInput extends MutationInput {
  @Field(() => ID, { description: 'The member. Not the last active administrator (LAST_ADMINISTRATOR).' })
  memberId!: string;
}

@InputType({ description: 'An account to give back.' })
export class EnableMemberInput extends MutationInput {
  @Field(() => ID, { description: 'The member. It must be DISABLED (ILLEGAL_STATE).' })
  memberId!: string;
}

@InputType({ description: 'An account to end for good.' })
export class RemoveMemberInput extends MutationInput {
  @Field(() => ID, { description: 'The member. Not the last active administrator (LAST_ADMINISTRATOR).' })
  memberId!: string;
}

@InputType({ description: 'What an account may do from now on.' })
export class AssignMemberRolesInput extends MutationInput {
  @Field(() => ID, {
    description: 'The member. The last active administrator stays one (LAST_ADMINISTRATOR).',
  })
  memberId!: string;

  @Field(() => [MemberRole], { description: 'All its roles; others it had are taken away.' })
  roles!: Role[];
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'The account as it was made.' })
export class CreateMemberPayload extends Payload {
  @Field(() => Member, { nullable: true, description: 'Null when it was refused.' })
  member?: Member | undefined;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'The account as it is now.' })
export class UpdateMemberPayload extends Payload {
  @Field(() => Member, { nullable: true, description: 'Null when it was refused.' })
  member?: Member | undefined;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'The account as it is now.' })
export class DisableMemberPayload extends Payload {
  @Field(() => Member, { nullable: true, description: 'DISABLED; null when it was refused.' })
  member?: Member | undefined;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'The account as it is now.' })
export class EnableMemberPayload extends Payload {
  @Field(() => Member, {
    nullable: true,
    description: 'ACTIVATED if it had been activated before, else NOT_ACTIVATED; null when it was refused.',
  })
  member?: Member | undefined;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'The account as it stays on record.' })
export class RemoveMemberPayload extends Payload {
  @Field(() => Member, { nullable: true, description: 'LEFT; null when it was refused.' })
  member?: Member | undefined;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'The account as it is now.' })
export class AssignMemberRolesPayload extends Payload {
  @Field(() => Member, { nullable: true, description: 'Null when it was refused.' })
  member?: Member | undefined;
}
