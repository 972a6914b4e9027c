import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { DeliveryConnection } from '#modules/delivery/graphql/delivery.types.js';
import { SourceGroup } from '#modules/group/graphql/source-group.types.js';
import type { ApiContext } from '#platform/graphql/context.js';
import { PageArgs } from '#platform/graphql/relay.js';
import { topicDeliveries } from './topic-deliveries.js';

@Resolver(() => SourceGroup)
export class OwnerMessagesResolver {
  @FieldResolver(() => DeliveryConnection, {
    nullable: true,
    description:
      'What its owner was asked for or told of, and what those were told who asked, with what became of each message, the oldest first. A message about several groups stands with the first of them. Null for all but those who read upgrades.',
  })
  async ownerMessages(
    @Root() { row }: SourceGroup,
    @Ctx() context: ApiContext,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<DeliveryConnection | null> {
    const { id, organizationId } = row;
    return topicDeliveries(context, { type: 'SourceGroup', id, organizationId }, args);
  }
}
