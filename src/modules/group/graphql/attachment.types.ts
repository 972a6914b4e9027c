import { Field, Float, Int, ObjectType } from 'type-graphql';
import { DateTime } from '#platform/graphql/date-time.js';
import { make } from '#platform/graphql/make.js';
import { PageInfo } from '#platform/graphql/relay.js';
import type { AttachmentRow, MissingRow } from '../data/attachments.js';
import { type MessageTypeName, messageTypeName } from '../domain/chatlab/format.js';
import { MessageType } from './group.enums.js';

@ObjectType({
  simpleResolvers: true,
  description:
    'The file that a message is about, by reference: the file itself is kept elsewhere, and its hash tells whether what is found there is it.',
})
export class MessageAttachment {
  @Field(() => String, {
    description: 'Where the file is kept, as the manifest says; at most 1,024 characters.',
  })
  reference!: string;

  @Field(() => String, { description: 'Its name, at most 255 characters.' })
  fileName!: string;

  @Field(() => Float, { description: 'Its size in bytes.' })
  bytes!: number;

  @Field(() => String, { description: 'The SHA-256 of its content, 64 lower-case hexadecimal digits.' })
  sha256!: string;
}

export const toAttachment = (row: AttachmentRow): MessageAttachment => make(MessageAttachment, row);

@ObjectType({
  simpleResolvers: true,
  description:
    'How many files the messages of a group are about: each image, voice message, video and file, and each sticker for which one was given.',
})
export class AttachmentSummary {
  @Field(() => Int, { description: '`present` plus `missing`.' })
  total!: number;

  @Field(() => Int, { description: 'Of which it is known which file it is.' })
  present!: number;

  @Field(() => Int, { description: 'Of which it is not: these are `missingAttachments`.' })
  missing!: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'A message that is about a file, of which it is not known which.',
})
export class MissingAttachment {
  @Field(() => Int, { description: 'The place of the message in the history, from 1.' })
  ordinal!: number;

  @Field(() => String, {
    nullable: true,
    description:
      'Its id on the platform, by which a manifest names it. Null where the export has none: then no manifest can.',
  })
  platformMessageId!: string | null;

  @Field(() => MessageType, { description: 'IMAGE, VOICE, VIDEO or FILE.' })
  type!: MessageTypeName;

  @Field(() => DateTime, { description: 'When it was sent.' })
  sentAt!: Date;
}

export function toMissing({ ordinal, platformMessageId, type, sentAt }: MissingRow): MissingAttachment {
  return make(MissingAttachment, { ordinal, platformMessageId, type: messageTypeName(type), sentAt });
}

@ObjectType({ simpleResolvers: true, description: 'A message without its file and its place.' })
export class MissingAttachmentEdge {
  @Field(() => String, { description: 'Where to read on.' })
  cursor!: () => string;

  @Field(() => MissingAttachment, { description: 'The message.' })
  node!: MissingAttachment;
}

@ObjectType({
  simpleResolvers: true,
  description: 'Messages without their files, in the order of the history.',
})
export class MissingAttachmentConnection {
  @Field(() => [MissingAttachmentEdge], { description: 'The page.' })
  edges!: MissingAttachmentEdge[];

  @Field(() => PageInfo, { description: 'Where the page stands.' })
  pageInfo!: PageInfo;

  @Field(() => Int, { description: 'How many there are. Counted only when asked for.' })
  totalCount!: () => Promise<number>;
}
