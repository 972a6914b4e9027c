import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { OrganizationRegion, OrganizationScale } from '#modules/organization/graphql/organization.types.js';
import type {
  OrganizationRegion as Region,
  OrganizationScale as Scale,
} from '#modules/organization/public.js';
import { MutationInput } from '#platform/graphql/mutation-input.js';
import { Payload } from '#platform/graphql/user-error.js';
import type { RegistrationDocumentKind as DocumentKind } from '../domain/document.js';
import { Registration, RegistrationDocumentKind } from './registration.types.js';

const NAMED = 'The registration; NOT_FOUND unless it is your own.';
const EXPECTED =
  'The version that you have seen. If somebody has changed it since: VERSION_CONFLICT. Left out: whatever it is now.';
const KEPT = 'Left out or null: it stays as it is.';

@InputType({ description: 'What a company says about itself. Texts are trimmed.' })
export class CreateRegistrationInput extends MutationInput {
  @Field(() => String, { description: 'The name in its licence or certificate, 1 to 100 characters.' })
  legalName!: string;

  @Field(() => String, { description: 'The name its people will see, 1 to 32 characters.' })
  shortName!: string;

  @Field(() => String, { description: 'In your own words, 1 to 64 characters.' })
  industry!: string;

  @Field(() => OrganizationScale, { description: 'How many people work there.' })
  scale!: Scale;

  @Field(() => OrganizationRegion, { description: 'Where the company is registered.' })
  region!: Region;

  @Field(() => String, { description: 'Your own name as the first administrator, 1 to 64 characters.' })
  applicantName!: string;
}

@InputType({ description: 'What is to change.' })
export class UpdateRegistrationInput extends MutationInput {
  @Field(() => ID, { description: NAMED })
  registrationId!: string;

  @Field(() => Int, { nullable: true, description: EXPECTED })
  expectedVersion?: number | null;

  @Field(() => String, { nullable: true, description: KEPT })
  legalName?: string | null;

  @Field(() => String, { nullable: true, description: KEPT })
  shortName?: string | null;

  @Field(() => String, { nullable: true, description: KEPT })
  industry?: string | null;

  @Field(() => OrganizationScale, { nullable: true, description: KEPT })
  scale?: Scale | null;

  @Field(() => OrganizationRegion, {
    nullable: true,
    description: `${KEPT} With another region another kind of document must be attached.`,
  })
  region?: Region | null;

  @Field(() => String, { nullable: true, description: KEPT })
  applicantName?: string | null;
}

@InputType({ description: 'The document that proves the company, in place of an earlier one.' })
export class AttachRegistrationDocumentInput extends MutationInput {
  @Field(() => ID, { description: NAMED })
  registrationId!: string;

  @Field(() => RegistrationDocumentKind, {
    description: 'BUSINESS_LICENCE for MAINLAND, else the certificate.',
  })
  kind!: DocumentKind;

  @Field(() => String, {
    description:
      'Of a licence its Unified Social Credit Code, in any case and width, spaces allowed; its check character must be right. Of a certificate 1 to 64 characters.',
  })
  number!: string;

  @Field(() => ID, { description: 'A complete upload of your own with the purpose REGISTRATION_DOCUMENT.' })
  uploadId!: string;
}

@InputType({ description: 'Which registration to hand in.' })
export class SubmitRegistrationInput extends MutationInput {
  @Field(() => ID, { description: NAMED })
  registrationId!: string;
}

@InputType({ description: 'Which registration to take back.' })
export class WithdrawRegistrationInput extends MutationInput {
  @Field(() => ID, { description: NAMED })
  registrationId!: string;
}

@InputType({ description: 'Which registration to approve.' })
export class ApproveRegistrationInput extends MutationInput {
  @Field(() => ID, { description: 'The registration; NOT_FOUND unless it was submitted.' })
  registrationId!: string;

  @Field(() => Int, { nullable: true, description: EXPECTED })
  expectedVersion?: number | null;
}

@InputType({ description: 'Which registration to reject, and why.' })
export class RejectRegistrationInput extends MutationInput {
  @Field(() => ID, { description: 'The registration; NOT_FOUND unless it was submitted.' })
  registrationId!: string;

  @Field(() => String, { description: 'Read by the applicant. 1 to 500 characters, line feeds allowed.' })
  reason!: string;

  @Field(() => Int, { nullable: true, description: EXPECTED })
  expectedVersion?: number | null;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'The new draft.' })
export class CreateRegistrationPayload extends Payload {
  @Field(() => Registration, { nullable: true, description: 'Null when it was refused.' })
  registration?: Registration;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'The registration as it is now.' })
export class UpdateRegistrationPayload extends Payload {
  @Field(() => Registration, { nullable: true, description: 'Null when it was refused.' })
  registration?: Registration;
}

@ObjectType({
  implements: Payload,
  simpleResolvers: true,
  description: 'The registration with its document.',
})
export class AttachRegistrationDocumentPayload extends Payload {
  @Field(() => Registration, { nullable: true, description: 'Null when it was refused.' })
  registration?: Registration;
}

@ObjectType({
  implements: Payload,
  simpleResolvers: true,
  description: 'The registration that waits for review.',
})
export class SubmitRegistrationPayload extends Payload {
  @Field(() => Registration, { nullable: true, description: 'Null when it was refused.' })
  registration?: Registration;
}

@ObjectType({
  implements: Payload,
  simpleResolvers: true,
  description: 'The registration that was taken back.',
})
export class WithdrawRegistrationPayload extends Payload {
  @Field(() => Registration, { nullable: true, description: 'Null when it was refused.' })
  registration?: Registration;
}

@ObjectType({
  implements: Payload,
  simpleResolvers: true,
  description: 'The registration that was approved.',
})
export class ApproveRegistrationPayload extends Payload {
  @Field(() => Registration, { nullable: true, description: 'Null when it was refused.' })
  registration?: Registration;
}

@ObjectType({
  implements: Payload,
  simpleResolvers: true,
  description: 'The registration that was rejected.',
})
export class RejectRegistrationPayload extends Payload {
  @Field(() => Registration, { nullable: true, description: 'Null when it was refused.' })
  registration?: Registration;
}
