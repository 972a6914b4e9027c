import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Member, toMember } from '#modules/directory/graphql/member.types.js';
import { memberLoader } from '#modules/directory/public.js';
import type { ApiContext } from '#platform/graphql/context.js';
import { deliveryNode } from '../use-cases/delivery-nodes.js';
import { Delivery, toDelivery } from './delivery.types.js';

@Resolver(() => Delivery)
export class DeliveryResolver {
  @FieldResolver(() => Member, {
    nullable: true,
    description: 'Whom it is for; null for somebody without an account.',
  })
  async member(@Ctx() context: ApiContext, @Root() { row }: Delivery): Promise<Member | null> {
    const member = row.memberId === null ? undefined : await context.load(memberLoader, row.memberId);
    return member ? toMember(member) : null;
  }
}

/** With the caller's rights; throws NOT_FOUND or FORBIDDEN where they have none. */
export async function readDelivery(context: ApiContext, id: string): Promise<Delivery> {
  return toDelivery(await context.ask(deliveryNode, { id }));
}
