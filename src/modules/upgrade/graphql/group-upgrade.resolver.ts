import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Refusal } from '#kernel/refusals.js';
import type { Result } from '#kernel/result.js';
import { enterpriseGroupLoader, sourceGroupLoader } from '#modules/group/public.js';
import { EnterpriseGroup, toEnterpriseGroup } from '#modules/group/graphql/enterprise-group.types.js';
import { SourceGroup, toSourceGroup } from '#modules/group/graphql/source-group.types.js';
import type { ApiContext } from '#platform/graphql/context.js';
import { idCursor } from '#platform/graphql/cursors.js';
import { make } from '#platform/graphql/make.js';
import { connectionOf, localId, PageArgs, pageOf } from '#platform/graphql/relay.js';
import { type Payload, toPayload } from '#platform/graphql/user-error.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { presentNoticeLoader } from '../data/upgrade-notices.js';
import { upgradeLoader } from '../data/upgrade-rows.js';
import { cancelGroupUpgrade } from '../use-cases/cancel-group-upgrade.js';
import { closeGroupUpgrade } from '../use-cases/close-group-upgrade.js';
import { groupUpgrade } from '../use-cases/group-upgrade.js';
import { groupUpgradeCount, groupUpgrades } from '../use-cases/group-upgrades.js';
import { startGroupUpgrade } from '../use-cases/start-group-upgrade.js';
import { GroupUpgradeNotice, toGroupUpgradeNotice } from './notice.types.js';
import {
  CancelGroupUpgradeInput,
  CancelGroupUpgradePayload,
  CloseGroupUpgradeInput,
  CloseGroupUpgradePayload,
  StartGroupUpgradeInput,
  StartGroupUpgradePayload,
} from './upgrade.inputs.js';
import {
  GroupUpgrade,
  GroupUpgradeConnection,
  GroupUpgradeProgress,
  toGroupUpgrade,
  toProgress,
} from './upgrade.types.js';

@Resolver(() => GroupUpgrade)
export class GroupUpgradeResolver {
  @Query(() => GroupUpgrade, {
    description: "An upgrade, for the organization's administrators, group administrators and auditors.",
  })
  async groupUpgrade(
    @Ctx() context: ApiContext,
    @Arg('id', () => ID, { description: 'A GroupUpgrade.' }) id: string,
  ): Promise<GroupUpgrade> {
    return readGroupUpgrade(context, localId('GroupUpgrade', id));
  }

