import { Arg, Args, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { ApiContext } from '#platform/graphql/context.js';
import { idCursor } from '#platform/graphql/cursors.js';
import { make } from '#platform/graphql/make.js';
import { connectionOf, localId, PageArgs, pageOf } from '#platform/graphql/relay.js';
import type { MandateState } from '../domain/mandate.js';
import { ownedSourceGroupCount, sourceGroups } from '../use-cases/source-groups.js';
import { UpgradeMandateState } from './mandate.types.js';
import { SourceGroupConnection, SourceGroupEdge, toSourceGroup } from './source-group.types.js';

@Resolver()
export class OwnedGroupsResolver {
  @Query(() => SourceGroupConnection, {
    description:
      'The groups that the caller owns: whose owner has the mobile of an account that the caller has activated. No role is needed.',
  })
  async sourceGroups(
    @Ctx() context: ApiContext,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('organizationId', () => ID, {
      nullable: true,
      description: 'Only those of this Organization; NOT_FOUND unless the caller is an active member of it.',
    })
    id?: string | null,
    @Arg('mandate', () => UpgradeMandateState, {
      nullable: true,
      description:
        "Only those whose owner's mandate is in this state: REQUESTED waits for the caller's word.",
    })
    state?: MandateState | null,
  ): Promise<SourceGroupConnection> {
    const page = pageOf(args);
    const filter = {
      organizationId: typeof id === 'string' ? localId('Organization', id) : undefined,
      mandate: state ?? undefined,
    };
    const slice = await context.ask(sourceGroups, { ...filter, first: page.first, after: idCursor(page) });
    const parts = connectionOf(slice, page, (row) => [row.id], toSourceGroup);
    const edges = parts.edges.map((edge) => make(SourceGroupEdge, edge));
    const totalCount = (): Promise<number> => context.ask(ownedSourceGroupCount, filter);
    return make(SourceGroupConnection, { edges, pageInfo: parts.pageInfo, totalCount });
  }
}
