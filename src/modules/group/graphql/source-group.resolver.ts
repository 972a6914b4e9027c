import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { Organization } from '#modules/organization/graphql/organization.types.js';
import { sliceOf } from '#platform/db/page.js';
import type { ApiContext } from '#platform/graphql/context.js';
import { idCursor, numberCursor } from '#platform/graphql/cursors.js';
import { make } from '#platform/graphql/make.js';
import { connectionOf, localId, PageArgs, pageOf } from '#platform/graphql/relay.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { historyProofLoader } from '../data/conversations.js';
import { enterpriseGroupLoader } from '../data/enterprise-groups.js';
import { rosterEntryLoader } from '../data/roster.js';
import {
  rosterOfSourceGroup,
  sourceGroup,
  sourceGroupCountOfOrganization,
  sourceGroupsOfOrganization,
} from '../use-cases/source-group.js';
import { EnterpriseGroup, toEnterpriseGroup } from './enterprise-group.types.js';
import { HistoryProof } from './history-proof.types.js';
import {
  RosterEntry,
  RosterEntryConnection,
  RosterEntryEdge,
  SourceGroup,
  SourceGroupConnection,
  SourceGroupEdge,
  toRosterEntry,
  toSourceGroup,
} from './source-group.types.js';

@Resolver(() => SourceGroup)
export class SourceGroupResolver {
  @Query(() => SourceGroup, {
    description:
      "An imported group, for the organization's administrators of groups, its auditors and the group's owner.",
  })
  async sourceGroup(
    @Ctx() context: ApiContext,
    @Arg('id', () => ID, { description: 'The global id of a SourceGroup.' }) id: string,
  ): Promise<SourceGroup> {
    return readSourceGroup(context, localId('SourceGroup', id));
  }

  @FieldResolver(() => RosterEntry, {
    nullable: true,
    description: 'Who owns it; null while nobody on the roster is known to.',
  })
  async owner(@Root() { row }: SourceGroup, @Ctx() context: ApiContext): Promise<RosterEntry | null> {
    if (row.ownerEntryId === null) return null;
    return toRosterEntry(orNotFound(await context.load(rosterEntryLoader, row.ownerEntryId)));
  }

  @FieldResolver(() => EnterpriseGroup, {
    nullable: true,
    description: 'Who has taken over; null while it is LIVE.',
  })
  async successor(@Root() { row }: SourceGroup, @Ctx() context: ApiContext): Promise<EnterpriseGroup | null> {
    if (row.successorId === null) return null;
    return toEnterpriseGroup(orNotFound(await context.load(enterpriseGroupLoader, row.successorId)));
  }

  @FieldResolver(() => HistoryProof, { description: 'Of its messages, as at the last import.' })
  async historyProof(@Root() { row }: SourceGroup, @Ctx() context: ApiContext): Promise<HistoryProof> {
    return readHistoryProof(context, row.conversationId);
  }

  @FieldResolver(() => RosterEntryConnection, {
    description: 'Who is in it; those who have left are not among them.',
  })
  async roster(
    @Root() { row: group }: SourceGroup,
    @Ctx() context: ApiContext,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<RosterEntryConnection> {
    const page = pageOf(args);
    const rows = await context.ask(rosterOfSourceGroup, {
      group,
      after: numberCursor(page),
      first: page.first,
    });
    const parts = connectionOf(sliceOf(rows, page.first), page, (row) => [row.position], toRosterEntry);
    const edges = parts.edges.map((edge) => make(RosterEntryEdge, edge));
    return make(RosterEntryConnection, { edges, pageInfo: parts.pageInfo, totalCount: group.memberCount });
  }
}

@Resolver(() => Organization)
export class OrganizationGroupsResolver {
  @FieldResolver(() => SourceGroupConnection, {
    nullable: true,
    description:
      'The groups that were imported. Null, with an error FORBIDDEN, for those who may not read groups.',
  })
  async sourceGroups(
    @Root() organization: Organization,
    @Ctx() context: ApiContext,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<SourceGroupConnection> {
    const page = pageOf(args);
    const organizationId = localId('Organization', organization.id);
    const rows = await context.ask(sourceGroupsOfOrganization, {
      organizationId,
      after: idCursor(page),
      first: page.first,
    });
    const parts = connectionOf(sliceOf(rows, page.first), page, (row) => [row.id], toSourceGroup);
    const edges = parts.edges.map((edge) => make(SourceGroupEdge, edge));
    const totalCount = (): Promise<number> => context.ask(sourceGroupCountOfOrganization, { organizationId });
    return make(SourceGroupConnection, { edges, pageInfo: parts.pageInfo, totalCount });
  }
}

/** With the caller's rights; throws NOT_FOUND or FORBIDDEN where they have none. */
export async function readSourceGroup(context: ApiContext, sourceGroupId: string): Promise<SourceGroup> {
  return toSourceGroup(await context.ask(sourceGroup, { sourceGroupId }));
}

export async function readHistoryProof(context: ApiContext, conversationId: string): Promise<HistoryProof> {
  const { messageCount, digest } = orNotFound(await context.load(historyProofLoader, conversationId));
  return make(HistoryProof, { messageCount, digest });
}
