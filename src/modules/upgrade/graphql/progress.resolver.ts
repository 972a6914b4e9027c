import { Arg, Ctx, FieldResolver, ID, Resolver, Root, Subscription } from 'type-graphql';
import { make } from '#platform/graphql/make.js';
import type { ApiContext } from '#platform/graphql/context.js';
import { localId } from '#platform/graphql/relay.js';
import { following, watching } from '#platform/live/live-rooms.js';
import { orNotFound } from '#platform/use-case/failures.js';
import type { EventRow } from '../data/event-log.js';
import { invitationLoader } from '../data/invitation-rows.js';
import { blockedCountLoader, exclusionCountLoader } from '../data/reason-counts.js';
import { outdatedTermsLoader } from '../data/outdated-terms.js';
import type { UpgradeRow } from '../data/upgrade-rows.js';
import { cureOf, type BlockedReason } from '../domain/states.js';
import { groupUpgradeEvents } from '../use-cases/group-upgrade-events.js';
import { groupUpgradeProgress } from '../use-cases/group-upgrade-progress.js';
import { sequenceAfter, upgradeCursor } from './upgrade-cursor.js';
import { Invitation, toInvitation } from './invitation.types.js';
import { GroupUpgradeEvent, toEvent } from './event.types.js';
import { PromisedTerm } from './upgrade.enums.js';
import { BlockedCount, ExclusionCount, GroupUpgradeProgress, toProgress } from './upgrade.types.js';

@Resolver(() => GroupUpgradeProgress)
export class ProgressResolver {
  @Subscription(() => GroupUpgradeProgress, {
    description:
      'Where an upgrade stands: the snapshot at once, then the latest state whenever it has changed, merged under load. Never older than the one before; the last one is exact. Completes when the upgrade is COMPLETED or CANCELLED. Ends with an error when the right to see it is lost.',
    subscribe: ({ args }) =>
      watching(groupUpgradeProgress, { groupUpgradeId: localId('GroupUpgrade', args['id']) }),
  })
  groupUpgradeProgress(
    @Root() row: UpgradeRow,
    @Arg('id', () => ID, { description: 'A GroupUpgrade.' }) _id: string,
  ): GroupUpgradeProgress {
    return toProgress(row);
  }

  @FieldResolver(() => String, {
    description:
      'The last event that is counted. Give it to groupUpgradeEvents as `after` to go on from here.',
  })
  cursor(@Root() { upgradeId, sequence }: GroupUpgradeProgress, @Ctx() context: ApiContext): string {
    return upgradeCursor(context, upgradeId, sequence);
  }

  @FieldResolver(() => [ExclusionCount], {
    description: 'Who is not in the enterprise group, by reason, most first; empty before the cut-over.',
  })
  async excludedByReason(
    @Root() root: GroupUpgradeProgress,
    @Ctx() context: ApiContext,
  ): Promise<ExclusionCount[]> {
    const counts = (await context.load(exclusionCountLoader, root.upgradeId)) ?? [];
    return counts.map((count) => make(ExclusionCount, count));
  }

  @FieldResolver(() => [PromisedTerm], {
    description:
      "What the text that is asked about promises otherwise than the organization's settings say now. While there is any, the cut-over is refused with NOTICE_OUTDATED, and adoptNotice asks people anew. Empty once the upgrade is over.",
  })
  async outdatedTerms(
    @Root() root: GroupUpgradeProgress,
    @Ctx() context: ApiContext,
  ): Promise<readonly string[]> {
    return (await context.load(outdatedTermsLoader, root.upgradeId)) ?? [];
  }

  @FieldResolver(() => [BlockedCount], {
    description:
      'Who cannot answer, by reason, most first; in the cooling-off by what it was when that began.',
  })
  async blockedByReason(
    @Root() root: GroupUpgradeProgress,
    @Ctx() context: ApiContext,
  ): Promise<BlockedCount[]> {
    const counts = (await context.load(blockedCountLoader, root.upgradeId)) ?? [];
    return counts.map(({ reason, count }) => toBlockedCount(reason as BlockedReason, count));
  }
}

export function toBlockedCount(reason: BlockedReason, count: number): BlockedCount {
  return make(BlockedCount, { reason, cure: cureOf[reason], count });
}

@Resolver(() => GroupUpgradeEvent)
export class GroupUpgradeEventResolver {
  @Subscription(() => GroupUpgradeEvent, {
    description:
      'Every event of an upgrade from `after` on, in order, without gap or repeat, across reconnects and restarts: give the last cursor you have seen. Completes after the last event. A slow reader holds up only itself; one who stops reading while a thousand events come is closed with 1013, and goes on with the last cursor.',
    subscribe: ({ args, context }) => {
      const groupUpgradeId = localId('GroupUpgrade', args['id']);
      const after = sequenceAfter(context, groupUpgradeId, args['after']);
      return following(groupUpgradeEvents, { groupUpgradeId }, after);
    },
  })
  groupUpgradeEvents(
    @Root() row: EventRow,
    @Arg('id', () => ID, { description: 'A GroupUpgrade.' }) _id: string,
    @Arg('after', () => String, {
      nullable: true,
      description:
        'A cursor of an event or a progress of this upgrade; from the beginning without one. Any other is refused with CURSOR_INVALID, also one that is ahead of the log, as after the database was restored to an earlier state: follow it from the beginning then.',
    })
    _after?: string | null,
  ): GroupUpgradeEvent {
    return toEvent(row);
  }

  @FieldResolver(() => String, {
    description:
      'Opaque and signed. Give the last one you have seen as `after` to go on without gap or repeat, at any node of the deployment. It never grows too old: the log of an upgrade is its evidence, and is kept whole.',
  })
  cursor(@Root() { row }: GroupUpgradeEvent, @Ctx() context: ApiContext): string {
    return upgradeCursor(context, row.upgradeId, row.sequence);
  }

  @FieldResolver(() => Invitation, {
    nullable: true,
    description: 'The invitation as it is now; null for an event of the upgrade itself.',
  })
  async invitation(@Root() root: GroupUpgradeEvent, @Ctx() context: ApiContext): Promise<Invitation | null> {
    const id = root.row.invitationId;
    return id === null ? null : toInvitation(orNotFound(await context.load(invitationLoader, id)));
  }
}
