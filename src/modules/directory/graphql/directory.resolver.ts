import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Organization } from '#modules/organization/graphql/organization.types.js';
import { type Page, sliceOf } from '#platform/db/page.js';
import type { ApiContext } from '#platform/graphql/context.js';
import { make } from '#platform/graphql/make.js';
import { connectionOf, localId, PageArgs, pageOf } from '#platform/graphql/relay.js';
import type { MemberRow } from '../data/member-queries.js';
import { ownMemberKey, ownMemberLoader } from '../data/member-queries.js';
import {
  departmentCountOfOrganization,
  departmentsOfOrganization,
  memberCountOfOrganization,
  membersOfOrganization,
} from '../use-cases/directory-lists.js';
import { viewerMembershipCount, viewerMemberships } from '../use-cases/viewer-memberships.js';
import { idCursor } from '#platform/graphql/cursors.js';
import { departmentCursor } from './cursor.js';
import { DepartmentConnection, DepartmentEdge, toDepartment } from './department.types.js';
import { MembersArgs } from './member.inputs.js';
import { Member, MemberConnection, MemberEdge, toMember } from './member.types.js';

/** The directory of an organization, and where a person stands in such. */
@Resolver(() => Organization)
export class DirectoryResolver {
  @Query(() => MemberConnection, {
    description: "The caller's own active accounts: the organizations they work in.",
  })
  async viewerMemberships(
    @Ctx() context: ApiContext,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<MemberConnection> {
    const page = pageOf(args);
    const rows = await context.ask(viewerMemberships, { first: page.first, after: idCursor(page) });
    return members(rows, page, () => context.ask(viewerMembershipCount, {}));
  }

  @FieldResolver(() => DepartmentConnection, { description: 'All departments, for its active members.' })
  async departments(
    @Ctx() context: ApiContext,
    @Root() organization: Organization,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<DepartmentConnection> {
    const organizationId = localId('Organization', organization.id);
    const page = pageOf(args);
    const after = departmentCursor(page);
    const rows = await context.ask(departmentsOfOrganization, { organizationId, first: page.first, after });
    const slice = sliceOf(rows, page.first);
    const { edges, pageInfo } = connectionOf(slice, page, (row) => [row.depth, row.id], toDepartment);
    return make(DepartmentConnection, {
      edges: edges.map((edge) => make(DepartmentEdge, edge)),
      pageInfo,
      totalCount: () => context.ask(departmentCountOfOrganization, { organizationId }),
    });
  }

  @FieldResolver(() => MemberConnection, { description: 'The accounts, for its active members.' })
  async members(
    @Ctx() context: ApiContext,
    @Root() organization: Organization,
    @Args(() => MembersArgs) args: MembersArgs,
  ): Promise<MemberConnection> {
    const page = pageOf(args);
    const search = {
      organizationId: localId('Organization', organization.id),
      departmentId: args.departmentId ? localId('Department', args.departmentId) : undefined,
      status: args.status ?? undefined,
      query: args.query ?? undefined,
    };
    const rows = await context.ask(membersOfOrganization, {
      ...search,
      first: page.first,
      after: idCursor(page),
    });
    return members(rows, page, () => context.ask(memberCountOfOrganization, search));
  }

  @FieldResolver(() => Member, {
    nullable: true,
    description: "The caller's own active account there; null without one.",
  })
  async viewerMember(@Ctx() context: ApiContext, @Root() organization: Organization): Promise<Member | null> {
    if (!context.viewer) return null;
    const key = ownMemberKey(context.viewer.personId, localId('Organization', organization.id));
    const own = await context.load(ownMemberLoader, key);
    return own ? toMember(own) : null;
  }
}

function members(
  rows: readonly MemberRow[],
  page: Page,
  totalCount: () => Promise<number>,
): MemberConnection {
  const { edges, pageInfo } = connectionOf(sliceOf(rows, page.first), page, (row) => [row.id], toMember);
  return make(MemberConnection, { edges: edges.map((edge) => make(MemberEdge, edge)), pageInfo, totalCount });
}
