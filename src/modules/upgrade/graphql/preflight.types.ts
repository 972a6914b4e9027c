import { Field, ID, Int, ObjectType } from 'type-graphql';
import { OrganizationTier } from '#modules/organization/graphql/organization.types.js';
import { OrganizationSettings } from '#modules/organization/graphql/settings.types.js';
import type { PreflightEntry as Entry } from '../domain/preflight.js';
import type { Cure as CureName } from '../domain/states.js';
import type { PreflightCapacity as Capacity } from '../use-cases/rehearse-start.js';
import { DateTime } from '#platform/graphql/date-time.js';
import { make } from '#platform/graphql/make.js';
import { PageInfo } from '#platform/graphql/relay.js';
import { BlockedReason, Cure, PromisedTerm, StartObstacle } from './upgrade.enums.js';
import { ExclusionCount } from './upgrade.types.js';

@ObjectType({
  simpleResolvers: true,
  description: 'The mutation that would bring a cure about, and what is known of its input.',
})
export class CureAction {
  @Field(() => String, {
    description: 'A field of Mutation. Of requestSignInCode: the person sends it, and signs in.',
  })
  mutation!: string;

  @Field(() => ID, { nullable: true, description: 'The `organizationId` of its input, where it has one.' })
  organizationId!: string | null;

  @Field(() => ID, { nullable: true, description: 'The `sourceGroupId` of its input, where it has one.' })
  sourceGroupId!: string | null;

  @Field(() => ID, { nullable: true, description: 'The Member that it is about, where it is about one.' })
  memberId!: string | null;
}

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

  @Field(() => CureAction, {
    nullable: true,
    description: 'How to bring the cure about; null when eligible.',
  })
  action!: CureAction | null;
}

@ObjectType({ simpleResolvers: true, description: 'An entry and its place.' })
export class PreflightEntryEdge {
  @Field(() => String, { description: 'Its place in the connection.' })
  cursor!: () => string;

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

@ObjectType({ simpleResolvers: true, description: 'How many the enterprise group has room for.' })
export class PreflightCapacity {
  @Field(() => OrganizationTier, { description: 'What the organization is granted.' })
  tier!: string;

  @Field(() => Int, {
    description: 'How many members the enterprise group may have: 2,000 for VERIFIED, 200 for BASIC.',
  })
  limit!: number;

  @Field(() => Int, {
    description: 'How many people stand on the roster; who stands on it twice by one mobile counts once.',
  })
  people!: number;

  @Field(() => Int, {
    description:
      'How many would be left out as OVER_CAPACITY if everybody accepted: those who accept last, never the owner.',
  })
  over!: number;
}

export function toCapacity(capacity: Capacity): PreflightCapacity {
  return make(PreflightCapacity, { ...capacity, over: Math.max(0, capacity.people - capacity.limit) });
}

@ObjectType({
  simpleResolvers: true,
  description:
    'What becomes of the history. The enterprise group takes all of it over; messages of those who are left out stay in it under a closed identity that shows the name of that time.',
})
export class PreflightMessages {
  @Field(() => Int, { description: 'All that was imported.' })
  total!: number;

  @Field(() => Int, {
    description:
      'Those that were written by the entries which are blocked. Costs a read of the history: ask for it only where it is shown.',
  })
  ofBlocked!: () => Promise<number>;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'What startGroupUpgrade would do at one moment: the real start with its default terms, taken back. Nothing is changed. Whether the roster can reach a `minimumMembers` of your own, the start itself checks (MINIMUM_OUT_OF_REACH); for a programme, upgradeProgrammePreflight.',
})
export class GroupUpgradePreflight {
  readonly sourceGroupId!: string;
  readonly organizationId!: string;
  /** Read where they are asked for. */
  readonly readEntries!: () => Promise<readonly Entry[]>;

  @Field(() => StartObstacle, {
    nullable: true,
    description: 'What would refuse the start itself; null when the caller could start.',
  })
  obstacle!: string | null;

  @Field(() => Int, { description: 'How many would be asked: everybody on the roster.' })
  total!: number;

  @Field(() => Int, { description: 'How many of them could answer at once.' })
  eligible!: number;

  @Field(() => PreflightCapacity, { description: 'Whether there is room for everybody.' })
  capacity!: PreflightCapacity;

  @Field(() => OrganizationSettings, {
    description:
      'The policies that apply: retention, confidentiality, regions, what late comers see, the second administrator.',
  })
  policies!: OrganizationSettings;

  @Field(() => [PromisedTerm], {
    description:
      'Where an upgrade of the group is open: what its text promises otherwise than these policies. While there is any, its cut-over is refused with NOTICE_OUTDATED. Empty where none is open.',
  })
  outdatedTerms!: readonly string[];

  @Field(() => PreflightMessages, { description: 'What becomes of the history.' })
  messages!: PreflightMessages;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'What the cut-over would do now. The token lets it be done within five minutes, unless a number changes, or who joins.',
})
export class CutOverSummary {
  @Field(() => ID, { description: 'The upgrade.' })
  groupUpgradeId!: string;

  @Field(() => Int, {
    description:
      'People who join. Who stands twice on the roster is one of them, and joins if either entry does: a yes that no later no, to whichever entry, has taken back.',
  })
  joining!: number;

  @Field(() => Int, { description: 'People who do not.' })
  staying!: number;

  @Field(() => Int, { description: 'Roster entries whose person joins by them.' })
  joiningEntries!: number;

  @Field(() => Int, { description: 'Roster entries by which nobody joins.' })
  stayingEntries!: number;

  @Field(() => [ExclusionCount], { description: 'Of these entries, how many by each reason, most first.' })
  excludedByReason!: readonly ExclusionCount[];

  @Field(() => Int, {
    description:
      'Of the people who do not join, how many could answer by now if answers were not closed: what kept them from it was cured in the cooling-off, or they have joined the source group in it. stopCoolingOff asks them; the cut-over leaves them out. 0 while answers are open.',
  })
  cured!: number;

  @Field(() => Int, { description: 'Messages that the enterprise group takes over.' })
  messages!: number;

  @Field(() => String, { description: "The digest of the history's proof, hexadecimal." })
  historyDigest!: string;

  @Field(() => Boolean, {
    description:
      'Whether every stored message was read again and found as it was imported. That begins with the cooling-off and is told by the event HISTORY_PROVED; the cut-over needs it.',
  })
  historyProved!: boolean;

  @Field(() => [PromisedTerm], {
    description:
      "What the text that people agreed to promises otherwise than the organization's settings say now. While there is any, the cut-over is refused with NOTICE_OUTDATED: adoptNotice asks people anew.",
  })
  outdatedTerms!: readonly string[];

  @Field(() => String, { description: 'Opaque: for cutOverGroupUpgrade.' })
  token!: string;

  @Field(() => DateTime, { description: 'When the token stops working.' })
  tokenExpiresAt!: Date;
}
