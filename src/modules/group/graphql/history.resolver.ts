import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { sliceOf } from '#platform/db/page.js';
import type { ApiContext } from '#platform/graphql/context.js';
import { numberCursor } from '#platform/graphql/cursors.js';
import { make } from '#platform/graphql/make.js';
import { connectionOf, PageArgs, pageOf } from '#platform/graphql/relay.js';
import { messageKey, messageLoader } from '../data/messages.js';
import { historyCountOfEnterpriseGroup, historyOfEnterpriseGroup } from '../use-cases/history.js';
import { EnterpriseGroup } from './enterprise-group.types.js';
import { Message, MessageConnection, MessageEdge, MessageReply, toMessage } from './message.types.js';

@Resolver(() => EnterpriseGroup)
export class EnterpriseGroupHistoryResolver {
  @FieldResolver(() => MessageConnection, {
    nullable: true,
    description:
      'What was said, from the first message on; for those who were admitted later, from where the organization lets them begin. For those who are in the group with an account that is active; null, with an error FORBIDDEN, for all others of the organization, its administrators among them.',
  })
  async history(
    @Root() { row: group }: EnterpriseGroup,
    @Ctx() context: ApiContext,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<MessageConnection> {
    const page = pageOf(args);
    const of = { enterpriseGroupId: group.id };
    const rows = await context.ask(historyOfEnterpriseGroup, {
      ...of,
      after: numberCursor(page) ?? 0,
      first: page.first,
    });
    const parts = connectionOf(sliceOf(rows, page.first), page, (row) => [row.ordinal], toMessage);
    const edges = parts.edges.map((edge) => make(MessageEdge, edge));
    const totalCount = (): Promise<number> => context.ask(historyCountOfEnterpriseGroup, of);
    return make(MessageConnection, { edges, pageInfo: parts.pageInfo, totalCount });
  }
}

@Resolver(() => MessageReply)
export class MessageReplyResolver {
  @FieldResolver(() => Message, {
    nullable: true,
    description: 'The message itself; null where it is not a part of what you see of this history.',
  })
  async message(
    @Root() { ordinal, view }: MessageReply,
    @Ctx() context: ApiContext,
  ): Promise<Message | null> {
    if (ordinal === null) return null;
    const row = await context.load(messageLoader, messageKey(view, ordinal));
    return row ? toMessage(row) : null;
  }
}
