import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DateTime } from '#platform/graphql/date-time.js';
import { make } from '#platform/graphql/make.js';
import { MutationInput } from '#platform/graphql/mutation-input.js';
import { PageInfo } from '#platform/graphql/relay.js';
import { Payload } from '#platform/graphql/user-error.js';
import type { AdmissionRequestRow } from '../data/outsiders.js';

@InputType({ description: 'Where to be admitted.' })
export class RequestAdmissionInput extends MutationInput {
  @Field(() => ID, {
    description:
      'An EnterpriseGroup that is ACTIVE, of an organization that the caller is an active member of.',
  })
  enterpriseGroupId!: string;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'It is asked.' })
export class RequestAdmissionPayload extends Payload {
  @Field(() => DateTime, {
    nullable: true,
    description: 'Since when: of several times the first. Null when it was refused.',
  })
  requestedAt?: Date;
}

@ObjectType({
  simpleResolvers: true,
  description: 'Somebody who asks to be admitted to a group and is not in it. admitMember lets them in.',
})
export class AdmissionRequest {
  @Field(() => DateTime, { description: 'When they asked.' })
  requestedAt!: Date;

  @Field(() => Boolean, {
    description: 'Whether they had said no when the group moved, and have lifted that by asking.',
  })
  hadDeclined!: boolean;

  /** What the field resolvers read. */
  readonly row!: AdmissionRequestRow;
}

@ObjectType({ simpleResolvers: true, description: 'A request and its place.' })
export class AdmissionRequestEdge {
  @Field(() => String, { description: 'Where to read on.' })
  cursor!: () => string;

  @Field(() => AdmissionRequest, { description: 'The request.' })
  node!: AdmissionRequest;
}

@ObjectType({ simpleResolvers: true, description: 'Requests to be admitted, in a stable order.' })
export class AdmissionRequestConnection {
  @Field(() => [AdmissionRequestEdge], { description: 'The page.' })
  edges!: AdmissionRequestEdge[];

  @Field(() => PageInfo, { description: 'Where the page stands.' })
  pageInfo!: PageInfo;

  @Field(() => Int, { description: 'How many there are. Counted only when asked for.' })
  totalCount!: () => Promise<number>;
}

export function toAdmissionRequest(row: AdmissionRequestRow): AdmissionRequest {
  return make(AdmissionRequest, { requestedAt: row.askedAt, hadDeclined: row.declined, row });
}
