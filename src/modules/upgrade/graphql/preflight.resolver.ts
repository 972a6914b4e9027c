import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { rosterEntryLoader } from '#modules/group/public.js';
import { RosterEntry, toRosterEntry } from '#modules/group/graphql/source-group.types.js';
import type { ApiContext } from '#platform/graphql/context.js';
import { numberCursor } from '#platform/graphql/cursors.js';
import { make } from '#platform/graphql/make.js';
import { sliceOf } from '#platform/db/page.js';
import { connectionOf, globalId, localId, PageArgs, pageOf } from '#platform/graphql/relay.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { cureActions } from '../domain/cure-actions.js';
import type { PreflightEntry as Entry } from '../domain/preflight.js';
import { type BlockedReason, cureOf } from '../domain/states.js';
import { groupUpgradePreflight } from '../use-cases/group-upgrade-preflight.js';
import {
  CureAction,
  GroupUpgradePreflight,
  PreflightEntry,
  PreflightEntryConnection,
} from './preflight.types.js';
import { toPreflight } from './to-preflight.js';
import { toBlockedCount } from './progress.resolver.js';
import { BlockedCount } from './upgrade.types.js';

@Resolver(() => GroupUpgradePreflight)
export class PreflightResolver {
  @Query(() => GroupUpgradePreflight, {
    description: 'What a start of an upgrade would do now, entry by entry.',
  })
  async groupUpgradePreflight(
    @Ctx() context: ApiContext,
    @Arg('sourceGroupId', () => ID, { description: 'A SourceGroup.' }) id: string,
  ): Promise<GroupUpgradePreflight> {
    const sourceGroupId = localId('SourceGroup', id);
    return toPreflight(context, await context.ask(groupUpgradePreflight, { sourceGroupId }));
  }

  @FieldResolver(() => [BlockedCount], { description: 'Those who could not answer, by reason, most first.' })
  async blocked(@Root() root: GroupUpgradePreflight): Promise<BlockedCount[]> {
    const counts = new Map<BlockedReason, number>();
    for (const { hindrance } of await root.readEntries()) {
      if (hindrance !== null) counts.set(hindrance, (counts.get(hindrance) ?? 0) + 1);
    }
    return [...counts]
      .toSorted((a, b) => b[1] - a[1])
      .map(([reason, count]) => toBlockedCount(reason, count));
  }

  @FieldResolver(() => PreflightEntryConnection, { description: 'The entries, in roster order.' })
  async entries(
    @Root() root: GroupUpgradePreflight,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<PreflightEntryConnection> {
    const page = pageOf(args);
    const after = numberCursor(page) ?? 0;
    const all = await root.readEntries();
    const from = all.findIndex(({ position }) => position > after);
    const slice = sliceOf(from < 0 ? [] : all.slice(from, from + page.first + 1), page.first);
    return make(PreflightEntryConnection, {
      ...connectionOf(
        slice,
        page,
        ({ position }) => [position],
        (entry) => toEntry(entry, root),
      ),
      totalCount: all.length,
    });
  }
}

type Where = Pick<GroupUpgradePreflight, 'organizationId' | 'sourceGroupId'>;

function toEntry(entry: Entry, where: Where): PreflightEntry {
  const { rosterEntryId, hindrance } = entry;
  return make(PreflightEntry, {
    rosterEntryId,
    eligible: hindrance === null,
    blockedReason: hindrance,
    cure: hindrance === null ? null : cureOf[hindrance],
    action: hindrance === null ? null : toAction(hindrance, entry, where),
  });
}

function toAction(hindrance: BlockedReason, { memberId }: Entry, where: Where): CureAction {
  const { mutation, about } = cureActions[cureOf[hindrance]];
  return make(CureAction, {
    mutation,
    organizationId: about.includes('organization') ? globalId('Organization', where.organizationId) : null,
    sourceGroupId: about.includes('sourceGroup') ? globalId('SourceGroup', where.sourceGroupId) : null,
    memberId: about.includes('member') && memberId !== null ? globalId('Member', memberId) : null,
  });
}

@Resolver(() => PreflightEntry)
export class PreflightEntryResolver {
  @FieldResolver(() => RosterEntry, { description: 'The entry of the roster.' })
  async rosterEntry(@Root() root: PreflightEntry, @Ctx() context: ApiContext): Promise<RosterEntry> {
    return toRosterEntry(orNotFound(await context.load(rosterEntryLoader, root.rosterEntryId)));
  }
}
