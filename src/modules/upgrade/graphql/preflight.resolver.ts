import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { rosterEntryLoader } from '#modules/group/public.js';
import { RosterEntry, toRosterEntry } from '#modules/group/graphql/source-group.types.js';
import type { ApiContext } from '#platform/graphql/context.js';
import { numberCursor } from '#platform/graphql/cursors.js';
import { make } from '#platform/graphql/make.js';
import { sliceOf } from '#platform/db/page.js';
import { connectionOf, localId, PageArgs, pageOf } from '#platform/graphql/relay.js';
import { orNotFound } from '#platform/use-case/failures.js';
import type { PlannedInvitation } from '../data/plan.js';
import type { BlockedReason } from '../domain/states.js';
import { groupUpgradePreflight } from '../use-cases/group-upgrade-preflight.js';
import { GroupUpgradePreflight, PreflightEntry, PreflightEntryConnection } from './preflight.types.js';
import { toBlockedCount } from './progress.resolver.js';
import { cureForBlocked } from './invitation.types.js';

@Resolver(() => GroupUpgradePreflight)
export class PreflightResolver {
  @Query(() => GroupUpgradePreflight, {
    description: 'What a start of an upgrade would do now, entry by entry.',
  })
  async groupUpgradePreflight(
    @Ctx() context: ApiContext,
    @Arg('sourceGroupId', () => ID, { description: 'A SourceGroup.' }) id: string,
  ): Promise<GroupUpgradePreflight> {
    const preflight = await context.ask(groupUpgradePreflight, { sourceGroupId: localId('SourceGroup', id) });
    const { invitations, obstacle } = preflight;
    const blocked = new Map<BlockedReason, number>();
    for (const { hindrance } of invitations) {
      if (hindrance !== null) blocked.set(hindrance, (blocked.get(hindrance) ?? 0) + 1);
    }
    return make(GroupUpgradePreflight, {
      invitations,
      obstacle,
      total: invitations.length,
      eligible: invitations.filter(({ hindrance }) => hindrance === null).length,
      blocked: [...blocked]
        .toSorted((a, b) => b[1] - a[1])
        .map(([reason, count]) => toBlockedCount(reason, count)),
    });
  }

  @FieldResolver(() => PreflightEntryConnection, { description: 'The entries, in roster order.' })
  entries(
    @Root() root: GroupUpgradePreflight,
    @Args(() => PageArgs) args: PageArgs,
  ): PreflightEntryConnection {
    const page = pageOf(args);
    const after = numberCursor(page) ?? 0;
    const numbered = root.invitations.map((planned, index) => ({ planned, position: index + 1 }));
    const slice = sliceOf(numbered.slice(after, after + page.first + 1), page.first);
    const parts = connectionOf(
      slice,
      page,
      ({ position }) => [position],
      ({ planned }) => toEntry(planned),
    );
    return make(PreflightEntryConnection, { ...parts, totalCount: root.invitations.length });
  }
}

function toEntry({ rosterEntryId, hindrance }: PlannedInvitation): PreflightEntry {
  return make(PreflightEntry, {
    rosterEntryId,
    eligible: hindrance === null,
    blockedReason: hindrance,
    cure: cureForBlocked(hindrance),
  });
}

@Resolver(() => PreflightEntry)
export class PreflightEntryResolver {
  @FieldResolver(() => RosterEntry, { description: 'The entry of the roster.' })
  async rosterEntry(@Root() root: PreflightEntry, @Ctx() context: ApiContext): Promise<RosterEntry> {
    return toRosterEntry(orNotFound(await context.load(rosterEntryLoader, root.rosterEntryId)));
  }
}
