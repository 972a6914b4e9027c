import { Field, ObjectType } from 'type-graphql';
import { DateTime } from '#platform/graphql/date-time.js';
import { enumType } from '#platform/graphql/enums.js';
import { make } from '#platform/graphql/make.js';
import { globalId, Node } from '#platform/graphql/relay.js';
import type { OrganizationRow } from '../data/organization-queries.js';
import type {
  OrganizationRegion as Region,
  OrganizationScale as Scale,
  OrganizationState as State,
  OrganizationTier as Tier,
} from '../domain/organization.js';

export const OrganizationRegion = enumType<Region>({
  name: 'OrganizationRegion',
  description: 'Where a company is registered.',
  values: {
    MAINLAND: 'In mainland China: proved by a business licence with its Unified Social Credit Code.',
    INTERNATIONAL: 'Anywhere else: proved by a certificate of incorporation.',
  },
});

export const OrganizationScale = enumType<Scale>({
  name: 'OrganizationScale',
  description: 'How many people work for a company, as it says itself. It limits nothing.',
  values: {
    UP_TO_50: '1 to 50 people.',
    UP_TO_100: '51 to 100 people.',
    UP_TO_200: '101 to 200 people.',
    UP_TO_500: '201 to 500 people.',
    UP_TO_1000: '501 to 1,000 people.',
    UP_TO_5000: '1,001 to 5,000 people.',
    UP_TO_10000: '5,001 to 10,000 people.',
    OVER_10000: 'More than 10,000 people.',
  },
});

export const OrganizationTier = enumType<Tier>({
  name: 'OrganizationTier',
  description: 'What an organization is granted.',
  values: {
    BASIC: 'Its verification has run out.',
    VERIFIED: 'Reviewed within the last year.',
  },
});

export const OrganizationState = enumType<State>({
  name: 'OrganizationState',
  description: 'Whether an organization can work.',
  values: {
    ACTIVE: 'It can.',
    SUSPENDED: 'Not now; it may become active again.',
    CLOSED: 'Never again.',
  },
});

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'A registered company. Only its active members see it; to all others it does not exist.',
})
export class Organization extends Node {
  @Field(() => String, { description: '`wx` and 16 lower-case hexadecimal digits. Unique; never changes.' })
  corpId!: string;

  @Field(() => String, { description: 'As in its licence or certificate, 1 to 100 characters.' })
  legalName!: string;

  @Field(() => String, { description: 'What its people see, 1 to 32 characters.' })
  shortName!: string;

  @Field(() => String, { description: 'In its own words, 1 to 64 characters.' })
  industry!: string;

  @Field(() => OrganizationScale, {
    description: 'How many people work there, as it said when it registered.',
  })
  scale!: Scale;

  @Field(() => OrganizationRegion, { description: 'Where it is registered.' })
  region!: Region;

  @Field(() => OrganizationTier, { description: 'What it is granted.' })
  tier!: Tier;

  @Field(() => OrganizationState, { description: 'Whether it can work.' })
  state!: State;

  @Field(() => DateTime, { description: 'When its verification runs out: a year after it was approved.' })
  verifiedUntil!: Date;

  @Field(() => DateTime, { description: 'When its registration was approved.' })
  createdAt!: Date;
}

/** The object of a row. Its fields are for members of the organization: whoever makes it has made sure of that. */
export function toOrganization(row: OrganizationRow): Organization {
  return make(Organization, { ...row, id: globalId('Organization', row.id) });
}
