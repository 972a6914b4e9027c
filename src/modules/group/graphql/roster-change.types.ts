import { Field, Int, ObjectType } from 'type-graphql';
import { DateTime } from '#platform/graphql/date-time.js';
import { enumType } from '#platform/graphql/enums.js';
import { make } from '#platform/graphql/make.js';
import { PageInfo } from '#platform/graphql/relay.js';
import type { RosterChangeKind as Kind, RosterChangeRow } from '../data/roster-changes.js';

export const RosterChangeKind = enumType<Kind>({
  name: 'RosterChangeKind',
  description: 'What a later export has found changed.',
  values: {
    JOINED: 'Somebody who was never on the roster before is.',
    LEFT: 'Somebody is not in the export any more.',
    REJOINED: 'Somebody who had left is back.',
    OWNER_CHANGED: 'Somebody else owns the group, or nobody on the roster is known to.',
  },
});

@ObjectType({
  simpleResolvers: true,
  description: 'A difference between the roster that an import brought and the one before it.',
})
export class RosterChange {
  @Field(() => Int, { description: 'Its number among the changes of the group, from 1, without gaps.' })
  sequence!: number;

  @Field(() => RosterChangeKind, { description: 'What has changed.' })
  kind!: Kind;

  @Field(() => DateTime, { description: 'When the import found it: the same for all changes of one import.' })
  at!: Date;

  /** What the field resolvers read. */
  readonly row!: RosterChangeRow;
}

export function toRosterChange(row: RosterChangeRow): RosterChange {
  const { sequence, kind, at } = row;
  return make(RosterChange, { sequence, kind, at, row });
}

@ObjectType({ simpleResolvers: true, description: 'A change and its place.' })
export class RosterChangeEdge {
  @Field(() => String, { description: 'Where to read on.' })
  cursor!: () => string;

  @Field(() => RosterChange, { description: 'The change.' })
  node!: RosterChange;
}

@ObjectType({
  simpleResolvers: true,
  description:
    "What later exports have changed in a group's roster, the newest first. Those of its first roster have not joined.",
})
export class RosterChangeConnection {
  @Field(() => [RosterChangeEdge], { description: 'The page.' })
  edges!: RosterChangeEdge[];

  @Field(() => PageInfo, { description: 'Where the page stands.' })
  pageInfo!: PageInfo;

  @Field(() => Int, { description: 'How many there are. Counted only when asked for.' })
  totalCount!: () => Promise<number>;
}
