import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { SourceGroup, toSourceGroup } from '#modules/group/graphql/source-group.types.js';
import { sourceGroupLoader } from '#modules/group/public.js';
import { GroupUpgrade, toGroupUpgrade } from '#modules/upgrade/graphql/upgrade.types.js';
import { upgradeLoader } from '#modules/upgrade/public.js';
import type { ApiContext } from '#platform/graphql/context.js';
import { idCursor, numberCursor } from '#platform/graphql/cursors.js';
import { make } from '#platform/graphql/make.js';
import { connectionOf, localId, PageArgs, pageOf } from '#platform/graphql/relay.js';
import { toUserErrors, UserError } from '#platform/graphql/user-error.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { programmeLoader } from '../data/programme-rows.js';
import type { ProgrammeGroupState as GroupState } from '../domain/states.js';
import { groupsOfProgramme } from '../use-cases/groups-of-programme.js';
import { upgradeProgramme } from '../use-cases/upgrade-programme.js';
import { upgradeProgrammeCount, upgradeProgrammes } from '../use-cases/upgrade-programmes.js';
import { ProgrammeGroupState } from './programme.enums.js';
import {
  ProgrammeGroup,
  ProgrammeGroupConnection,
  toProgrammeGroup,
  toUpgradeProgramme,
  UpgradeProgramme,
  UpgradeProgrammeConnection,
} from './programme.types.js';

@Resolver(() => UpgradeProgramme)
export class ProgrammeResolver {
  @Query(() => UpgradeProgramme, {
    description: "A programme, for the organization's administrators, group administrators and auditors.",
  })
  async upgradeProgramme(
    @Ctx() context: ApiContext,
    @Arg('id', () => ID, { description: 'An UpgradeProgramme.' }) id: string,
  ): Promise<UpgradeProgramme> {
    return readUpgradeProgramme(context, localId('UpgradeProgramme', id));
  }

  @Query(() => UpgradeProgrammeConnection, { description: "An organization's programmes, the newest first." })
  async upgradeProgrammes(
    @Ctx() context: ApiContext,
    @Arg('organizationId', () => ID, { description: 'An Organization.' }) id: string,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<UpgradeProgrammeConnection> {
    const page = pageOf(args);
    const organizationId = localId('Organization', id);
    const after = idCursor(page);
    const slice = await context.ask(upgradeProgrammes, { organizationId, first: page.first, after });
    const totalCount = (): Promise<number> => context.ask(upgradeProgrammeCount, { organizationId });
    return make(UpgradeProgrammeConnection, {
      ...connectionOf(slice, page, (row) => [row.id], toUpgradeProgramme),
      totalCount,
    });
  }

  @FieldResolver(() => ProgrammeGroupConnection, { description: 'Its groups, in the order of their start.' })
  async groups(
    @Root() root: UpgradeProgramme,
    @Ctx() context: ApiContext,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('state', () => ProgrammeGroupState, { nullable: true, description: 'Only those in this state.' })
    state?: GroupState | null,
  ): Promise<ProgrammeGroupConnection> {
    const page = pageOf(args);
    const { total, ...slice } = await context.ask(groupsOfProgramme, {
      programme: root.row,
      first: page.first,
      after: numberCursor(page) ?? 0,
      state: state ?? undefined,
    });
    const parts = connectionOf(slice, page, (row) => [row.position], toProgrammeGroup);
    return make(ProgrammeGroupConnection, { ...parts, totalCount: total });
  }
}

@Resolver(() => ProgrammeGroup)
export class ProgrammeGroupResolver {
  @FieldResolver(() => SourceGroup, { description: 'The group.' })
  async sourceGroup(@Root() root: ProgrammeGroup, @Ctx() context: ApiContext): Promise<SourceGroup> {
    return toSourceGroup(orNotFound(await context.load(sourceGroupLoader, root.row.sourceGroupId)));
  }

  @FieldResolver(() => GroupUpgrade, { nullable: true, description: 'Its upgrade; null unless STARTED.' })
  async groupUpgrade(@Root() root: ProgrammeGroup, @Ctx() context: ApiContext): Promise<GroupUpgrade | null> {
    const id = root.row.groupUpgradeId;
    return id === null ? null : toGroupUpgrade(orNotFound(await context.load(upgradeLoader, id)));
  }

  @FieldResolver(() => UserError, {
    nullable: true,
    description: 'Why it was skipped, as startGroupUpgrade would have refused it; null unless SKIPPED.',
  })
  skippedBecause(@Root() root: ProgrammeGroup, @Ctx() context: ApiContext): UserError | null {
    const { skippedCode: code, skippedParams } = root.row;
    if (code === null) return null;
    return toUserErrors([{ code, field: [], params: skippedParams ?? {} }], context.locale)[0] ?? null;
  }
}

@Resolver(() => GroupUpgrade)
export class ProgrammeOfUpgradeResolver {
  @FieldResolver(() => UpgradeProgramme, {
    nullable: true,
    description: 'The programme that has started it; null when it was started by itself.',
  })
  async programme(@Root() root: GroupUpgrade, @Ctx() context: ApiContext): Promise<UpgradeProgramme | null> {
    const id = root.row.programmeId;
    return id === null ? null : toUpgradeProgramme(orNotFound(await context.load(programmeLoader, id)));
  }
}

/** With the caller's rights; throws NOT_FOUND or FORBIDDEN where they have none. */
export async function readUpgradeProgramme(
  context: ApiContext,
  programmeId: string,
): Promise<UpgradeProgramme> {
  return toUpgradeProgramme(await context.ask(upgradeProgramme, { programmeId }));
}
