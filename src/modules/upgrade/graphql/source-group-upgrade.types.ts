import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTime } from '#platform/graphql/date-time.js';
import { make } from '#platform/graphql/make.js';
import { globalId, PageInfo } from '#platform/graphql/relay.js';
import type { UpgradeRow } from '../data/upgrade-rows.js';
import type { UpgradeState } from '../domain/states.js';
import { PauseReason } from './life-cycle.enums.js';
import { GroupUpgradeState } from './upgrade.enums.js';
import { GroupUpgradeProgress, toProgress } from './upgrade.types.js';

@ObjectType({
  simpleResolvers: true,
  description:
    "Where an upgrade of a source group stands, in numbers: for all who may read the group, its owner among them. Who has answered what is the GroupUpgrade's to tell, and that is for those who read upgrades.",
})
export class SourceGroupUpgrade {
  /** What the field resolvers read. */
  readonly row!: UpgradeRow;

  @Field(() => ID, { description: 'The GroupUpgrade.' })
  groupUpgradeId!: string;

  @Field(() => GroupUpgradeState, {
    description: 'Its state: past when COMPLETED or CANCELLED, else open.',
  })
  state!: UpgradeState;

  @Field(() => PauseReason, { nullable: true, description: 'Why it stands still; null unless PAUSED.' })
  pauseReason!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Since when it stands still; null unless PAUSED.' })
  pausedAt!: Date | null;

  @Field(() => DateTime, { description: 'When members were asked.' })
  startedAt!: Date;

  @Field(() => DateTime, {
    description:
      'Until when members can give their first answer; over at this very moment. It goes on asking after that as long as an invitation that is PENDING or BLOCKED has a later end of its own.',
  })
  expiresAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it was cut over or cancelled; null before.' })
  endedAt!: Date | null;

  @Field(() => GroupUpgradeProgress, { description: 'How many have answered how.' })
  progress!: GroupUpgradeProgress;
}

export function toSourceGroupUpgrade(row: UpgradeRow): SourceGroupUpgrade {
  const { state, pauseReason, pausedAt, startedAt, expiresAt, endedAt } = row;
  const groupUpgradeId = globalId('GroupUpgrade', row.id);
  return make(SourceGroupUpgrade, {
    row,
    groupUpgradeId,
    state,
    pauseReason,
    pausedAt,
    startedAt,
    expiresAt,
    endedAt,
    progress: toProgress(row),
  });
}

@ObjectType({ simpleResolvers: true, description: 'An upgrade of the group and its place.' })
export class SourceGroupUpgradeEdge {
  @Field(() => String, { description: 'Its place in the connection.' })
  cursor!: () => string;

  @Field(() => SourceGroupUpgrade, { description: 'The upgrade.' })
  node!: SourceGroupUpgrade;
}

@ObjectType({ simpleResolvers: true, description: 'The upgrades of a source group, the newest first.' })
export class SourceGroupUpgradeConnection {
  @Field(() => [SourceGroupUpgradeEdge], { description: 'The page.' })
  edges!: SourceGroupUpgradeEdge[];

  @Field(() => PageInfo, { description: 'Where the page stands.' })
  pageInfo!: PageInfo;

  @Field(() => Int, { description: 'How many there are. Counted only when asked for.' })
  totalCount!: () => Promise<number>;
}
