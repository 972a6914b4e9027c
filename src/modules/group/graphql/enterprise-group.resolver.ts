import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { Organization, toOrganization } from '#modules/organization/graphql/organization.types.js';
import { organizationLoader } from '#modules/organization/public.js';
import { sliceOf } from '#platform/db/page.js';
import type { ApiContext } from '#platform/graphql/context.js';
import { idCursor } from '#platform/graphql/cursors.js';
import { make } from '#platform/graphql/make.js';
import { connectionOf, localId, PageArgs, pageOf } from '#platform/graphql/relay.js';
import { Failure, orNotFound } from '#platform/use-case/failures.js';
import {
  enterpriseGroup,
  memberCountOfEnterpriseGroup,
  membersOfEnterpriseGroup,
} from '../use-cases/enterprise-group.js';
import {
  EnterpriseGroup,
  EnterpriseGroupMemberConnection,
  EnterpriseGroupMemberEdge,
  toEnterpriseGroup,
  toGroupMember,
} from './enterprise-group.types.js';
import { HistoryProof } from './history-proof.types.js';
import { readHistoryProof, readSourceGroup } from './source-group.resolver.js';
import { SourceGroup } from './source-group.types.js';

@Resolver(() => EnterpriseGroup)
export class EnterpriseGroupResolver {
  @Query(() => EnterpriseGroup, {
    description: 'A group of an organization that the caller is an active member of.',
  })
  async enterpriseGroup(
    @Ctx() context: ApiContext,
    @Arg('id', () => ID, { description: 'The global id of an EnterpriseGroup.' }) id: string,
  ): Promise<EnterpriseGroup> {
    return readEnterpriseGroup(context, localId('EnterpriseGroup', id));
  }

  @FieldResolver(() => Organization, { description: 'Whose group it is.' })
  async organization(@Root() { row }: EnterpriseGroup, @Ctx() context: ApiContext): Promise<Organization> {
    return toOrganization(orNotFound(await context.load(organizationLoader, row.organizationId)));
  }

  @FieldResolver(() => SourceGroup, {
    nullable: true,
    description: "The group that it comes from; null unless you may read the organization's source groups.",
  })
  async predecessor(
    @Root() { row }: EnterpriseGroup,
    @Ctx() context: ApiContext,
  ): Promise<SourceGroup | null> {
    try {
      return await readSourceGroup(context, row.sourceGroupId);
    } catch (error) {
      if (error instanceof Failure && error.code === 'FORBIDDEN') return null;
      throw error;
    }
  }

  @FieldResolver(() => HistoryProof, { description: 'Of the history that it has taken over, or will.' })
  async historyProof(@Root() { row }: EnterpriseGroup, @Ctx() context: ApiContext): Promise<HistoryProof> {
    return readHistoryProof(context, row.conversationId);
  }

  @FieldResolver(() => EnterpriseGroupMemberConnection, {
    description: 'Who is in it, also those whose place rests (see `standing`). Nobody before it is ACTIVE.',
  })
  async members(
    @Root() { row: group }: EnterpriseGroup,
    @Ctx() context: ApiContext,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<EnterpriseGroupMemberConnection> {
    const page = pageOf(args);
    const of = { enterpriseGroupId: group.id };
    const rows = await context.ask(membersOfEnterpriseGroup, {
      ...of,
      after: idCursor(page),
      first: page.first,
    });
    const parts = connectionOf(sliceOf(rows, page.first), page, (row) => [row.id], toGroupMember);
    const edges = parts.edges.map((edge) => make(EnterpriseGroupMemberEdge, edge));
    const totalCount = (): Promise<number> => context.ask(memberCountOfEnterpriseGroup, of);
    return make(EnterpriseGroupMemberConnection, { edges, pageInfo: parts.pageInfo, totalCount });
  }
}

/** With the caller's rights; throws NOT_FOUND where they have none. */
export async function readEnterpriseGroup(
  context: ApiContext,
  enterpriseGroupId: string,
): Promise<EnterpriseGroup> {
  return toEnterpriseGroup(await context.ask(enterpriseGroup, { enterpriseGroupId }));
}
