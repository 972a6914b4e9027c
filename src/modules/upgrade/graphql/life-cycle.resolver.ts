import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { toSourceGroup } from '#modules/group/graphql/source-group.types.js';
import { sourceGroupLoader } from '#modules/group/public.js';
import { actions } from '#modules/identity/public.js';
import type { ApiContext } from '#platform/graphql/context.js';
import { localId } from '#platform/graphql/relay.js';
import { toPayload } from '#platform/graphql/user-error.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { successorLoader } from '../data/owners.js';
import { earlierRoundKey, earlierRoundLoader } from '../data/rounds.js';
import { readerKey, upgradeReaderLoader } from '../data/upgrade-readers.js';
import { upgradeLoader, type UpgradeRow } from '../data/upgrade-rows.js';
import { extendGroupUpgradeDeadline } from '../use-cases/extend-group-upgrade-deadline.js';
import { pauseGroupUpgrade } from '../use-cases/pause-group-upgrade.js';
import { reinviteMembers } from '../use-cases/reinvite-members.js';
import { removeFromUpgrade } from '../use-cases/remove-from-upgrade.js';
import { resumeGroupUpgrade } from '../use-cases/resume-group-upgrade.js';
import { stopCoolingOff } from '../use-cases/stop-cooling-off.js';
import { takeUpGroupUpgrade } from '../use-cases/take-up-group-upgrade.js';
import { upgraded } from './group-upgrade.resolver.js';
import { Invitation } from './invitation.types.js';
import { Successor } from './life-cycle.enums.js';
import {
  ExtendGroupUpgradeDeadlineInput,
  ExtendGroupUpgradeDeadlinePayload,
  PauseGroupUpgradeInput,
  PauseGroupUpgradePayload,
  ReinviteMembersInput,
  ReinviteMembersPayload,
  RemoveFromUpgradeInput,
  RemoveFromUpgradePayload,
  ResumeGroupUpgradeInput,
  ResumeGroupUpgradePayload,
  StopCoolingOffInput,
  StopCoolingOffPayload,
  TakeUpGroupUpgradeInput,
  TakeUpGroupUpgradePayload,
} from './life-cycle.inputs.js';
import { InvitationRound, toRound } from './round.types.js';
import { SourceGroupUpgrade } from './source-group-upgrade.types.js';
import { GroupUpgrade, toGroupUpgrade } from './upgrade.types.js';

const upgradeIdOf = (input: { readonly groupUpgradeId: string }): { groupUpgradeId: string } => ({
  groupUpgradeId: localId('GroupUpgrade', input.groupUpgradeId),
});

const invitationIdsOf = (ids: readonly string[]): string[] => ids.map((id) => localId('Invitation', id));

@Resolver()
export class LifeCycleResolver {
  @Mutation(() => PauseGroupUpgradePayload, {
    description:
      'Lets an upgrade stand still: nothing can be answered, no end comes nearer, nobody is warned or cut over.',
  })
  async pauseGroupUpgrade(
    @Ctx() context: ApiContext,
    @Arg('input', () => PauseGroupUpgradeInput, { description: 'Which upgrade, and why.' })
    input: PauseGroupUpgradeInput,
  ): Promise<PauseGroupUpgradePayload> {
    const result = await context.execute(pauseGroupUpgrade, { ...input, ...upgradeIdOf(input) });
    return upgraded(PauseGroupUpgradePayload, context, result);
  }

  @Mutation(() => ResumeGroupUpgradePayload, {
    description:
      'Lets a paused upgrade go on as what it was. Every end that had not come is put off by the time that it stood, and what changed meanwhile is caught up with; who has joined the group is asked right after. Refused with OWNER_GONE or OWNER_CHANGED where it has to be taken up, and with PROGRAMME_PAUSED while its programme stands still.',
  })
  async resumeGroupUpgrade(
    @Ctx() context: ApiContext,
    @Arg('input', () => ResumeGroupUpgradeInput, { description: 'Which upgrade.' })
    input: ResumeGroupUpgradeInput,
  ): Promise<ResumeGroupUpgradePayload> {
    const result = await context.execute(resumeGroupUpgrade, { ...input, ...upgradeIdOf(input) });
    return upgraded(ResumeGroupUpgradePayload, context, result);
  }

  @Mutation(() => TakeUpGroupUpgradePayload, {
    description:
      'Takes up a paused upgrade whose owner is gone or is another one; `mayBeTakenUpBy` says who may. A new owner, who needs no role for it, or who has their mandate: the new owner stands behind it from now on. An administrator where no owner can speak for the group: they may cut it over as long as that is so. It goes on if the owner was why it stood; while its programme stands still, once that goes on. NOT_GROUP_OWNER where the new owner has to be asked for their mandate first: requestUpgradeMandates. OWNER_REPRESENTED where another administrator has taken it up already. A new owner whose role does not read upgrades gets no `groupUpgrade`, for they may not read it: what they may see of it is at `sourceGroup { openUpgrade }`.',
  })
  async takeUpGroupUpgrade(
    @Ctx() context: ApiContext,
    @Arg('input', () => TakeUpGroupUpgradeInput, { description: 'Which upgrade.' })
    input: TakeUpGroupUpgradeInput,
  ): Promise<TakeUpGroupUpgradePayload> {
    const result = await context.execute(takeUpGroupUpgrade, { ...input, ...upgradeIdOf(input) });
    return toPayload(TakeUpGroupUpgradePayload, context.locale, result, async ({ groupUpgradeId }) => {
      const row = orNotFound(await context.load(upgradeLoader, groupUpgradeId));
      const reader = readerKey(context.viewer?.personId, row.organizationId);
      return {
        ...((await context.load(upgradeReaderLoader, reader)) ? { groupUpgrade: toGroupUpgrade(row) } : {}),
        sourceGroup: toSourceGroup(orNotFound(await context.load(sourceGroupLoader, row.sourceGroupId))),
      };
    });
  }

