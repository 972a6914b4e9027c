import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { DateTime } from '#platform/graphql/date-time.js';
import { make } from '#platform/graphql/make.js';
import { globalId, Node } from '#platform/graphql/relay.js';
import type { OrganizationRow } from '../data/organization-queries.js';
import type {
  OrganizationRegion as Region,
  OrganizationScale as Scale,
  OrganizationState as State,
  OrganizationTier as Tier,
} from '../domain/organization.js';

type Values<Value extends string> = { readonly [V in Value]: V };

export const OrganizationRegion: Values<Region> = { MAINLAND: 'MAINLAND', INTERNATIONAL: 'INTERNATIONAL' };
registerEnumType(OrganizationRegion, {
  name: 'OrganizationRegion',
  description: 'Where a company is registered.',
  valuesConfig: {
    MAINLAND: {
      description: 'In mainland China: proved by a business licence with its Unified Social Credit Code.',
    },
    INTERNATIONAL: { description: 'Anywhere else: proved by a certificate of incorporation.' },
  },
});

export const OrganizationScale: Values<Scale> = {
  UP_TO_50: 'UP_TO_50',
  UP_TO_100: 'UP_TO_100',
  UP_TO_200: 'UP_TO_200',
  UP_TO_500: 'UP_TO_500',
  UP_TO_1000: 'UP_TO_1000',
  UP_TO_5000: 'UP_TO_5000',
  UP_TO_10000: 'UP_TO_10000',
  OVER_10000: 'OVER_10000',
};
registerEnumType(OrganizationScale, {
  name: 'OrganizationScale',
  description: 'How many people work for a company, as it says itself. It limits nothing.',
  valuesConfig: {
    UP_TO_50: { description: '1 to 50 people.' },
    UP_TO_100: { description: '51 to 100 people.' },
    UP_TO_200: { description: '101 to 200 people.' },
    UP_TO_500: { description: '201 to 500 people.' },
    UP_TO_1000: { description: '501 to 1,000 people.' },
    UP_TO_5000: { description: '1,001 to 5,000 people.' },
    UP_TO_10000: { description: '5,001 to 10,000 people.' },
    OVER_10000: { description: 'More than 10,000 people.' },
  },
});

export const OrganizationTier: Values<Tier> = { BASIC: 'BASIC', VERIFIED: 'VERIFIED' };
registerEnumType(OrganizationTier, {
  name: 'OrganizationTier',
  description: 'What an organization is granted.',
  valuesConfig: {
    BASIC: { description: 'Its verification has run out.' },
    VERIFIED: { description: 'Reviewed within the last year.' },
  },
});

export const OrganizationState: Values<State> = {
  ACTIVE: 'ACTIVE',
  SUSPENDED: 'SUSPENDED',
  CLOSED: 'CLOSED',
};
registerEnumType(OrganizationState, {
  name: 'OrganizationState',
  description: 'Whether an organization can work.',
  valuesConfig: {
    ACTIVE: { description: 'It can.' },
    SUSPENDED: { description: 'Not now; it may become active again.' },
    CLOSED: { description: 'Never again.' },
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
