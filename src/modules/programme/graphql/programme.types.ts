import { Field, Int, ObjectType } from 'type-graphql';
import { DateTime } from '#platform/graphql/date-time.js';
import { make } from '#platform/graphql/make.js';
import { globalId, Node, PageInfo } from '#platform/graphql/relay.js';
import { type UserError, UserErrorCode } from '#platform/graphql/user-error.js';
import type { ProgrammeGroupRow } from '../data/programme-groups.js';
import type { ProgrammeRow } from '../data/programme-rows.js';
import type { ProgrammeGroupState as GroupState, ProgrammeState } from '../domain/states.js';
import { ProgrammeGroupState, UpgradeProgrammeState } from './programme.enums.js';

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    'Source groups of one organization that are upgraded together, on the same terms and at a rate.',
})
export class UpgradeProgramme extends Node {
  /** Read by the resolvers of the fields that cost a statement. */
  readonly row!: ProgrammeRow;

  @Field(() => String, { description: 'What it is called.' })
  name!: string;

  @Field(() => UpgradeProgrammeState, { description: 'Its state.' })
  state!: ProgrammeState;

  @Field(() => Int, {
    description:
      'Grows with each change that somebody makes, and not with each group that is started; for `expectedVersion`.',
  })
  version!: number;

  @Field(() => Int, { description: 'Days to answer, for each of its upgrades.' })
  answerDays!: number;

  @Field(() => Int, {
    description:
      'Hours between the end of first answers and the moment from which the cut-over is possible, for each.',
  })
  coolingOffHours!: number;

  @Field(() => Int, { description: 'How many people must join for the cut-over of each to be allowed.' })
  minimumMembers!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'How many per cent of the people of each must join besides; null for none.',
  })
  minimumPercent!: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'How many groups are started in a minute, at most: evenly, one after the other. Null in a draft. Groups that are skipped do not count.',
  })
  groupsPerMinute!: number | null;

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it was set going; null before.' })
  startedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was completed or cancelled; null before.' })
  endedAt!: Date | null;
}

@ObjectType({ simpleResolvers: true, description: 'A programme and its place.' })
export class UpgradeProgrammeEdge {
  @Field(() => String, { description: 'Its place in the connection.' })
  cursor!: () => string;

  @Field(() => UpgradeProgramme, { description: 'The programme.' })
  node!: UpgradeProgramme;
}

@ObjectType({ simpleResolvers: true, description: 'A page of programmes.' })
export class UpgradeProgrammeConnection {
  @Field(() => [UpgradeProgrammeEdge], { description: 'The page.' })
  edges!: UpgradeProgrammeEdge[];

  @Field(() => PageInfo, { description: 'Where the page stands.' })
  pageInfo!: PageInfo;

  @Field(() => Int, {
    description: 'How many there are in all pages. Costs a count: ask for it only where it is shown.',
  })
  totalCount!: () => Promise<number>;
}

@ObjectType({ simpleResolvers: true, description: 'One group of a programme.' })
export class ProgrammeGroup {
  /** Read by the resolvers of the fields that cost a statement. */
  readonly row!: ProgrammeGroupRow;

  @Field(() => Int, { description: 'Its place in the order in which groups are started; counts from 1.' })
  position!: number;

  @Field(() => ProgrammeGroupState, { description: 'Where it stands.' })
  state!: GroupState;

  @Field(() => Int, { description: 'Grows with each change of its state.' })
  version!: number;
}

@ObjectType({ simpleResolvers: true, description: 'A group of a programme and its place.' })
export class ProgrammeGroupEdge {
  @Field(() => String, { description: 'Its place in the connection.' })
  cursor!: () => string;

  @Field(() => ProgrammeGroup, { description: 'The group.' })
  node!: ProgrammeGroup;
}

@ObjectType({ simpleResolvers: true, description: 'A page of the groups of a programme, in its order.' })
export class ProgrammeGroupConnection {
  @Field(() => [ProgrammeGroupEdge], { description: 'The page.' })
  edges!: ProgrammeGroupEdge[];

  @Field(() => PageInfo, { description: 'Where the page stands.' })
  pageInfo!: PageInfo;

  @Field(() => Int, { description: 'How many there are in all pages.' })
  totalCount!: number;
}

@ObjectType({ simpleResolvers: true, description: 'How many groups were skipped for one reason.' })
export class SkippedCount {
  @Field(() => UserErrorCode, { description: 'Why, as startGroupUpgrade would refuse it.' })
  code!: UserError['code'];

  @Field(() => Int, { description: 'How many groups.' })
  count!: number;
}

export function toUpgradeProgramme(row: ProgrammeRow): UpgradeProgramme {
  const { name, state, version, answerDays, coolingOffHours, minimumMembers, groupsPerMinute } = row;
  const { minimumPercent, createdAt, startedAt, endedAt } = row;
  return make(UpgradeProgramme, {
    id: globalId('UpgradeProgramme', row.id),
    row,
    name,
    state,
    version,
    answerDays,
    coolingOffHours,
    minimumMembers,
    minimumPercent,
    groupsPerMinute,
    createdAt,
    startedAt,
    endedAt,
  });
}

export function toProgrammeGroup(row: ProgrammeGroupRow): ProgrammeGroup {
  const { position, state, version } = row;
  return make(ProgrammeGroup, { row, position, state, version });
}
