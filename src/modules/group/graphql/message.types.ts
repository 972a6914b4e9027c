import { Field, Int, ObjectType } from 'type-graphql';
import { DateTime } from '#platform/graphql/date-time.js';
import { make } from '#platform/graphql/make.js';
import { PageInfo } from '#platform/graphql/relay.js';
import type { HistoryView, MessageRow } from '../data/messages.js';
import type { MessageTypeName } from '../domain/chatlab/format.js';
import { shownSender, shownText } from '../domain/shown-message.js';
import { MessageType } from './group.enums.js';

@ObjectType({ simpleResolvers: true, description: 'Who sent a message.' })
export class MessageSender {
  @Field(() => Boolean, {
    description:
      'True when they are not in the enterprise group: then only the name of that time is shown, and nothing else of them.',
  })
  closed!: boolean;

  @Field(() => String, {
    description:
      'What they called themselves when they sent it, without control characters and direction overrides: the nickname in the group, else the account name, else the platform id, or — where they are closed. For those who were erased a pseudonym, the same throughout this history.',
  })
  displayName!: string;

  @Field(() => String, { nullable: true, description: 'Their id on the platform; null when closed.' })
  platformId!: string | null;

  /** What the field resolver reads. */
  readonly memberId!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'What a message answers.' })
export class MessageReply {
  @Field(() => String, { description: 'The platform id of the message that is answered.' })
  platformMessageId!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Its place in this history; null where it is not a part of what you see of it.',
  })
  ordinal!: number | null;

  /** What the field resolver reads. */
  readonly view!: HistoryView;
}

@ObjectType({ simpleResolvers: true, description: 'A message of a history.' })
export class Message {
  @Field(() => Int, { description: 'Its place in the history, from 1, without gaps. Never changes.' })
  ordinal!: number;

  @Field(() => String, { nullable: true, description: 'Its id on the platform, where the export has one.' })
  platformMessageId!: string | null;

  @Field(() => MessageSender, { description: 'Who sent it.' })
  sender!: MessageSender;

  @Field(() => DateTime, {
    description: 'When, to the second. Messages of one second stand in the order of the export.',
  })
  sentAt!: Date;

  @Field(() => MessageType, { description: 'What kind of message it is.' })
  type!: MessageTypeName;

  @Field(() => String, {
    nullable: true,
    description: 'Its text exactly as exported; null where it has none, and where it was recalled.',
  })
  content!: string | null;

  @Field(() => MessageReply, {
    nullable: true,
    description: 'What it answers; null when it answers nothing.',
  })
  replyTo!: MessageReply | null;

  @Field(() => Boolean, { description: 'Whether its sender took it back before it was exported.' })
  recalled!: boolean;

  /** What the resolvers of its attachment read. */
  readonly source!: { readonly conversationId: string; readonly type: number };
}

export function toMessage(row: MessageRow): Message {
  const { ordinal, platformMessageId, sentAt, replyTo, replyOrdinal, memberId, view } = row;
  return make(Message, {
    ordinal,
    platformMessageId,
    sender: make(MessageSender, { ...shownSender(row, view.conversationId), memberId }),
    sentAt,
    ...shownText(row),
    replyTo:
      replyTo === null
        ? null
        : make(MessageReply, { platformMessageId: replyTo, ordinal: replyOrdinal, view }),
    source: { conversationId: view.conversationId, type: row.type },
  });
}

@ObjectType({ simpleResolvers: true, description: 'A message and its place.' })
export class MessageEdge {
  @Field(() => String, { description: 'Where to read on.' })
  cursor!: () => string;

  @Field(() => Message, { description: 'The message.' })
  node!: Message;
}

@ObjectType({
  simpleResolvers: true,
  description: 'The history of a group, oldest import first, each in the order of its export.',
})
export class MessageConnection {
  @Field(() => [MessageEdge], { description: 'The page.' })
  edges!: MessageEdge[];

  @Field(() => PageInfo, { description: 'Where the page stands.' })
  pageInfo!: PageInfo;

  @Field(() => Int, { description: 'How many messages of it you see. Counted only when asked for.' })
  totalCount!: () => Promise<number>;
}
