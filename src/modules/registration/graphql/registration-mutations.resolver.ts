import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Refusal } from '#kernel/refusals.js';
import type { Result } from '#kernel/result.js';
import type { ApiContext } from '#platform/graphql/context.js';
import { localId } from '#platform/graphql/relay.js';
import { type Payload, toPayload } from '#platform/graphql/user-error.js';
import { registrationLoader } from '../data/registration-queries.js';
import { approveRegistration } from '../use-cases/approve-registration.js';
import { attachRegistrationDocument } from '../use-cases/attach-registration-document.js';
import { createRegistration } from '../use-cases/create-registration.js';
import { rejectRegistration } from '../use-cases/reject-registration.js';
import { submitRegistration } from '../use-cases/submit-registration.js';
import { updateRegistration } from '../use-cases/update-registration.js';
import { withdrawRegistration } from '../use-cases/withdraw-registration.js';
import {
  ApproveRegistrationInput,
  ApproveRegistrationPayload,
  AttachRegistrationDocumentInput,
  AttachRegistrationDocumentPayload,
  CreateRegistrationInput,
  CreateRegistrationPayload,
  RejectRegistrationInput,
  RejectRegistrationPayload,
  SubmitRegistrationInput,
  SubmitRegistrationPayload,
  UpdateRegistrationInput,
  UpdateRegistrationPayload,
  WithdrawRegistrationInput,
  WithdrawRegistrationPayload,
} from './registration-inputs.types.js';
import { type Registration, toRegistration } from './registration.types.js';

@Resolver()
export class RegistrationMutations {
  @Mutation(() => CreateRegistrationPayload, {
    description: 'Begins the registration of a company, as a draft that only you see.',
  })
  async createRegistration(
    @Ctx() context: ApiContext,
    @Arg('input', () => CreateRegistrationInput, { description: 'What the company says about itself.' })
    input: CreateRegistrationInput,
  ): Promise<CreateRegistrationPayload> {
    return shown(CreateRegistrationPayload, context, await context.execute(createRegistration, input));
  }

  @Mutation(() => UpdateRegistrationPayload, {
    description: 'Changes your own draft, or what a reviewer has asked about.',
  })
  async updateRegistration(
    @Ctx() context: ApiContext,
    @Arg('input', () => UpdateRegistrationInput, { description: 'What is to change.' })
    input: UpdateRegistrationInput,
  ): Promise<UpdateRegistrationPayload> {
    const result = await context.execute(updateRegistration, opened(input));
    return shown(UpdateRegistrationPayload, context, result);
  }

  @Mutation(() => AttachRegistrationDocumentPayload, {
    description: 'Attaches an uploaded file as the document that proves the company.',
  })
  async attachRegistrationDocument(
    @Ctx() context: ApiContext,
    @Arg('input', () => AttachRegistrationDocumentInput, { description: 'The document.' })
    input: AttachRegistrationDocumentInput,
  ): Promise<AttachRegistrationDocumentPayload> {
    const uploadId = localId('Upload', input.uploadId);
    const result = await context.execute(attachRegistrationDocument, { ...opened(input), uploadId });
    return shown(AttachRegistrationDocumentPayload, context, result);
  }

  @Mutation(() => SubmitRegistrationPayload, {
    description:
      'Hands your own draft to the reviewers. LICENCE_IN_USE while another registration with its licence is under review or approved.',
  })
  async submitRegistration(
    @Ctx() context: ApiContext,
    @Arg('input', () => SubmitRegistrationInput, { description: 'Which one.' })
    input: SubmitRegistrationInput,
  ): Promise<SubmitRegistrationPayload> {
    const result = await context.execute(submitRegistration, opened(input));
    return shown(SubmitRegistrationPayload, context, result);
  }

  @Mutation(() => WithdrawRegistrationPayload, {
    description: 'Takes your own registration back before it is decided.',
  })
  async withdrawRegistration(
    @Ctx() context: ApiContext,
    @Arg('input', () => WithdrawRegistrationInput, { description: 'Which one.' })
    input: WithdrawRegistrationInput,
  ): Promise<WithdrawRegistrationPayload> {
    const result = await context.execute(withdrawRegistration, opened(input));
    return shown(WithdrawRegistrationPayload, context, result);
  }

  @Mutation(() => ApproveRegistrationPayload, {
    description:
      'For reviewers: creates the organization, verified for a year, with the applicant as its first administrator.',
  })
  async approveRegistration(
    @Ctx() context: ApiContext,
    @Arg('input', () => ApproveRegistrationInput, { description: 'Which one.' })
    input: ApproveRegistrationInput,
  ): Promise<ApproveRegistrationPayload> {
    const result = await context.execute(approveRegistration, opened(input));
    return shown(ApproveRegistrationPayload, context, result);
  }

  @Mutation(() => RejectRegistrationPayload, {
    description: 'For reviewers: refuses a registration for good. The applicant may begin a new one.',
  })
  async rejectRegistration(
    @Ctx() context: ApiContext,
    @Arg('input', () => RejectRegistrationInput, { description: 'Which one, and why.' })
    input: RejectRegistrationInput,
  ): Promise<RejectRegistrationPayload> {
    const result = await context.execute(rejectRegistration, opened(input));
    return shown(RejectRegistrationPayload, context, result);
  }
}

function opened<Input extends { registrationId: string }>(input: Input): Input {
  return { ...input, registrationId: localId('Registration', input.registrationId) };
}

function shown<P extends Payload & { registration?: Registration }>(
  type: new () => P,
  context: ApiContext,
  result: Result<{ registrationId: string }, readonly Refusal[]>,
): Promise<P> {
  return toPayload(type, context.locale, result, async ({ registrationId }) => {
    const row = await context.load(registrationLoader, registrationId);
    return (row ? { registration: toRegistration(row) } : {}) as Partial<P>;
  });
}
