import { Field, Int, ObjectType } from 'type-graphql';
import { OrganizationRegion, OrganizationScale } from '#modules/organization/graphql/organization.types.js';
import type {
  OrganizationRegion as Region,
  OrganizationScale as Scale,
} from '#modules/organization/public.js';
import { DateTime } from '#platform/graphql/date-time.js';
import { enumType } from '#platform/graphql/enums.js';
import { make } from '#platform/graphql/make.js';
import { globalId, Node, PageInfo } from '#platform/graphql/relay.js';
import type { RegistrationRow } from '../data/registration-queries.js';
import type { RegistrationDocumentKind as DocumentKind } from '../domain/document.js';
import type { RegistrationState as State } from '../domain/life-cycle.js';

export const RegistrationState = enumType<State>({
  name: 'RegistrationState',
  description: 'Where a registration stands. New states may come.',
  values: {
    DRAFT: 'The applicant is still writing it; nobody else sees it.',
    SUBMITTED: 'Waiting for a reviewer. It cannot be changed, only withdrawn.',
    IN_REVIEW: 'A reviewer has taken it up.',
    INFO_REQUESTED: 'A reviewer has asked for more; the applicant may change it.',
    APPROVED: 'The organization exists. Final.',
    REJECTED: 'Refused, with a reason. Final; a new registration may follow.',
    WITHDRAWN: 'Taken back by the applicant. Final; a new registration may follow.',
    LAPSED: 'What was asked for did not come in time. Final; a new registration may follow.',
  },
});

export const RegistrationDocumentKind = enumType<DocumentKind>({
  name: 'RegistrationDocumentKind',
  description: 'What proves a company.',
  values: {
    BUSINESS_LICENCE: 'Of a MAINLAND company. Its number is the Unified Social Credit Code (GB 32100-2015).',
    CERTIFICATE_OF_INCORPORATION:
      'Of an INTERNATIONAL company. Its number is any text of 1 to 64 characters.',
  },
});

@ObjectType({ simpleResolvers: true, description: 'The document that proves a company, as it was attached.' })
export class RegistrationDocument {
  @Field(() => RegistrationDocumentKind, { description: 'What it is.' })
  kind!: DocumentKind;

  @Field(() => String, {
    description:
      'Of a business licence 18 characters, upper case, without spaces, whatever way it was typed.',
  })
  number!: string;

  @Field(() => String, { description: "The file's name, as uploaded." })
  fileName!: string;

  @Field(() => String, { description: "SHA-256 of the file's bytes, 64 lower-case hexadecimal digits." })
  sha256!: string;

  @Field(() => Int, { description: 'Size of the file in bytes; never 0.' })
  bytes!: number;
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    'The case that leads to an organization. Its applicant sees it from the first, reviewers once it was submitted.',
})
export class Registration extends Node {
  @Field(() => RegistrationState, { description: 'Where it stands.' })
  state!: State;

  @Field(() => String, { description: "The company's name as in the document." })
  legalName!: string;

  @Field(() => String, { description: 'The name its people will see.' })
  shortName!: string;

  @Field(() => String, { description: 'In the words of the applicant.' })
  industry!: string;

  @Field(() => OrganizationScale, { description: 'How many people work there.' })
  scale!: Scale;

  @Field(() => OrganizationRegion, {
    description: 'Where the company is registered; decides the kind of document.',
  })
  region!: Region;

  @Field(() => String, { description: "The applicant's own name, as of the first administrator." })
  applicantName!: string;

  @Field(() => RegistrationDocument, { nullable: true, description: 'Null until one is attached.' })
  document!: RegistrationDocument | null;

  @Field(() => String, { nullable: true, description: 'Why it was rejected; null in every other state.' })
  rejectionReason!: string | null;

  @Field(() => DateTime, { description: 'When the draft was made.' })
  createdAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it was submitted; null if it never was.' })
  submittedAt!: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was approved or rejected; null until then.',
  })
  decidedAt!: Date | null;

  @Field(() => Int, {
    description: 'Counts its changes. Give it as `expectedVersion` to refuse what you have not seen.',
  })
  version!: number;

  /** Not a field of the API: what `organization` is read by. */
  organizationUuid!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A registration in a list.' })
export class RegistrationEdge {
  @Field(() => String, { description: 'Where it stands in the list; give it as `after` to read on.' })
  cursor!: () => string;

  @Field(() => Registration, { description: 'The registration.' })
  node!: Registration;
}

@ObjectType({ simpleResolvers: true, description: 'A page of registrations.' })
export class RegistrationConnection {
  @Field(() => [RegistrationEdge], { description: 'At most `first`.' })
  edges!: RegistrationEdge[];

  @Field(() => PageInfo, { description: 'Where the page stands.' })
  pageInfo!: PageInfo;

  @Field(() => Int, { description: 'How many there are on all pages. Counted only when asked for.' })
  totalCount!: () => Promise<number>;
}

export function toRegistration(row: RegistrationRow): Registration {
  return make(Registration, {
    id: globalId('Registration', row.id),
    state: row.state,
    legalName: row.legalName,
    shortName: row.shortName,
    industry: row.industry,
    scale: row.scale,
    region: row.region,
    applicantName: row.applicantName,
    document: toDocument(row),
    rejectionReason: row.rejectionReason,
    createdAt: row.createdAt,
    submittedAt: row.submittedAt,
    decidedAt: row.decidedAt,
    version: row.version,
    organizationUuid: row.organizationId,
  });
}

function toDocument(row: RegistrationRow): RegistrationDocument | null {
  if (row.documentKind === null) return null;
  return make(RegistrationDocument, {
    kind: row.documentKind,
    number: row.documentNumber ?? '',
    fileName: row.documentFileName ?? '',
    sha256: row.documentSha256 ?? '',
    bytes: row.documentBytes ?? 0,
  });
}
