import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Organization, toOrganization } from '#modules/organization/graphql/organization.types.js';
import { organizationLoader } from '#modules/organization/public.js';
import type { ApiContext } from '#platform/graphql/context.js';
import { idCursor } from '#platform/graphql/cursors.js';
import { make } from '#platform/graphql/make.js';
import { connectionOf, localId, PAGE_MAX, PageArgs, pageOf } from '#platform/graphql/relay.js';
import { toPayload } from '#platform/graphql/user-error.js';
import { badInput, orNotFound } from '#platform/use-case/failures.js';
import { deliveryLoader } from '../data/inbox.js';
import { markMessagesSeen } from '../use-cases/mark-messages-seen.js';
import { messageNode } from '../use-cases/delivery-nodes.js';
import { myMessageCount, myMessages } from '../use-cases/my-messages.js';
import {
  InboxMessage,
  InboxMessageConnection,
  MarkMessagesSeenInput,
  MarkMessagesSeenPayload,
  toInboxMessage,
} from './inbox.types.js';

@Resolver(() => InboxMessage)
export class InboxResolver {
  @Query(() => InboxMessageConnection, {
    description: 'What the caller was told in the product by the organizations they are an active member of.',
  })
  async myMessages(
    @Ctx() context: ApiContext,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('unseenOnly', () => Boolean, { nullable: true, description: 'Only those not opened yet.' })
    unseen?: boolean | null,
  ): Promise<InboxMessageConnection> {
    const page = pageOf(args);
    const unseenOnly = unseen ?? false;
    const slice = await context.ask(myMessages, { first: page.first, after: idCursor(page), unseenOnly });
    return make(InboxMessageConnection, {
      ...connectionOf(slice, page, (row) => [row.id], toInboxMessage),
      totalCount: () => context.ask(myMessageCount, { unseenOnly }),
      unseenCount: () => context.ask(myMessageCount, { unseenOnly: true }),
    });
  }

  @Mutation(() => MarkMessagesSeenPayload, {
    description: 'Says that the caller has opened messages. What they are about counts as seen too.',
  })
  async markMessagesSeen(
    @Ctx() context: ApiContext,
    @Arg('input', () => MarkMessagesSeenInput, { description: 'Which messages.' })
    input: MarkMessagesSeenInput,
  ): Promise<MarkMessagesSeenPayload> {
    if (input.messageIds.length === 0 || input.messageIds.length > PAGE_MAX)
      throw badInput(`1 to ${PAGE_MAX} ids.`);
    const messageIds = input.messageIds.map((id) => localId('InboxMessage', id));
    const result = await context.execute(markMessagesSeen, { ...input, messageIds });
    return toPayload(MarkMessagesSeenPayload, context.locale, result, async ({ messageIds: seen }) => ({
      messages: await Promise.all(
        seen.map(async (id) => toInboxMessage(orNotFound(await context.load(deliveryLoader, id)))),
      ),
    }));
  }

  @FieldResolver(() => Organization, { description: 'Who says it.' })
  async organization(@Ctx() context: ApiContext, @Root() { row }: InboxMessage): Promise<Organization> {
    return toOrganization(orNotFound(await context.load(organizationLoader, row.organizationId)));
  }
}

/** With the caller's rights; throws NOT_FOUND where it is not in their list. */
export async function readInboxMessage(context: ApiContext, id: string): Promise<InboxMessage> {
  return toInboxMessage(await context.ask(messageNode, { id }));
}
