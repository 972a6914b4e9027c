import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DateTime } from '#platform/graphql/date-time.js';
import { make } from '#platform/graphql/make.js';
import { MutationInput } from '#platform/graphql/mutation-input.js';
import { globalId, Node, PageInfo } from '#platform/graphql/relay.js';
import { Payload } from '#platform/graphql/user-error.js';
import type { SavedPreflight } from '../data/saved-preflights.js';
import type { PreflightChange as Change } from '../domain/preflight.js';
import { BlockedReason, PreflightChangeKind } from './upgrade.enums.js';

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    'A preflight that was kept, as it was. Those who read upgrades see it; of one group the newest hundred are kept.',
})
export class UpgradePreflight extends Node {
  readonly saved!: SavedPreflight;

  @Field(() => DateTime, { description: 'When it was run.' })
  savedAt!: Date;
}

@ObjectType({ simpleResolvers: true, description: 'A saved preflight and its place.' })
export class UpgradePreflightEdge {
  @Field(() => String, { description: 'Its place in the connection.' })
  cursor!: () => string;

  @Field(() => UpgradePreflight, { description: 'The preflight.' })
  node!: UpgradePreflight;
}

@ObjectType({ simpleResolvers: true, description: 'A page of saved preflights.' })
export class UpgradePreflightConnection {
  @Field(() => [UpgradePreflightEdge], { description: 'The page.' })
  edges!: UpgradePreflightEdge[];

  @Field(() => PageInfo, { description: 'Where the page stands.' })
  pageInfo!: PageInfo;

  @Field(() => Int, {
    description: 'How many there are in all pages. Costs a count: ask for it only where it is shown.',
  })
  totalCount!: () => Promise<number>;
}

@InputType({ description: 'Of which group.' })
export class SaveUpgradePreflightInput extends MutationInput {
  @Field(() => ID, { description: 'A SourceGroup.' })
  sourceGroupId!: string;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'The preflight, kept.' })
export class SaveUpgradePreflightPayload extends Payload {
  @Field(() => UpgradePreflight, { nullable: true, description: 'Null when it was refused.' })
  upgradePreflight?: UpgradePreflight;
}

@ObjectType({ simpleResolvers: true, description: 'What is not as it was, of one entry of the roster.' })
export class PreflightChange {
  readonly rosterEntryId!: string;

  @Field(() => PreflightChangeKind, { description: 'What has changed.' })
  kind!: string;

  @Field(() => BlockedReason, {
    nullable: true,
    description:
      'What kept them from answering in the earlier preflight; null when nothing did or they were not on the roster.',
  })
  before!: string | null;

  @Field(() => BlockedReason, {
    nullable: true,
    description:
      'What does so in the later one; null when nothing does or they are not on the roster any more.',
  })
  after!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A change and its place.' })
export class PreflightChangeEdge {
  @Field(() => String, { description: 'Its place in the connection.' })
  cursor!: () => string;

  @Field(() => PreflightChange, { description: 'The change.' })
  node!: PreflightChange;
}

@ObjectType({
  simpleResolvers: true,
  description: 'A page of changes, in roster order; who has left comes last.',
})
export class PreflightChangeConnection {
  @Field(() => [PreflightChangeEdge], { description: 'The page.' })
  edges!: PreflightChangeEdge[];

  @Field(() => PageInfo, { description: 'Where the page stands.' })
  pageInfo!: PageInfo;

  @Field(() => Int, { description: 'How many there are in all pages.' })
  totalCount!: number;
}

@ObjectType({ simpleResolvers: true, description: 'How many entries have changed in one way.' })
export class PreflightChangeCount {
  @Field(() => PreflightChangeKind, { description: 'What has changed.' })
  kind!: string;

  @Field(() => Int, { description: 'How many entries.' })
  count!: number;
}

@ObjectType({ simpleResolvers: true, description: 'What has changed between two preflights of a group.' })
export class UpgradePreflightComparison {
  readonly all!: readonly Change[];

  @Field(() => UpgradePreflight, { description: 'The one that is compared.' })
  earlier!: UpgradePreflight;

  @Field(() => UpgradePreflight, {
    nullable: true,
    description: 'The one that it is compared with; null for what a start would do now.',
  })
  later!: UpgradePreflight | null;

  @Field(() => Int, { description: 'How many more would be asked; negative for fewer.' })
  moreTotal!: number;

  @Field(() => Int, { description: 'How many more could answer at once; negative for fewer.' })
  moreEligible!: number;

  @Field(() => Int, { description: 'How many more would be blocked; negative for fewer.' })
  moreBlocked!: number;

  @Field(() => [PreflightChangeCount], { description: 'How many changes of each kind there are, if any.' })
  counts!: PreflightChangeCount[];
}

export function toUpgradePreflight(saved: SavedPreflight): UpgradePreflight {
  return make(UpgradePreflight, {
    id: globalId('UpgradePreflight', saved.id),
    saved,
    savedAt: saved.savedAt,
  });
}
