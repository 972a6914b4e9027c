import { done, present, type ApiClient } from '../api-client.js';
import { graphql } from '../gql/gql.js';
import { upload } from '../actors/upload.js';
import type { DemoInput } from '../input/demo-input.js';
import { licenceScan, newLicenceNumber } from '../input/licence.js';
import type { LiveClient } from '../live-client.js';
import { allNodes } from '../pages.js';

const CreateRegistration = graphql(`
  mutation CreateRegistration($input: CreateRegistrationInput!) {
    createRegistration(input: $input) {
      registration {
        id
      }
      userErrors {
        code
        message
        field
      }
    }
  }
`);

const AttachRegistrationDocument = graphql(`
  mutation AttachRegistrationDocument($input: AttachRegistrationDocumentInput!) {
    attachRegistrationDocument(input: $input) {
      registration {
        id
      }
      userErrors {
        code
        message
        field
      }
    }
  }
`);

const SubmitRegistration = graphql(`
  mutation SubmitRegistration($input: SubmitRegistrationInput!) {
    submitRegistration(input: $input) {
      registration {
        state
      }
      userErrors {
        code
        message
        field
      }
    }
  }
`);

const RegistrationProgress = graphql(`
  subscription RegistrationProgress($id: ID!) {
    registrationProgress(id: $id) {
      state
      rejectionReason
      organization {
        id
        corpId
        shortName
      }
    }
  }
`);

const Registrations = graphql(`
  query Registrations($after: String) {
    registrations(first: 100, after: $after, state: SUBMITTED) {
      edges {
        node {
          id
          legalName
          version
          document {
            number
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

const ApproveRegistration = graphql(`
  mutation ApproveRegistration($input: ApproveRegistrationInput!) {
    approveRegistration(input: $input) {
      registration {
        state
      }
      userErrors {
        code
        message
        field
      }
    }
  }
`);

export type Submitted = { readonly registrationId: string; readonly licence: string };
export type Organization = { readonly id: string; readonly corpId: string; readonly shortName: string };

const SHORT_NAME_MAX = 32;

/** The applicant describes the company, attaches its licence and hands both in. */
export async function submitRegistration(
  applicant: ApiClient,
  { companyName, owner }: DemoInput,
): Promise<Submitted> {
  const shortName = [...companyName].slice(0, SHORT_NAME_MAX).join('');
  const description = {
    legalName: /\p{sc=Han}/u.test(shortName) ? `${shortName}有限公司` : `${shortName} Co., Ltd.`,
    shortName,
    industry: '软件和信息技术服务业',
    scale: 'UP_TO_500' as const,
    region: 'MAINLAND' as const,
    applicantName: owner.name,
  };
  const created = done((await applicant.call(CreateRegistration, { input: description })).createRegistration);
  const registrationId = present(created.registration, 'registration').id;
  const number = newLicenceNumber();
  const scan = { name: '营业执照.pdf', content: licenceScan(number) };
  const uploadId = await upload(applicant, scan, 'REGISTRATION_DOCUMENT');
  const document = { registrationId, kind: 'BUSINESS_LICENCE' as const, number, uploadId };
  done((await applicant.call(AttachRegistrationDocument, { input: document })).attachRegistrationDocument);
  done((await applicant.call(SubmitRegistration, { input: { registrationId } })).submitRegistration);
  return { registrationId, licence: number };
}

/** The reviewer looks through what was handed in, compares the licence, and approves. */
export async function approveRegistration(
  reviewer: ApiClient,
  { registrationId, licence }: Submitted,
): Promise<void> {
  const found = await findSubmitted(reviewer, registrationId);
  if (found.document?.number !== licence)
    throw new Error('the reviewer sees another licence than was handed in');
  const input = { registrationId, expectedVersion: found.version };
  done((await reviewer.call(ApproveRegistration, { input })).approveRegistration);
}

type Listed = {
  readonly id: string;
  readonly version: number;
  readonly document?: { readonly number: string } | null;
};

async function findSubmitted(reviewer: ApiClient, id: string): Promise<Listed> {
  const submitted = allNodes(async (after) => (await reviewer.call(Registrations, { after })).registrations);
  for await (const registration of submitted) {
    if (registration.id === id) return registration;
  }
  throw new Error('the reviewer does not find the registration that was handed in');
}

/** The applicant watches until it is decided. Resolves with the states seen and the organization. */
export async function watchRegistration(
  live: LiveClient,
  id: string,
): Promise<{ readonly states: readonly string[]; readonly organization: Organization }> {
  const states: string[] = [];
  let organization: Organization | null = null;
  for await (const { registrationProgress } of live.subscribe(RegistrationProgress, { id })) {
    states.push(registrationProgress.state);
    organization = registrationProgress.organization;
  }
  return { states, organization: present(organization, 'organization of the registration') };
}
