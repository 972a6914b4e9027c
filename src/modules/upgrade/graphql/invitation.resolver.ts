import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Refusal } from '#kernel/refusals.js';
import type { Result } from '#kernel/result.js';
import { rosterEntryLoader, sourceGroupLoader } from '#modules/group/public.js';
import { RosterEntry, toRosterEntry } from '#modules/group/graphql/source-group.types.js';
import { organizationLoader } from '#modules/organization/public.js';
import type { ApiContext } from '#platform/graphql/context.js';
import { idCursor, numberCursor } from '#platform/graphql/cursors.js';
import { make } from '#platform/graphql/make.js';
import { connectionOf, globalId, localId, PageArgs, pageOf } from '#platform/graphql/relay.js';
import { type Payload, toPayload } from '#platform/graphql/user-error.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { hindranceLoader } from '../data/eligibility.js';
import { invitationLoader } from '../data/invitation-rows.js';
import { presentNoticeLoader } from '../data/upgrade-notices.js';
import { upgradeLoader } from '../data/upgrade-rows.js';
import { acceptInvitation, declineInvitation, withdrawAcceptance } from '../use-cases/answer-invitation.js';
import { groupUpgradeInvitations } from '../use-cases/group-upgrade-invitations.js';
import { invitation } from '../use-cases/invitation.js';
import { myInvitationCount, myInvitations } from '../use-cases/my-invitations.js';
import { type Cure as CureName, cureOf, type InvitationState as State } from '../domain/states.js';
import { Cure, InvitationState } from './upgrade.enums.js';
import {
  AcceptInvitationInput,
  AcceptInvitationPayload,
  DeclineInvitationInput,
  DeclineInvitationPayload,
  WithdrawAcceptanceInput,
  WithdrawAcceptancePayload,
} from './upgrade.inputs.js';
import { Invitation, InvitationConnection, toInvitation } from './invitation.types.js';
import { GroupUpgradeNotice, toGroupUpgradeNotice } from './notice.types.js';

@Resolver(() => Invitation)
export class InvitationResolver {
  @Query(() => Invitation, {
    description:
      'An invitation, for the person whom it asks and for those who read its upgrade; NOT_FOUND for all others.',
  })
  async invitation(
    @Ctx() context: ApiContext,
    @Arg('id', () => ID, { description: 'An Invitation.' }) id: string,
  ): Promise<Invitation> {
    return readInvitation(context, localId('Invitation', id));
  }

  @Query(() => InvitationConnection, {
    description: 'What the caller is or was asked, in all organizations, the newest first.',
  })
  async myInvitations(
    @Ctx() context: ApiContext,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('organizationId', () => ID, { nullable: true, description: 'Only those of this Organization.' })
    organizationId?: string | null,
    @Arg('programmeId', () => ID, { nullable: true, description: 'Only those of this UpgradeProgramme.' })
    programmeId?: string | null,
    @Arg('state', () => InvitationState, { nullable: true, description: 'Only those in this state.' })
    state?: State | null,
  ): Promise<InvitationConnection> {
    const page = pageOf(args);
    const filter = {
      organizationId: organizationId ? localId('Organization', organizationId) : undefined,
      programmeId: programmeId ? localId('UpgradeProgramme', programmeId) : undefined,
      state: state ?? undefined,
    };
    const slice = await context.ask(myInvitations, { first: page.first, after: idCursor(page), filter });
    const totalCount = (): Promise<number> => context.ask(myInvitationCount, { filter });
    return make(InvitationConnection, {
      ...connectionOf(slice, page, (row) => [row.id], toInvitation),
      totalCount,
    });
  }

  @Query(() => InvitationConnection, {
    description: "An upgrade's invitations in roster order, for those who read the upgrade.",
  })
  async groupUpgradeInvitations(
    @Ctx() context: ApiContext,
    @Arg('groupUpgradeId', () => ID, { description: 'A GroupUpgrade.' }) id: string,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('state', () => InvitationState, { nullable: true, description: 'Only those in this state.' })
    state?: State | null,
  ): Promise<InvitationConnection> {
    const page = pageOf(args);
    const groupUpgradeId = localId('GroupUpgrade', id);
    const { total, ...slice } = await context.ask(groupUpgradeInvitations, {
      groupUpgradeId,
      first: page.first,
      after: numberCursor(page) ?? 0,
      state: state ?? undefined,
    });
    const parts = connectionOf(slice, page, (row) => [row.position], toInvitation);
    return make(InvitationConnection, { ...parts, totalCount: () => Promise.resolve(total) });
  }

  @Mutation(() => AcceptInvitationPayload, {
    description:
      'Says yes to the text that the caller was shown. Needs an activated account of the organization on the mobile of the consumer identity. A no can be turned into a yes until the cut-over, also in the cooling-off; not while the upgrade is PAUSED (UPGRADE_PAUSED). At the cut-over the caller becomes a member of the enterprise group and can read its whole history.',
  })
  async acceptInvitation(
    @Ctx() context: ApiContext,
    @Arg('input', () => AcceptInvitationInput, { description: 'Which invitation.' })
    input: AcceptInvitationInput,
  ): Promise<AcceptInvitationPayload> {
    const invitationId = localId('Invitation', input.invitationId);
    return answered(
      AcceptInvitationPayload,
      context,
      await context.execute(acceptInvitation, { ...input, invitationId }),
    );
  }

