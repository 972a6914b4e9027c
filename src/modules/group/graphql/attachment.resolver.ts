import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { ApiContext } from '#platform/graphql/context.js';
import { numberCursor } from '#platform/graphql/cursors.js';
import { make } from '#platform/graphql/make.js';
import { connectionOf, PageArgs, pageOf } from '#platform/graphql/relay.js';
import { orNotFound } from '#platform/use-case/failures.js';
import {
  attachmentCountLoader,
  type AttachmentCounts,
  attachmentKey,
  attachmentLoader,
  type AttachmentRow,
} from '../data/attachments.js';
import { needsAttachment } from '../domain/attachment.js';
import { missingAttachmentsOfSourceGroup } from '../use-cases/attachments.js';
import {
  AttachmentSummary,
  MessageAttachment,
  MissingAttachmentConnection,
  MissingAttachmentEdge,
  toAttachment,
  toMissing,
} from './attachment.types.js';
import { Message } from './message.types.js';
import { SourceGroup } from './source-group.types.js';

@Resolver(() => SourceGroup)
export class SourceGroupAttachmentsResolver {
  @FieldResolver(() => AttachmentSummary, {
    description: 'How many files its messages are about, and of how many it is known which.',
  })
  async attachmentSummary(
    @Root() { row }: SourceGroup,
    @Ctx() context: ApiContext,
  ): Promise<AttachmentSummary> {
    const { present, missing } = await countsOf(context, row.conversationId);
    return make(AttachmentSummary, { total: present + missing, present, missing });
  }

  @FieldResolver(() => MissingAttachmentConnection, {
    description:
      'The messages that are about a file, of which it is not known which; what else they say is for the members of the enterprise group. importSourceGroupAttachments gives them.',
  })
  async missingAttachments(
    @Root() { row: group }: SourceGroup,
    @Ctx() context: ApiContext,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<MissingAttachmentConnection> {
    const page = pageOf(args);
    const slice = await context.ask(missingAttachmentsOfSourceGroup, {
      group,
      first: page.first,
      after: numberCursor(page) ?? 0,
    });
    const parts = connectionOf(slice, page, (row) => [row.ordinal], toMissing);
    const edges = parts.edges.map((edge) => make(MissingAttachmentEdge, edge));
    const totalCount = async (): Promise<number> => (await countsOf(context, group.conversationId)).missing;
    return make(MissingAttachmentConnection, { edges, pageInfo: parts.pageInfo, totalCount });
  }
}

@Resolver(() => Message)
export class MessageAttachmentResolver {
  @FieldResolver(() => MessageAttachment, {
    nullable: true,
    description: 'The file that it is about; null where it is about none, and where it is not known which.',
  })
  async attachment(@Root() message: Message, @Ctx() context: ApiContext): Promise<MessageAttachment | null> {
    const row = await fileOf(context, message);
    return row ? toAttachment(row) : null;
  }

  @FieldResolver(() => Boolean, {
    description:
      'True for an image, a voice message, a video or a file of which it is not known which file it is.',
  })
  async attachmentMissing(@Root() message: Message, @Ctx() context: ApiContext): Promise<boolean> {
    return needsAttachment(message.source.type) && (await fileOf(context, message)) === undefined;
  }
}

function fileOf(context: ApiContext, { ordinal, source }: Message): Promise<AttachmentRow | undefined> {
  return context.load(attachmentLoader, attachmentKey(source.conversationId, ordinal));
}

async function countsOf(context: ApiContext, conversationId: string): Promise<AttachmentCounts> {
  return orNotFound(await context.load(attachmentCountLoader, conversationId));
}
