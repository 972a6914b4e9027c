import { Field, Int, ObjectType } from 'type-graphql';
import { DateTime } from '#platform/graphql/date-time.js';
import { make } from '#platform/graphql/make.js';
import { globalId, Node, PageInfo } from '#platform/graphql/relay.js';
import type { UpgradeRow } from '../data/upgrade-rows.js';
import type { Cure as CureName, UpgradeState } from '../domain/states.js';
import { PauseReason } from './life-cycle.enums.js';
import { BlockedReason, Cure, ExclusionReason, GroupUpgradeState } from './upgrade.enums.js';

@ObjectType({ simpleResolvers: true, description: 'How many, for one reason.' })
export class ExclusionCount {
  @Field(() => ExclusionReason, { description: 'Why.' })
  reason!: string;

  @Field(() => Int, { description: 'How many roster entries.' })
  count!: number;
}

@ObjectType({ simpleResolvers: true, description: 'How many, for one reason.' })
export class BlockedCount {
  @Field(() => BlockedReason, { description: 'What keeps them from answering.' })
  reason!: string;

  @Field(() => Cure, { description: 'What would help.' })
  cure!: CureName;

  @Field(() => Int, { description: 'How many roster entries.' })
  count!: number;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'Where an upgrade stands. The counts are exact at `cursor`: they equal the sum of all events up to it, and together they are `total`.',
})
export class GroupUpgradeProgress {
  /** Read by the resolvers of the fields that cost a statement. */
  readonly upgradeId!: string;

  @Field(() => GroupUpgradeState, { description: 'The state of the upgrade.' })
  state!: UpgradeState;

  @Field(() => Int, { description: 'The `sequence` of that event.' })
  sequence!: number;

  @Field(() => Int, {
    description: 'Everybody who is asked: on the roster when the upgrade started, or joined since.',
  })
  total!: number;

  @Field(() => Int, { description: 'Cannot answer yet.' })
  blocked!: number;

  @Field(() => Int, { description: 'Can answer and have not.' })
  pending!: number;

  @Field(() => Int, { description: 'Said yes.' })
  accepted!: number;

  @Field(() => Int, { description: 'Said no.' })
  declined!: number;

  @Field(() => Int, { description: 'Let it lapse.' })
  expired!: number;

  @Field(() => Int, {
    description: 'Were removed by an administrator, or asked when the upgrade was cancelled.',
  })
  revoked!: number;

  @Field(() => Int, { description: 'Took their yes back.' })
  withdrawn!: number;

  @Field(() => Int, { description: 'Are in the enterprise group: 0 before the cut-over.' })
  included!: number;

  @Field(() => Int, { description: 'Are not in the enterprise group: 0 before the cut-over.' })
  excluded!: number;
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'One attempt to turn a source group into an enterprise group.',
})
export class GroupUpgrade extends Node {
  readonly row!: UpgradeRow;

  @Field(() => GroupUpgradeState, { description: 'Its state.' })
  state!: UpgradeState;

  @Field(() => DateTime, { description: 'When members were asked.' })
  startedAt!: Date;

  @Field(() => DateTime, {
    description:
      'Until when members can give their first answer; over at this very moment. A given one can be changed until the cut-over. It goes on asking after that as long as an invitation that is PENDING or BLOCKED has a later end of its own.',
  })
  expiresAt!: Date;

  @Field(() => Int, {
    description:
      'Hours between the end of first answers and the moment from which the cut-over is possible; a given answer can be changed until the cut-over.',
  })
  coolingOffHours!: number;

  @Field(() => Boolean, {
    description:
      "Whether the organization's settings wanted a second person for the cut-over when it was started. Then confirmCutOver is needed whatever they say later; where it is false, it is needed if they say so at the cut-over.",
  })
  secondAdministrator!: boolean;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the cut-over becomes possible; null while members are asked.',
  })
  coolingOffUntil!: Date | null;

  @Field(() => Int, { description: 'How many people must join for the cut-over to be allowed.' })
  minimumMembers!: number;

  @Field(() => Int, { description: 'How many rounds of asking it has had: 1 until somebody is asked again.' })
  round!: number;

  @Field(() => PauseReason, { nullable: true, description: 'Why it stands still; null unless PAUSED.' })
  pauseReason!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Since when it stands still; null unless PAUSED.' })
  pausedAt!: Date | null;
  @Field(() => Int, {
    nullable: true,
    description:
      'How many per cent of the people who are asked must join besides: who stands on the roster twice is one of them, whoever is unknown is somebody. Null when the number alone counts.',
  })
  minimumPercent!: number | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was cut over or cancelled; null before.' })
  endedAt!: Date | null;
}

@ObjectType({ simpleResolvers: true, description: 'An upgrade and its place.' })
export class GroupUpgradeEdge {
  @Field(() => String, { description: 'Its place in the connection.' })
  cursor!: () => string;

  @Field(() => GroupUpgrade, { description: 'The upgrade.' })
  node!: GroupUpgrade;
}

@ObjectType({ simpleResolvers: true, description: 'A page of upgrades.' })
export class GroupUpgradeConnection {
  @Field(() => [GroupUpgradeEdge], { description: 'The page.' })
  edges!: GroupUpgradeEdge[];

  @Field(() => PageInfo, { description: 'Where the page stands.' })
  pageInfo!: PageInfo;

  @Field(() => Int, {
    description: 'How many there are in all pages. Costs a count: ask for it only where it is shown.',
  })
  totalCount!: () => Promise<number>;
}

export function toProgress(row: UpgradeRow): GroupUpgradeProgress {
  const { state, blocked, pending, accepted, declined, expired, revoked, withdrawn, included, excluded } =
    row;
  const counts = { blocked, pending, accepted, declined, expired, revoked, withdrawn, included, excluded };
  return make(GroupUpgradeProgress, {
    upgradeId: row.id,
    state,
    sequence: row.sequence,
    total: Object.values(counts).reduce((sum, count) => sum + count, 0),
    ...counts,
  });
}

export function toGroupUpgrade(row: UpgradeRow): GroupUpgrade {
  const {
    state,
    startedAt,
    expiresAt,
    coolingOffHours,
    secondAdministrator,
    coolingOffUntil,
    minimumMembers,
    minimumPercent,
    round,
    pauseReason,
    pausedAt,
    endedAt,
  } = row;
  return make(GroupUpgrade, {
    id: globalId('GroupUpgrade', row.id),
    row,
    state,
    startedAt,
    expiresAt,
    coolingOffHours,
    secondAdministrator,
    coolingOffUntil,
    minimumMembers,
    round,
    pauseReason,
    pausedAt,
    minimumPercent,
    endedAt,
  });
}
