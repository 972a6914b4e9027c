import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DateTime } from '#platform/graphql/date-time.js';
import { make } from '#platform/graphql/make.js';
import { MutationInput } from '#platform/graphql/mutation-input.js';
import { globalId, Node, PageInfo } from '#platform/graphql/relay.js';
import { Payload } from '#platform/graphql/user-error.js';
import type { DeliveryRow } from '../data/delivery-rows.js';

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: "A message in a person's list. Only that person sees it, whoever gets their account later.",
})
export class InboxMessage extends Node {
  readonly row!: DeliveryRow;

  @Field(() => String, { description: 'What it says, as the `kind` of a Delivery.' })
  kind!: string;

  @Field(() => String, { description: 'The language it is written in: en or zh-CN.' })
  language!: string;

  @Field(() => String, { description: 'One line.' })
  title!: string;

  @Field(() => String, { description: 'Plain text, in lines.' })
  text!: string;

  @Field(() => ID, { description: 'What it is about: an Invitation or a SourceGroup. `node` reads it.' })
  topicId!: string;

  @Field(() => DateTime, { description: 'When it came.' })
  receivedAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it was opened; null before.' })
  seenAt!: Date | null;
}

@ObjectType({ simpleResolvers: true, description: 'A message and its place.' })
export class InboxMessageEdge {
  @Field(() => String, { description: 'Its place in the connection.' })
  cursor!: () => string;

  @Field(() => InboxMessage, { description: 'The message.' })
  node!: InboxMessage;
}

@ObjectType({ simpleResolvers: true, description: 'Messages, the newest first.' })
export class InboxMessageConnection {
  @Field(() => [InboxMessageEdge], { description: 'The page.' })
  edges!: InboxMessageEdge[];

  @Field(() => PageInfo, { description: 'Where the page stands.' })
  pageInfo!: PageInfo;

  @Field(() => Int, { description: 'How many there are in all, of those that were asked for.' })
  totalCount!: () => Promise<number>;

  @Field(() => Int, { description: 'How many have not been opened, whatever was asked for.' })
  unseenCount!: () => Promise<number>;
}

@InputType({ description: 'Which messages were opened.' })
export class MarkMessagesSeenInput extends MutationInput {
  @Field(() => [ID], { description: "1 to 100 InboxMessages of the caller's list." })
  messageIds!: string[];
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'The messages, opened.' })
export class MarkMessagesSeenPayload extends Payload {
  @Field(() => [InboxMessage], { nullable: true, description: 'Null when it was refused.' })
  messages?: InboxMessage[];
}

export function toInboxMessage(row: DeliveryRow): InboxMessage {
  const { kind, language, title, body, topicType, topicId, queuedAt, seenAt } = row;
  return make(InboxMessage, {
    id: globalId('InboxMessage', row.id),
    row,
    kind,
    language,
    title,
    text: body,
    topicId: globalId(topicType, topicId),
    receivedAt: queuedAt,
    seenAt,
  });
}
