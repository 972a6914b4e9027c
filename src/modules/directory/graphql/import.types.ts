import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Operation } from '#modules/operation/graphql/operation.types.js';
import { MutationInput } from '#platform/graphql/mutation-input.js';
import { Payload } from '#platform/graphql/user-error.js';

@InputType({ description: 'A file of departments.' })
export class ImportDepartmentsInput extends MutationInput {
  @Field(() => ID, { description: 'The organization.' })
  organizationId!: string;

  @Field(() => ID, {
    description: "A received upload of the purpose DIRECTORY_DEPARTMENTS, the caller's own.",
  })
  uploadId!: string;
}

@InputType({ description: 'A file of members.' })
export class ImportMembersInput extends MutationInput {
  @Field(() => ID, { description: 'The organization.' })
  organizationId!: string;

  @Field(() => ID, { description: "A received upload of the purpose DIRECTORY_MEMBERS, the caller's own." })
  uploadId!: string;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'The import is queued.' })
export class ImportDepartmentsPayload extends Payload {
  @Field(() => Operation, { nullable: true, description: 'To query or to watch; null when it was refused.' })
  operation?: Operation | undefined;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'The import is queued.' })
export class ImportMembersPayload extends Payload {
  @Field(() => Operation, { nullable: true, description: 'To query or to watch; null when it was refused.' })
  operation?: Operation | undefined;
}
