import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { sliceOf } from '#platform/db/page.js';
import type { ApiContext } from '#platform/graphql/context.js';
import { numberCursor } from '#platform/graphql/cursors.js';
import { make } from '#platform/graphql/make.js';
import { connectionOf, PageArgs, pageOf } from '#platform/graphql/relay.js';
import { messageKey, messageLoader } from '../data/messages.js';
import { historyCountOfEnterpriseGroup, historyOfEnterpriseGroup } from '../use-cases/history.js';
import { searchCountOfHistory, searchHistory } from '../use-cases/search-history.js';
import { EnterpriseGroup } from './enterprise-group.types.js';
import { Message, MessageConnection, MessageEdge, MessageReply, toMessage } from './message.types.js';
import { MessageSearchConnection, MessageSearchEdge, toFound } from './search.types.js';

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

  @FieldResolver(() => MessageSearchConnection, {
    nullable: true,
    description:
      'The messages whose content holds all that is asked for, the newest first. For those who read the history, within what they read of it; null, with an error FORBIDDEN, for all others. What was recalled is not found. Of a very long message the first 16,000 words or characters are searched.',
  })
  async searchHistory(
    @Root() { row: group }: EnterpriseGroup,
    @Ctx() context: ApiContext,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('query', () => String, {
      description:
        'Words, all of which must be there, at most 16 and 200 characters. Words of Latin script and the like match whole, in any case, and as they are written: `meeting` does not find `meetings`, nor `cafe` `café`; one that ends with `*` matches what begins so. Chinese, Japanese, Korean and Thai match wherever the characters stand together; traditional and simplified forms are different characters, of which one does not find the other. "Quoted words" must follow each other. Full-width letters are letters, and emoji are words. BAD_USER_INPUT where there is no word in it.',
    })
    text: string,
  ): Promise<MessageSearchConnection> {
    const page = pageOf(args);
    const of = { enterpriseGroupId: group.id, text };
    const before = numberCursor(page);
    const { messages, phrases, ready } = await context.ask(searchHistory, {
      ...of,
      before,
      first: page.first,
    });
    const parts = connectionOf(
      sliceOf(messages, page.first),
      page,
      (row) => [row.ordinal],
      (row) => toFound(row, phrases),
    );
    const edges = parts.edges.map(({ cursor, node }) => make(MessageSearchEdge, { cursor, ...node }));
    const totalCount = (): Promise<number> => context.ask(searchCountOfHistory, of);
    return make(MessageSearchConnection, { edges, pageInfo: parts.pageInfo, totalCount, searchReady: ready });
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
