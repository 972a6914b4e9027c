import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { SourceGroup } from '#modules/group/graphql/source-group.types.js';
import { sliceOf } from '#platform/db/page.js';
import type { ApiContext } from '#platform/graphql/context.js';
import { idCursor } from '#platform/graphql/cursors.js';
import { make } from '#platform/graphql/make.js';
import { connectionOf, PageArgs, pageOf } from '#platform/graphql/relay.js';
import {
  openUpgradeOfGroupLoader,
  upgradeCountOfGroupLoader,
  upgradesOfGroupKey,
  upgradesOfGroupLoader,
} from '../data/upgrades-of-groups.js';
import {
  SourceGroupUpgrade,
  SourceGroupUpgradeConnection,
  SourceGroupUpgradeEdge,
  toSourceGroupUpgrade,
} from './source-group-upgrade.types.js';

/** Whoever has got hold of a SourceGroup may read it, and these numbers with it: no further right is asked for. */
@Resolver(() => SourceGroup)
export class SourceGroupUpgradesResolver {
  @FieldResolver(() => SourceGroupUpgrade, {
    nullable: true,
    description: 'The upgrade that is open; null when none is.',
  })
  async openUpgrade(
    @Root() { row }: SourceGroup,
    @Ctx() context: ApiContext,
  ): Promise<SourceGroupUpgrade | null> {
    const open = await context.load(openUpgradeOfGroupLoader, row.id);
    return open ? toSourceGroupUpgrade(open) : null;
  }

  @FieldResolver(() => SourceGroupUpgradeConnection, {
    description: 'All its upgrades, open and past, the newest first.',
  })
  async upgrades(
    @Root() { row: group }: SourceGroup,
    @Ctx() context: ApiContext,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<SourceGroupUpgradeConnection> {
    const page = pageOf(args);
    const key = upgradesOfGroupKey(group.id, { after: idCursor(page), limit: page.first + 1 });
    const rows = (await context.load(upgradesOfGroupLoader, key)) ?? [];
    const parts = connectionOf(sliceOf(rows, page.first), page, (row) => [row.id], toSourceGroupUpgrade);
    const edges = parts.edges.map((edge) => make(SourceGroupUpgradeEdge, edge));
    const totalCount = async (): Promise<number> =>
      (await context.load(upgradeCountOfGroupLoader, group.id)) ?? 0;
    return make(SourceGroupUpgradeConnection, { edges, pageInfo: parts.pageInfo, totalCount });
  }
}
