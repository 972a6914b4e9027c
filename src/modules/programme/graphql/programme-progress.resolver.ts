import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root, Subscription } from 'type-graphql';
import { SourceGroup, toSourceGroup } from '#modules/group/graphql/source-group.types.js';
import { sourceGroupLoader } from '#modules/group/public.js';
import { toSettings } from '#modules/organization/graphql/settings.types.js';
import { PlannedStart, toPlannedStart, totalsOf } from '#modules/upgrade/graphql/planned-start.types.js';
import { sliceOf } from '#platform/db/page.js';
import type { ApiContext } from '#platform/graphql/context.js';
import { watching } from '#platform/live/live-rooms.js';
import { numberCursor } from '#platform/graphql/cursors.js';
import { make } from '#platform/graphql/make.js';
import { connectionOf, localId, PageArgs, pageOf } from '#platform/graphql/relay.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { skippedCountLoader } from '../data/programme-groups.js';
import { programmeProgressLoader, type ProgrammeProgressRow } from '../data/progress.js';
import { upgradeProgrammePreflight } from '../use-cases/upgrade-programme-preflight.js';
import { upgradeProgrammeProgress } from '../use-cases/upgrade-programme-progress.js';
import { PlannedStartConnection, UpgradeProgrammePreflight } from './programme-preflight.types.js';
import { toProgrammeProgress, UpgradeProgrammeProgress } from './programme-progress.types.js';
import { SkippedCount, UpgradeProgramme } from './programme.types.js';

@Resolver(() => UpgradeProgramme)
export class ProgressOfProgrammeResolver {
  @FieldResolver(() => UpgradeProgrammeProgress, { description: 'Where it stands.' })
  async progress(
    @Root() root: UpgradeProgramme,
    @Ctx() context: ApiContext,
  ): Promise<UpgradeProgrammeProgress> {
    return toProgrammeProgress(orNotFound(await context.load(programmeProgressLoader, root.row.id)));
  }
}

@Resolver(() => UpgradeProgrammeProgress)
export class ProgrammeProgressResolver {
  @Subscription(() => UpgradeProgrammeProgress, {
    description:
      'Where a programme stands: the snapshot at once, then the latest state whenever it or one of its upgrades has changed, merged under load. Never older than the one before. Completes when the programme is COMPLETED or CANCELLED; upgrades that go on after that have subscriptions of their own. Ends with an error when the right to see it is lost.',
    subscribe: ({ args }) =>
      watching(upgradeProgrammeProgress, { programmeId: localId('UpgradeProgramme', args['id']) }),
  })
  upgradeProgrammeProgress(
    @Root() row: ProgrammeProgressRow,
    @Arg('id', () => ID, { description: 'An UpgradeProgramme.' }) _id: string,
  ): UpgradeProgrammeProgress {
    return toProgrammeProgress(row);
  }

  @FieldResolver(() => [SkippedCount], {
    description: 'The groups that were skipped, by reason, most first.',
  })
  async skippedByReason(
    @Root() root: UpgradeProgrammeProgress,
    @Ctx() context: ApiContext,
  ): Promise<SkippedCount[]> {
    const counts = (await context.load(skippedCountLoader, root.programmeId)) ?? [];
    return counts.map((count) => make(SkippedCount, count));
  }
}

@Resolver(() => UpgradeProgrammePreflight)
export class ProgrammePreflightResolver {
  @Query(() => UpgradeProgrammePreflight, {
    description:
      'What a start of a programme by the caller would do now, group by group: for its administrators and group administrators.',
  })
  async upgradeProgrammePreflight(
    @Ctx() context: ApiContext,
    @Arg('programmeId', () => ID, { description: 'An UpgradeProgramme.' }) id: string,
  ): Promise<UpgradeProgrammePreflight> {
    const programmeId = localId('UpgradeProgramme', id);
    const planned = await context.ask(upgradeProgrammePreflight, { programmeId });
    return make(UpgradeProgrammePreflight, {
      planned: planned.starts,
      policies: toSettings(planned.organizationId, planned.policies),
      totals: totalsOf(planned.starts),
    });
  }

  @FieldResolver(() => PlannedStartConnection, { description: 'The groups, in the order of the programme.' })
  groups(
    @Root() root: UpgradeProgrammePreflight,
    @Args(() => PageArgs) args: PageArgs,
  ): PlannedStartConnection {
    const page = pageOf(args);
    const after = numberCursor(page) ?? 0;
    const numbered = root.planned.map((planned, index) => ({ planned, position: index + 1 }));
    const slice = sliceOf(numbered.slice(after, after + page.first + 1), page.first);
    const parts = connectionOf(
      slice,
      page,
      ({ position }) => [position],
      ({ planned }) => toPlannedStart(planned),
    );
    return make(PlannedStartConnection, { ...parts, totalCount: root.planned.length });
  }
}

@Resolver(() => PlannedStart)
export class PlannedStartResolver {
  @FieldResolver(() => SourceGroup, { description: 'The group.' })
  async sourceGroup(@Root() root: PlannedStart, @Ctx() context: ApiContext): Promise<SourceGroup> {
    return toSourceGroup(orNotFound(await context.load(sourceGroupLoader, root.sourceGroupId)));
  }
}