  @Mutation(() => DeclineInvitationPayload, {
    description:
      'Says no. The caller stays out of the enterprise group. A yes can be turned into a no until the cut-over, also in the cooling-off and while the upgrade is PAUSED; a first answer is refused then (UPGRADE_PAUSED). Where the caller stands on the roster more than once, their newest word counts: a yes that they gave as another entry is taken back with it, as an event and with a receipt of its own.',
  })
  async declineInvitation(
    @Ctx() context: ApiContext,
    @Arg('input', () => DeclineInvitationInput, { description: 'Which invitation, and why.' })
    input: DeclineInvitationInput,
  ): Promise<DeclineInvitationPayload> {
    const invitationId = localId('Invitation', input.invitationId);
    return answered(
      DeclineInvitationPayload,
      context,
      await context.execute(declineInvitation, { ...input, invitationId }),
    );
  }

  @Mutation(() => WithdrawAcceptancePayload, {
    description:
      'Takes a yes back; possible until the cut-over, also while the upgrade is PAUSED, and it can be given again until then, once the upgrade goes on. NOT_ACCEPTED where nothing was answered yet. With it whatever the caller has said yes to in this upgrade as another entry of the roster is taken back: their newest word counts.',
  })
  async withdrawAcceptance(
    @Ctx() context: ApiContext,
    @Arg('input', () => WithdrawAcceptanceInput, { description: 'Which invitation.' })
    input: WithdrawAcceptanceInput,
  ): Promise<WithdrawAcceptancePayload> {
    const invitationId = localId('Invitation', input.invitationId);
    return answered(
      WithdrawAcceptancePayload,
      context,
      await context.execute(withdrawAcceptance, { ...input, invitationId }),
    );
  }

  @FieldResolver(() => GroupUpgradeNotice, {
    nullable: true,
    description:
      'What is asked: the text to read before answering. Null only where the upgrade ended before there were notices.',
  })
  async notice(@Root() root: Invitation, @Ctx() context: ApiContext): Promise<GroupUpgradeNotice | null> {
    const row = await context.load(presentNoticeLoader, root.row.upgradeId);
    return row ? toGroupUpgradeNotice(row) : null;
  }

  @FieldResolver(() => Cure, {
    nullable: true,
    description:
      'What would let it be answered, by what stands against it now; null unless BLOCKED. Null as well once that is cured: while answers are closed it stays BLOCKED all the same, and is asked when they open again (stopCoolingOff).',
  })
  async cure(@Root() { row }: Invitation, @Ctx() context: ApiContext): Promise<CureName | null> {
    const hinders = row.state === 'BLOCKED' ? await context.load(hindranceLoader, row.id) : undefined;
    return hinders ? cureOf[hinders] : null;
  }

  @FieldResolver(() => RosterEntry, { description: 'Whom it asks, as the source group knows them.' })
  async rosterEntry(@Root() root: Invitation, @Ctx() context: ApiContext): Promise<RosterEntry> {
    return toRosterEntry(orNotFound(await context.load(rosterEntryLoader, root.row.rosterEntryId)));
  }

  @FieldResolver(() => ID, {
    description: 'The GroupUpgrade it belongs to. Only those who manage groups can read that.',
  })
  groupUpgradeId(@Root() root: Invitation): string {
    return globalId('GroupUpgrade', root.row.upgradeId);
  }

  @FieldResolver(() => ID, {
    nullable: true,
    description:
      'The EnterpriseGroup that the group has become; null unless its upgrade is COMPLETED. Whoever is INCLUDED reads its history; who is EXCLUDED can ask to be admitted (requestAdmission).',
  })
  async enterpriseGroupId(@Root() root: Invitation, @Ctx() context: ApiContext): Promise<string | null> {
    const upgrade = orNotFound(await context.load(upgradeLoader, root.row.upgradeId));
    return upgrade.state === 'COMPLETED' ? globalId('EnterpriseGroup', upgrade.enterpriseGroupId) : null;
  }

  @FieldResolver(() => ID, {
    nullable: true,
    description:
      'The UpgradeProgramme that asks it together with others, for the `programmeId` of myInvitations; null when its upgrade was started by itself. Only those who manage groups can read the programme.',
  })
  async programmeId(@Root() root: Invitation, @Ctx() context: ApiContext): Promise<string | null> {
    const upgrade = orNotFound(await context.load(upgradeLoader, root.row.upgradeId));
    return upgrade.programmeId === null ? null : globalId('UpgradeProgramme', upgrade.programmeId);
  }

  @FieldResolver(() => String, { description: 'The name of the group that is upgraded.' })
  async groupName(@Root() root: Invitation, @Ctx() context: ApiContext): Promise<string> {
    const upgrade = orNotFound(await context.load(upgradeLoader, root.row.upgradeId));
    return orNotFound(await context.load(sourceGroupLoader, upgrade.sourceGroupId)).name;
  }

  @FieldResolver(() => String, {
    description: 'The short name of the organization that takes the group over.',
  })
  async organizationName(@Root() root: Invitation, @Ctx() context: ApiContext): Promise<string> {
    const upgrade = orNotFound(await context.load(upgradeLoader, root.row.upgradeId));
    return orNotFound(await context.load(organizationLoader, upgrade.organizationId)).shortName;
  }
}

/** With the caller's rights; throws NOT_FOUND where they are neither asked nor read the upgrade. */
export async function readInvitation(context: ApiContext, invitationId: string): Promise<Invitation> {
  return toInvitation(await context.ask(invitation, { invitationId }));
}

export function answered<P extends Payload & { invitation?: Invitation }>(
  type: new () => P,
  context: ApiContext,
  result: Result<{ invitationId: string }, readonly Refusal[]>,
): Promise<P> {
  return toPayload(type, context.locale, result, async ({ invitationId }) => {
    const row = orNotFound(await context.load(invitationLoader, invitationId));
    return { invitation: toInvitation(row) } as Partial<P>;
  });
}
