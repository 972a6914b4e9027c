import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Member, toMember } from '#modules/directory/graphql/member.types.js';
import { memberLoader } from '#modules/directory/public.js';
import type { ApiContext } from '#platform/graphql/context.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { EnterpriseGroupMember } from './enterprise-group.types.js';
import { MessageSender } from './message.types.js';

@Resolver(() => EnterpriseGroupMember)
export class EnterpriseGroupMemberResolver {
  @FieldResolver(() => Member, {
    description:
      'Their account. Where none is theirs any more, the one with which they came in: see `standing`, for it may be somebody else’s now.',
  })
  async member(@Root() { row }: EnterpriseGroupMember, @Ctx() context: ApiContext): Promise<Member> {
    return toMember(orNotFound(await context.load(memberLoader, row.memberId)));
  }
}

@Resolver(() => MessageSender)
export class MessageSenderResolver {
  @FieldResolver(() => Member, {
    nullable: true,
    description: 'Their account, if they are in the enterprise group and one is theirs.',
  })
  async member(@Root() { memberId }: MessageSender, @Ctx() context: ApiContext): Promise<Member | null> {
    return memberId === null ? null : toMember(orNotFound(await context.load(memberLoader, memberId)));
  }
}