  @Mutation(() => StopCoolingOffPayload, {
    description:
      'Stops the cooling-off; anybody who manages upgrades can. First answers are taken again for at least 24 hours. Whose time was only cut short, by closing early, is PENDING again with the end that they had, and 24 hours at least; who has let it run out stays EXPIRED until they are asked again. Who joined the source group in the cooling-off, or was cured in it, is asked now. All of these are told so.',
  })
  async stopCoolingOff(
    @Ctx() context: ApiContext,
    @Arg('input', () => StopCoolingOffInput, { description: 'Which upgrade, and why.' })
    input: StopCoolingOffInput,
  ): Promise<StopCoolingOffPayload> {
    const result = await context.execute(stopCoolingOff, { ...input, ...upgradeIdOf(input) });
    return upgraded(StopCoolingOffPayload, context, result);
  }

  @Mutation(() => ExtendGroupUpgradeDeadlinePayload, {
    description:
      'Gives more time to answer, to all who have not or to some. An invitation whose time is over is not extended, whether or not it says EXPIRED yet: reinviteMembers asks again.',
  })
  async extendGroupUpgradeDeadline(
    @Ctx() context: ApiContext,
    @Arg('input', () => ExtendGroupUpgradeDeadlineInput, { description: 'Until when, and whom.' })
    input: ExtendGroupUpgradeDeadlineInput,
  ): Promise<ExtendGroupUpgradeDeadlinePayload> {
    const { invitationIds } = input;
    const result = await context.execute(extendGroupUpgradeDeadline, {
      ...input,
      ...upgradeIdOf(input),
      invitationIds: invitationIds ? invitationIdsOf(invitationIds) : null,
    });
    return upgraded(ExtendGroupUpgradeDeadlinePayload, context, result);
  }

  @Mutation(() => ReinviteMembersPayload, {
    description:
      'Asks people again who are left out, in a new round; how their earlier round ended is kept. From the cooling-off the upgrade goes back to INVITING. Who has said no is asked three times at most.',
  })
  async reinviteMembers(
    @Ctx() context: ApiContext,
    @Arg('input', () => ReinviteMembersInput, { description: 'Whom, and for how long.' })
    input: ReinviteMembersInput,
  ): Promise<ReinviteMembersPayload> {
    const { invitationIds } = input;
    const result = await context.execute(reinviteMembers, {
      ...input,
      ...upgradeIdOf(input),
      invitationIds: invitationIds ? invitationIdsOf(invitationIds) : null,
    });
    return toPayload(ReinviteMembersPayload, context.locale, result, async (done) => ({
      groupUpgrade: toGroupUpgrade(orNotFound(await context.load(upgradeLoader, done.groupUpgradeId))),
      asked: done.asked,
      leftAlone: done.leftAlone,
    }));
  }

  @Mutation(() => RemoveFromUpgradePayload, {
    description:
      'Takes invitations back, whatever was answered. These people are left out at the cut-over as REMOVED_BY_ADMIN, unless they are asked again. With the last one who had not answered the cooling-off begins, as with the last answer.',
  })
  async removeFromUpgrade(
    @Ctx() context: ApiContext,
    @Arg('input', () => RemoveFromUpgradeInput, { description: 'Whom, and why.' })
    input: RemoveFromUpgradeInput,
  ): Promise<RemoveFromUpgradePayload> {
    const result = await context.execute(removeFromUpgrade, {
      ...input,
      ...upgradeIdOf(input),
      invitationIds: invitationIdsOf(input.invitationIds),
    });
    return upgraded(RemoveFromUpgradePayload, context, result);
  }
}

@Resolver(() => GroupUpgrade)
export class PausedUpgradeResolver {
  @FieldResolver(() => Successor, {
    nullable: true,
    description: 'Who may take it up with takeUpGroupUpgrade; null unless it is PAUSED without its owner.',
  })
  async mayBeTakenUpBy(@Root() root: GroupUpgrade, @Ctx() context: ApiContext): Promise<string | null> {
    return successorOf(context, root.row);
  }
}

@Resolver(() => SourceGroupUpgrade)
export class PausedSourceGroupUpgradeResolver {
  @FieldResolver(() => Successor, {
    nullable: true,
    description:
      'Who may take it up with takeUpGroupUpgrade; null unless it is PAUSED without its owner. NEW_OWNER waits for the present owner of the group: they take it up, or give a mandate with grantUpgradeMandate.',
  })
  async mayBeTakenUpBy(@Root() root: SourceGroupUpgrade, @Ctx() context: ApiContext): Promise<string | null> {
    return successorOf(context, root.row);
  }
}

async function successorOf(context: ApiContext, { id, state }: UpgradeRow): Promise<string | null> {
  return state === 'PAUSED' ? ((await context.load(successorLoader, id)) ?? null) : null;
}

const reading = actions['upgrade.read'];
const rounds = earlierRoundLoader(reading.who === 'member' ? reading.roles : []);

@Resolver(() => Invitation)
export class InvitationRoundsResolver {
  @FieldResolver(() => [InvitationRound], {
    description:
      'Its earlier rounds, oldest first. The person who is asked sees those that they answered or that nobody answered.',
  })
  async rounds(@Root() root: Invitation, @Ctx() context: ApiContext): Promise<InvitationRound[]> {
    const personId = context.viewer?.personId;
    if (personId === undefined || root.row.round === 1) return [];
    return ((await context.load(rounds, earlierRoundKey(root.row.id, personId))) ?? []).map(toRound);
  }
}
