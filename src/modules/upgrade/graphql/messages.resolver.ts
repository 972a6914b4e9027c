import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { DeliveryChannel } from '#modules/delivery/graphql/delivery-states.types.js';
import { DeliveryConnection } from '#modules/delivery/graphql/delivery.types.js';
import type { ApiContext } from '#platform/graphql/context.js';
import { DateTime } from '#platform/graphql/date-time.js';
import { make } from '#platform/graphql/make.js';
import { localId, PageArgs } from '#platform/graphql/relay.js';
import { toPayload } from '#platform/graphql/user-error.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { seenLoader } from '../data/invitation-links.js';
import { invitationLoader } from '../data/invitation-rows.js';
import { upgradeLoader } from '../data/upgrade-rows.js';
import type { NotRemindedReason } from '../domain/reminders.js';
import { markInvitationSeen } from '../use-cases/mark-invitation-seen.js';
import type { openInvitation } from '../use-cases/open-invitation.js';
import type { remindMembers } from '../use-cases/remind-members.js';
import { answered } from './invitation.resolver.js';
import { Invitation, toInvitation } from './invitation.types.js';
import {
  MarkInvitationSeenInput,
  MarkInvitationSeenPayload,
  NotReminded,
  OpenInvitationInput,
  OpenInvitationPayload,
  RemindMembersInput,
  RemindMembersPayload,
} from './messages.types.js';
import { topicDeliveries } from './topic-deliveries.js';
import { toGroupUpgrade } from './upgrade.types.js';

export interface MessageUseCases {
  readonly openInvitation: ReturnType<typeof openInvitation>;
  readonly remindMembers: ReturnType<typeof remindMembers>;
}

/** How people are told of invitations, and how they come to them. */
@Resolver(() => Invitation)
export class MessagesResolver {
  constructor(private readonly useCases: MessageUseCases) {}

  @Mutation(() => OpenInvitationPayload, {
    description:
      'Comes to an invitation by the link of a message, which is used up. NOT_FOUND for anybody but the person whom it asks and to whom it was sent.',
  })
  async openInvitation(
    @Ctx() context: ApiContext,
    @Arg('input', () => OpenInvitationInput, { description: 'The token of the link.' })
    input: OpenInvitationInput,
  ): Promise<OpenInvitationPayload> {
    return answered(
      OpenInvitationPayload,
      context,
      await context.execute(this.useCases.openInvitation, input),
    );
  }

  @Mutation(() => MarkInvitationSeenPayload, {
    description: 'Says that the caller has their invitation open in the product.',
  })
  async markInvitationSeen(
    @Ctx() context: ApiContext,
    @Arg('input', () => MarkInvitationSeenInput, { description: 'Which invitation.' })
    input: MarkInvitationSeenInput,
  ): Promise<MarkInvitationSeenPayload> {
    const invitationId = localId('Invitation', input.invitationId);
    return answered(
      MarkInvitationSeenPayload,
      context,
      await context.execute(markInvitationSeen, { ...input, invitationId }),
    );
  }

  @Mutation(() => RemindMembersPayload, {
    description: 'Reminds those who can answer and have not, through every channel that is enabled.',
  })
  async remindMembers(
    @Ctx() context: ApiContext,
    @Arg('input', () => RemindMembersInput, { description: 'Whom.' }) input: RemindMembersInput,
  ): Promise<RemindMembersPayload> {
    const result = await context.execute(this.useCases.remindMembers, {
      ...input,
      groupUpgradeId: localId('GroupUpgrade', input.groupUpgradeId),
      invitationIds: input.invitationIds?.map((id) => localId('Invitation', id)) ?? null,
      departmentId: input.departmentId ? localId('Department', input.departmentId) : null,
    });
    return toPayload(RemindMembersPayload, context.locale, result, async (outcome) => ({
      groupUpgrade: toGroupUpgrade(orNotFound(await context.load(upgradeLoader, outcome.groupUpgradeId))),
      reminded: outcome.reminded,
      skippedByQuota: outcome.skippedByQuota,
      skippedAsMessageWaits: outcome.skippedAsMessageWaits,
      escalated: outcome.escalated,
      putOffUntil: outcome.putOffUntil === null ? null : new Date(outcome.putOffUntil),
      notReminded: await notReminded(context, outcome.notReminded, outcome.whyNot),
    }));
  }

  @FieldResolver(() => DateTime, {
    nullable: true,
    description: 'When its person first had it open; null before.',
  })
  async seenAt(@Root() { row }: Invitation, @Ctx() context: ApiContext): Promise<Date | null> {
    return (await context.load(seenLoader, row.id))?.seenAt ?? null;
  }

  @FieldResolver(() => DeliveryChannel, {
    nullable: true,
    description: 'By which way its person last came to it; null before.',
  })
  async openedBy(@Root() { row }: Invitation, @Ctx() context: ApiContext): Promise<string | null> {
    return (await context.load(seenLoader, row.id))?.openedBy ?? null;
  }

  @FieldResolver(() => DeliveryConnection, {
    nullable: true,
    description:
      'What was sent about it, and what became of it, the oldest first. Null for all but those who read the upgrade.',
  })
  async deliveries(
    @Root() { row }: Invitation,
    @Ctx() context: ApiContext,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<DeliveryConnection | null> {
    const { organizationId } = orNotFound(await context.load(upgradeLoader, row.upgradeId));
    return topicDeliveries(context, { type: 'Invitation', id: row.id, organizationId }, args);
  }
}

async function notReminded(
  context: ApiContext,
  ids: readonly string[] | null,
  reasons: readonly NotRemindedReason[],
): Promise<NotReminded[] | null> {
  if (ids === null) return null;
  const rows = await Promise.all(ids.map((id) => context.load(invitationLoader, id)));
  return reasons.map((reason, index) =>
    make(NotReminded, { invitation: toInvitation(orNotFound(rows[index])), reason }),
  );
}
