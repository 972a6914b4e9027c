import { Field, Int, ObjectType } from 'type-graphql';
import { make } from '#platform/graphql/make.js';
import { cureOf } from '../domain/states.js';
import type { PlannedStart as Planned } from '../use-cases/plan-starts.js';
import { PreflightCapacity, toCapacity } from './preflight.types.js';
import { StartObstacle } from './upgrade.enums.js';
import { BlockedCount } from './upgrade.types.js';

@ObjectType({
  simpleResolvers: true,
  description: 'What startGroupUpgrade by the caller would do with one of many groups.',
})
export class PlannedStart {
  /** Read by the resolver of the group. */
  readonly sourceGroupId!: string;

  @Field(() => StartObstacle, {
    nullable: true,
    description:
      'What would refuse the start itself; null when the caller could start it now. Never GROUP_BUSY: a start in a programme waits for whoever holds the group.',
  })
  obstacle!: string | null;

  @Field(() => Int, { description: 'How many would be asked: everybody on the roster.' })
  total!: number;

  @Field(() => Int, { description: 'How many of them could answer at once.' })
  eligible!: number;

  @Field(() => [BlockedCount], { description: 'Those who could not, by reason, most first.' })
  blocked!: BlockedCount[];

  @Field(() => PreflightCapacity, { description: 'Whether there is room for everybody.' })
  capacity!: PreflightCapacity;

  @Field(() => Boolean, {
    description:
      'Whether the minimum, in number and per cent, would be reached if everybody who could answer at once said yes and there were room for them. Where not, the cut-over needs some who are blocked.',
  })
  reachesMinimum!: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'How many groups, for one obstacle.' })
export class ObstacleCount {
  @Field(() => StartObstacle, { description: 'What would refuse the start.' })
  obstacle!: string;

  @Field(() => Int, { description: 'How many groups.' })
  count!: number;
}

@ObjectType({ simpleResolvers: true, description: 'What starts of many groups would do, together.' })
export class PlannedStartTotals {
  @Field(() => Int, { description: 'Groups that the caller could start now.' })
  startable!: number;

  @Field(() => [ObstacleCount], { description: 'Groups that the caller could not, by obstacle, most first.' })
  obstacles!: ObstacleCount[];

  @Field(() => Int, {
    description: 'How many invitations there would be in the groups that could be started.',
  })
  total!: number;

  @Field(() => Int, { description: 'How many of these could be answered at once.' })
  eligible!: number;

  @Field(() => [BlockedCount], { description: 'Those that could not, by reason, most first.' })
  blocked!: BlockedCount[];

  @Field(() => Int, {
    description: 'Groups that could be started, of more people than the enterprise group may have.',
  })
  overCapacity!: number;

  @Field(() => Int, { description: 'Groups that could be started and would miss the minimum.' })
  belowMinimum!: number;
}

export function toPlannedStart({ blocked, capacity, ...planned }: Planned): PlannedStart {
  return make(PlannedStart, {
    ...planned,
    blocked: blocked.map(({ reason, count }) => make(BlockedCount, { reason, cure: cureOf[reason], count })),
    capacity: toCapacity(capacity),
  });
}

export function totalsOf(planned: readonly Planned[]): PlannedStartTotals {
  const startable = planned.filter(({ obstacle }) => obstacle === null);
  const eligible = startable.reduce((sum, group) => sum + group.eligible, 0);
  const blocked = tally(
    startable.flatMap((group) => group.blocked.map(({ reason, count }) => [reason, count] as const)),
  );
  const obstacles = tally(planned.flatMap(({ obstacle }) => (obstacle ? [[obstacle, 1] as const] : [])));
  return make(PlannedStartTotals, {
    startable: startable.length,
    obstacles: obstacles.map(([obstacle, count]) => make(ObstacleCount, { obstacle, count })),
    total: startable.reduce((sum, group) => sum + group.total, 0),
    eligible,
    blocked: blocked.map(([reason, count]) => make(BlockedCount, { reason, cure: cureOf[reason], count })),
    overCapacity: startable.filter(({ capacity }) => capacity.people > capacity.limit).length,
    belowMinimum: startable.filter((group) => !group.reachesMinimum).length,
  });
}

/** The sums by key, most first. */
function tally<Key extends string>(counts: readonly (readonly [Key, number])[]): [Key, number][] {
  const sums = new Map<Key, number>();
  for (const [key, count] of counts) sums.set(key, (sums.get(key) ?? 0) + count);
  return [...sums].toSorted((a, b) => b[1] - a[1]);
}
