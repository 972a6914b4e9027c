import { Field, Int, ObjectType } from 'type-graphql';
import { DateTime } from '#platform/graphql/date-time.js';
import { make } from '#platform/graphql/make.js';
import { globalId, Node, PageInfo } from '#platform/graphql/relay.js';
import type { DeliveryRow } from '../data/delivery-rows.js';
import { DeliveryChannel, DeliveryFailure, DeliveryState } from './delivery-states.types.js';

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'One message to one person through one channel.',
})
export class Delivery extends Node {
  readonly row!: DeliveryRow;

  @Field(() => String, {
    description:
      'What it says: INVITED, ASKED_AGAIN, NOTICE_CHANGED, UNBLOCKED, REOPENED, EXPIRES_SOON, EXTENDED, SIGN_IN, NO_ACCOUNT, REMINDER or ESCALATION while people are asked; CLOSED_EARLY or REMOVED when a question is over before its time; JOINED, LEFT_OUT (why, and what can be done) or CANCELLED when its upgrade is over; ADMITTED to a group afterwards; MANDATE_REQUESTED, MANDATE_GRANTED, MANDATE_REFUSED or UPGRADE_AWAITS_OWNER about a SourceGroup. New ones may come.',
  })
  kind!: string;

  @Field(() => String, {
    description:
      'The language it is written in, en or zh-CN: the one in which its reader last read a text that they were asked to agree to; before that, the one of the organization’s region.',
  })
  language!: string;

  @Field(() => DeliveryChannel, { description: 'The way it takes.' })
  channel!: string;

  @Field(() => DeliveryState, { description: 'Where it stands.' })
  state!: string;

  @Field(() => DeliveryFailure, { nullable: true, description: 'Why it failed; null unless FAILED.' })
  failure!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'What the other server said at the last attempt that did not succeed, at most 300 characters.',
  })
  failureDetail!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The address it went to, masked; null before it was sent, and in the product.',
  })
  sentTo!: string | null;

  @Field(() => Int, { description: 'How many times it was tried.' })
  attempts!: number;

  @Field(() => DateTime, {
    description: 'It is not sent before this: the end of the quiet hours, or the time of the next attempt.',
  })
  notBefore!: Date;

  @Field(() => DateTime, { description: 'When it was queued.' })
  queuedAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it was taken over; null before.' })
  sentAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it arrived, where that is known.' })
  deliveredAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was opened; null before.' })
  seenAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it failed or was cancelled; else null.' })
  endedAt!: Date | null;
}

@ObjectType({ simpleResolvers: true, description: 'A delivery and its place.' })
export class DeliveryEdge {
  @Field(() => String, { description: 'Its place in the connection.' })
  cursor!: () => string;

  @Field(() => Delivery, { description: 'The delivery.' })
  node!: Delivery;
}

@ObjectType({ simpleResolvers: true, description: 'Deliveries, the oldest first.' })
export class DeliveryConnection {
  @Field(() => [DeliveryEdge], { description: 'The page.' })
  edges!: DeliveryEdge[];

  @Field(() => PageInfo, { description: 'Where the page stands.' })
  pageInfo!: PageInfo;

  @Field(() => Int, { description: 'How many there are in all.' })
  totalCount!: () => Promise<number>;
}

export function toDelivery(row: DeliveryRow): Delivery {
  const { kind, language, channel, state, failure, failureDetail, sentTo, attempts } = row;
  const { notBefore, queuedAt, sentAt, deliveredAt, seenAt, endedAt } = row;
  return make(Delivery, {
    id: globalId('Delivery', row.id),
    row,
    kind,
    language,
    channel,
    state,
    failure,
    failureDetail,
    sentTo,
    attempts,
    notBefore,
    queuedAt,
    sentAt,
    deliveredAt,
    seenAt,
    endedAt,
  });
}
