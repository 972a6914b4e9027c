import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DateTime } from '#platform/graphql/date-time.js';
import { enumType } from '#platform/graphql/enums.js';
import { make } from '#platform/graphql/make.js';
import { MutationInput } from '#platform/graphql/mutation-input.js';
import { PageInfo } from '#platform/graphql/relay.js';
import { Payload } from '#platform/graphql/user-error.js';
import type { MatchMethod, MatchRow } from '../data/matches.js';
import { RosterEntry } from './source-group.types.js';

export const RosterMatchMethod = enumType<MatchMethod>({
  name: 'RosterMatchMethod',
  description: 'How an entry of a roster was matched.',
  values: {
    HAND: 'One by one: matchRosterEntry or unmatchRosterEntry.',
    CSV: 'By a line of a file: importSourceGroupMobiles.',
  },
});

@ObjectType({
  simpleResolvers: true,
  description:
    'That somebody said which mobile the person behind an entry of a roster has, or that it is not known any more.',
})
export class RosterMatch {
  @Field(() => RosterMatchMethod, { description: 'How.' })
  method!: MatchMethod;

  @Field(() => DateTime, { description: 'When.' })
  at!: Date;

  @Field(() => String, { nullable: true, description: 'The mobile before, masked; null if none was known.' })
  oldMobile!: string | null;

  @Field(() => String, { nullable: true, description: 'The mobile since, masked; null if none is known.' })
  newMobile!: string | null;

  /** What the field resolvers read. */
  readonly row!: MatchRow;
}

export function toRosterMatch(row: MatchRow): RosterMatch {
  const { method, at, oldMobile, newMobile } = row;
  return make(RosterMatch, { method, at, oldMobile, newMobile, row });
}

@ObjectType({ simpleResolvers: true, description: 'A match and its place.' })
export class RosterMatchEdge {
  @Field(() => String, { description: 'Where to read on.' })
  cursor!: () => string;

  @Field(() => RosterMatch, { description: 'The match.' })
  node!: RosterMatch;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'Matches of those who are or were on a roster, the newest first. A person has one mobile in all groups of the platform, so those made through another group are among them.',
})
export class RosterMatchConnection {
  @Field(() => [RosterMatchEdge], { description: 'The page.' })
  edges!: RosterMatchEdge[];

  @Field(() => PageInfo, { description: 'Where the page stands.' })
  pageInfo!: PageInfo;

  @Field(() => Int, { description: 'How many there are. Counted only when asked for.' })
  totalCount!: () => Promise<number>;
}

@InputType({ description: 'Who the person behind an entry is: by mobile or by account, one of the two.' })
export class MatchRosterEntryInput extends MutationInput {
  @Field(() => ID, { description: 'A RosterEntry of a group that is LIVE.' })
  rosterEntryId!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'A mobile as people write it; one without a country code is of mainland China. Nobody needs to have an account with it yet.',
  })
  mobile?: string | null;

  @Field(() => ID, { nullable: true, description: 'A Member of the organization: their mobile is taken.' })
  memberId?: string | null;
}

@ObjectType({
  implements: Payload,
  simpleResolvers: true,
  description: 'The entry has this mobile now, in every group that the person is in.',
})
export class MatchRosterEntryPayload extends Payload {
  @Field(() => RosterEntry, { nullable: true, description: 'Null when it was refused.' })
  rosterEntry?: RosterEntry;

  @Field(() => [RosterEntry], {
    nullable: true,
    description:
      'A warning: others who are in the same group and have the same mobile. Right for somebody who is in it twice: they are asked once for each entry, and join once. Null when it was refused.',
  })
  sameMobileAs?: RosterEntry[];
}

@InputType({ description: 'Which entry.' })
export class UnmatchRosterEntryInput extends MutationInput {
  @Field(() => ID, { description: 'A RosterEntry of a group that is LIVE.' })
  rosterEntryId!: string;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'The entry has no mobile now.' })
export class UnmatchRosterEntryPayload extends Payload {
  @Field(() => RosterEntry, { nullable: true, description: 'Null when it was refused.' })
  rosterEntry?: RosterEntry;
}
