import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { PlannedInvitation } from '../data/plan.js';
import type { Cure as CureName } from '../domain/states.js';
import { DateTime } from '#platform/graphql/date-time.js';
import { PageInfo } from '#platform/graphql/relay.js';
import { BlockedReason, Cure, StartObstacle } from './upgrade.enums.js';
import { BlockedCount, ExclusionCount } from './upgrade.types.js';

@ObjectType({ simpleResolvers: true, description: 'What a start would do with one entry of the roster.' })
export class PreflightEntry {
  readonly rosterEntryId!: string;

  @Field(() => Boolean, { description: 'True when the person could answer at once.' })
  eligible!: boolean;

  @Field(() => BlockedReason, {
    nullable: true,
    description: 'What would keep them from answering; null when eligible.',
  })
  blockedReason!: string | null;

  @Field(() => Cure, { nullable: true, description: 'What would help; null when eligible.' })
  cure!: CureName | null;
}

@ObjectType({ simpleResolvers: true, description: 'An entry and its place.' })
export class PreflightEntryEdge {
  @Field(() => String, { description: 'Its place in the connection.' })
  cursor!: string;

  @Field(() => PreflightEntry, { description: 'The entry.' })
  node!: PreflightEntry;
}

@ObjectType({ simpleResolvers: true, description: 'A page of entries, in roster order.' })
export class PreflightEntryConnection {
  @Field(() => [PreflightEntryEdge], { description: 'The page.' })
  edges!: PreflightEntryEdge[];

  @Field(() => PageInfo, { description: 'Where the page stands.' })
  pageInfo!: PageInfo;

  @Field(() => Int, { description: 'How many there are in all pages.' })
  totalCount!: number;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'What startGroupUpgrade would do at this moment, by the very rules of the start. Nothing is changed.',
})
export class GroupUpgradePreflight {
  readonly invitations!: readonly PlannedInvitation[];

  @Field(() => StartObstacle, {
    nullable: true,
    description: 'What would refuse the start itself; null when the caller could start now.',
  })
  obstacle!: string | null;

  @Field(() => Int, { description: 'How many would be asked: everybody on the roster.' })
  total!: number;

  @Field(() => Int, { description: 'How many of them could answer at once.' })
  eligible!: number;

  @Field(() => [BlockedCount], { description: 'Those who could not, by reason, most first.' })
  blocked!: BlockedCount[];
}

@ObjectType({
  simpleResolvers: true,
  description:
    'What the cut-over would do now. The token lets it be done within five minutes, unless a number changes.',
})
export class CutOverSummary {
  @Field(() => ID, { description: 'The upgrade.' })
  groupUpgradeId!: string;

  @Field(() => Int, { description: 'Roster entries whose person joins.' })
  joining!: number;

  @Field(() => Int, { description: 'Roster entries whose person does not.' })
  staying!: number;

  @Field(() => [ExclusionCount], { description: 'Those who do not, by reason, most first.' })
  excludedByReason!: readonly ExclusionCount[];

  @Field(() => Int, { description: 'Messages that the enterprise group takes over.' })
  messages!: number;

  @Field(() => String, { description: "The digest of the history's proof, hexadecimal." })
  historyDigest!: string;

  @Field(() => Boolean, {
    description:
      'Whether every stored message was read again and found as it was imported. That begins with the cooling-off and is told by the event HISTORY_PROVED; the cut-over needs it.',
  })
  historyProved!: boolean;

  @Field(() => String, { description: 'Opaque: for cutOverGroupUpgrade.' })
  token!: string;

  @Field(() => DateTime, { description: 'When the token stops working.' })
  tokenExpiresAt!: Date;
}