  @Query(() => GroupUpgradeConnection, { description: "An organization's upgrades, the newest first." })
  async groupUpgrades(
    @Ctx() context: ApiContext,
    @Arg('organizationId', () => ID, { description: 'An Organization.' }) id: string,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<GroupUpgradeConnection> {
    const page = pageOf(args);
    const organizationId = localId('Organization', id);
    const slice = await context.ask(groupUpgrades, {
      organizationId,
      first: page.first,
      after: idCursor(page),
    });
    const totalCount = (): Promise<number> => context.ask(groupUpgradeCount, { organizationId });
    return make(GroupUpgradeConnection, {
      ...connectionOf(slice, page, (row) => [row.id], toGroupUpgrade),
      totalCount,
    });
  }

  @Mutation(() => StartGroupUpgradePayload, {
    description:
      'Asks every member of a source group. Only its owner may, or who has the mandate of its owner, as an administrator or group administrator. One upgrade of a group can be open at a time.',
  })
  async startGroupUpgrade(
    @Ctx() context: ApiContext,
    @Arg('input', () => StartGroupUpgradeInput, { description: 'Which group, and how.' })
    input: StartGroupUpgradeInput,
  ): Promise<StartGroupUpgradePayload> {
    const sourceGroupId = localId('SourceGroup', input.sourceGroupId);
    return upgraded(
      StartGroupUpgradePayload,
      context,
      await context.execute(startGroupUpgrade, { ...input, sourceGroupId }),
    );
  }

  @Mutation(() => CloseGroupUpgradePayload, {
    description:
      'Ends the time for first answers early. Who has not answered is EXPIRED and told so, and the cooling-off begins, in which a given answer can still be changed. If that is stopped, whoever had time left has it back. Done also below the minimum and under a text that is outdated, which only cutOverGroupUpgrade refuses (TOO_FEW_MEMBERS, NOTICE_OUTDATED): look at `progress` before, and at cutOverSummary; reinviteMembers and stopCoolingOff lead back.',
  })
  async closeGroupUpgrade(
    @Ctx() context: ApiContext,
    @Arg('input', () => CloseGroupUpgradeInput, { description: 'Which upgrade.' })
    input: CloseGroupUpgradeInput,
  ): Promise<CloseGroupUpgradePayload> {
    const groupUpgradeId = localId('GroupUpgrade', input.groupUpgradeId);
    return upgraded(
      CloseGroupUpgradePayload,
      context,
      await context.execute(closeGroupUpgrade, { ...input, groupUpgradeId }),
    );
  }

  @Mutation(() => CancelGroupUpgradePayload, {
    description:
      'Gives an upgrade up before its cut-over. Invitations are revoked; the source group stays as it is.',
  })
  async cancelGroupUpgrade(
    @Ctx() context: ApiContext,
    @Arg('input', () => CancelGroupUpgradeInput, { description: 'Which upgrade, and why.' })
    input: CancelGroupUpgradeInput,
  ): Promise<CancelGroupUpgradePayload> {
    const groupUpgradeId = localId('GroupUpgrade', input.groupUpgradeId);
    return upgraded(
      CancelGroupUpgradePayload,
      context,
      await context.execute(cancelGroupUpgrade, { ...input, groupUpgradeId }),
    );
  }

  @FieldResolver(() => GroupUpgradeProgress, { description: 'Where it stands.' })
  progress(@Root() root: GroupUpgrade): GroupUpgradeProgress {
    return toProgress(root.row);
  }

  @FieldResolver(() => GroupUpgradeNotice, {
    nullable: true,
    description:
      'What its people are asked to agree to. Null only for one that ended before there were notices.',
  })
  async notice(@Root() root: GroupUpgrade, @Ctx() context: ApiContext): Promise<GroupUpgradeNotice | null> {
    const row = await context.load(presentNoticeLoader, root.row.id);
    return row ? toGroupUpgradeNotice(row) : null;
  }

  @FieldResolver(() => SourceGroup, { description: 'The group that is upgraded.' })
  async sourceGroup(@Root() root: GroupUpgrade, @Ctx() context: ApiContext): Promise<SourceGroup> {
    return toSourceGroup(orNotFound(await context.load(sourceGroupLoader, root.row.sourceGroupId)));
  }

  @FieldResolver(() => EnterpriseGroup, { description: 'What it becomes: FORMING until the cut-over.' })
  async enterpriseGroup(@Root() root: GroupUpgrade, @Ctx() context: ApiContext): Promise<EnterpriseGroup> {
    return toEnterpriseGroup(
      orNotFound(await context.load(enterpriseGroupLoader, root.row.enterpriseGroupId)),
    );
  }
}

/** With the caller's rights; throws NOT_FOUND or FORBIDDEN where they have none. */
export async function readGroupUpgrade(context: ApiContext, groupUpgradeId: string): Promise<GroupUpgrade> {
  return toGroupUpgrade(await context.ask(groupUpgrade, { groupUpgradeId }));
}

/** The payload of a mutation of an upgrade, with the upgrade as it is after it. */
export function upgraded<P extends Payload & { groupUpgrade?: GroupUpgrade }>(
  type: new () => P,
  context: ApiContext,
  result: Result<{ groupUpgradeId: string }, readonly Refusal[]>,
): Promise<P> {
  return toPayload(type, context.locale, result, async ({ groupUpgradeId }) => {
    const row = orNotFound(await context.load(upgradeLoader, groupUpgradeId));
    return { groupUpgrade: toGroupUpgrade(row) } as Partial<P>;
  });
}
