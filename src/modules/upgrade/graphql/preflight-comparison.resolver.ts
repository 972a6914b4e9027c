import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { rosterEntryLoader } from '#modules/group/public.js';
import { RosterEntry, toRosterEntry } from '#modules/group/graphql/source-group.types.js';
import type { ApiContext } from '#platform/graphql/context.js';
import { numberCursor } from '#platform/graphql/cursors.js';
import { make } from '#platform/graphql/make.js';
import { sliceOf } from '#platform/db/page.js';
import { connectionOf, localId, PageArgs, pageOf } from '#platform/graphql/relay.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { type PreflightChangeKind as Kind, preflightChangeKinds } from '../domain/preflight.js';
import { compareUpgradePreflights } from '../use-cases/compare-upgrade-preflights.js';
import {
  PreflightChange,
  PreflightChangeConnection,
  PreflightChangeCount,
  toUpgradePreflight,
  UpgradePreflightComparison,
} from './saved-preflight.types.js';
import { PreflightChangeKind } from './upgrade.enums.js';

@Resolver(() => UpgradePreflightComparison)
export class PreflightComparisonResolver {
  @Query(() => UpgradePreflightComparison, {
    description:
      'What has changed since a saved preflight, until a later one or until now. Both must be of the same source group (BAD_USER_INPUT).',
  })
  async compareUpgradePreflights(
    @Ctx() context: ApiContext,
    @Arg('earlierId', () => ID, { description: 'An UpgradePreflight.' }) earlierId: string,
    @Arg('laterId', () => ID, {
      nullable: true,
      description: 'Another one of the same group; left out or null: what a start would do now.',
    })
    laterId?: string | null,
  ): Promise<UpgradePreflightComparison> {
    const { earlier, later, changes, more } = await context.ask(compareUpgradePreflights, {
      earlierId: localId('UpgradePreflight', earlierId),
      laterId: laterId == null ? undefined : localId('UpgradePreflight', laterId),
    });
    return make(UpgradePreflightComparison, {
      all: changes,
      earlier: toUpgradePreflight(earlier),
      later: later && toUpgradePreflight(later),
      moreTotal: more.total,
      moreEligible: more.eligible,
      moreBlocked: more.blocked,
      counts: preflightChangeKinds.flatMap((kind) => {
        const count = changes.filter((change) => change.kind === kind).length;
        return count > 0 ? [make(PreflightChangeCount, { kind, count })] : [];
      }),
    });
  }

  @FieldResolver(() => PreflightChangeConnection, {
    description: 'The changes, in roster order; who has left comes last.',
  })
  changes(
    @Root() root: UpgradePreflightComparison,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('kind', () => PreflightChangeKind, { nullable: true, description: 'Those of this kind alone.' })
    kind?: Kind | null,
  ): PreflightChangeConnection {
    const page = pageOf(args);
    const after = numberCursor(page) ?? 0;
    const numbered = root.all
      .filter((change) => kind == null || change.kind === kind)
      .map((change, index) => ({ change, place: index + 1 }));
    const slice = sliceOf(numbered.slice(after, after + page.first + 1), page.first);
    return make(PreflightChangeConnection, {
      ...connectionOf(
        slice,
        page,
        ({ place }) => [place],
        ({ change }) => make(PreflightChange, change),
      ),
      totalCount: numbered.length,
    });
  }
}

@Resolver(() => PreflightChange)
export class PreflightChangeResolver {
  @FieldResolver(() => RosterEntry, { description: 'The entry of the roster.' })
  async rosterEntry(@Root() root: PreflightChange, @Ctx() context: ApiContext): Promise<RosterEntry> {
    return toRosterEntry(orNotFound(await context.load(rosterEntryLoader, root.rosterEntryId)));
  }
}
