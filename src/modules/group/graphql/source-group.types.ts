import { Field, Int, ObjectType } from 'type-graphql';
import { maskMobile } from '#modules/identity/public.js';
import { DateTime } from '#platform/graphql/date-time.js';
import { make } from '#platform/graphql/make.js';
import { globalId, Node, PageInfo } from '#platform/graphql/relay.js';
import type { RosterEntryRow } from '../data/roster.js';
import type { SourceGroupRow } from '../data/source-groups.js';
import { displayName } from '../domain/display-name.js';
import type { SourceGroupState as State } from '../domain/states.js';
import { SourceGroupState } from './group.enums.js';

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    "A group of a consumer platform, as it was imported. For the organization's administrators of groups, its auditors and the group's owner.",
})
export class SourceGroup extends Node {
  @Field(() => String, { description: 'As the newest export says, without what is unsafe to show.' })
  name!: string;

  @Field(() => String, { description: 'Where it lives, as the export says; for instance `wechat`.' })
  platform!: string;

  @Field(() => String, {
    description:
      'Its id on the platform. `name:` and the name where the export has none: then the group is known by that.',
  })
  platformGroupId!: string;

  @Field(() => SourceGroupState, { description: 'Whether it still exists.' })
  state!: State;

  @Field(() => Int, { description: 'Members on the roster who have not left.' })
  memberCount!: number;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the newest message was sent; null without messages.',
  })
  lastMessageAt!: Date | null;

  @Field(() => DateTime, { description: 'When it was last imported.' })
  importedAt!: Date;

  /** What the field resolvers read. */
  readonly row!: SourceGroupRow;
}

/** The object of a row. Its fields are for those who may read groups: whoever makes it has made sure of that. */
export function toSourceGroup(row: SourceGroupRow): SourceGroup {
  const { name, platform, platformGroupId, state, memberCount, lastMessageAt, importedAt } = row;
  return make(SourceGroup, {
    id: globalId('SourceGroup', row.id),
    name,
    platform,
    platformGroupId,
    state,
    memberCount,
    lastMessageAt,
    importedAt,
    row,
  });
}

@ObjectType({ simpleResolvers: true, description: 'A source group and its place.' })
export class SourceGroupEdge {
  @Field(() => String, { description: 'Where to read on.' })
  cursor!: () => string;

  @Field(() => SourceGroup, { description: 'The group.' })
  node!: SourceGroup;
}

@ObjectType({
  simpleResolvers: true,
  description: 'Source groups in the order in which they were first imported.',
})
export class SourceGroupConnection {
  @Field(() => [SourceGroupEdge], { description: 'The page.' })
  edges!: SourceGroupEdge[];

  @Field(() => PageInfo, { description: 'Where the page stands.' })
  pageInfo!: PageInfo;

  @Field(() => Int, { description: 'How many there are. Counted only when asked for.' })
  totalCount!: () => Promise<number>;
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    'Somebody on the roster of a source group: the same as long as the group exists, also when they leave and come back. For those who read the group, and for the person whom an invitation asks as this entry.',
})
export class RosterEntry extends Node {
  @Field(() => String, { description: 'Their id on the platform.' })
  platformId!: string;

  @Field(() => String, {
    description:
      'What to show: the nickname in the group, else the account name, else the platform id; without control characters and direction overrides.',
  })
  displayName!: string;

  @Field(() => String, {
    nullable: true,
    description:
      "The account's name exactly as the export has it (U+FFFD for what cannot be stored). Not safe to show as it is: it may hold direction overrides.",
  })
  accountName!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Their nickname in the group, exactly as the export has it.',
  })
  groupNickname!: string | null;

  @Field(() => [String], {
    description: 'What they are in the group: `owner`, `admin`, or whatever the export names.',
  })
  roles!: readonly string[];

  @Field(() => String, { nullable: true, description: 'Their mobile, masked; null while it is not known.' })
  mobile!: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When an import no longer found them; null while they are in the group.',
  })
  leftAt!: Date | null;
}

/** The object of a row, for those who may read the group, and for the one it is about. */
export function toRosterEntry(row: RosterEntryRow): RosterEntry {
  const { platformId, accountName, groupNickname, roles, leftAt } = row;
  return make(RosterEntry, {
    id: globalId('RosterEntry', row.id),
    platformId,
    displayName: displayName(row),
    accountName,
    groupNickname,
    roles,
    mobile: row.mobile === null ? null : maskMobile(row.mobile),
    leftAt,
  });
}

@ObjectType({ simpleResolvers: true, description: 'An entry of a roster and its place.' })
export class RosterEntryEdge {
  @Field(() => String, { description: 'Where to read on.' })
  cursor!: () => string;

  @Field(() => RosterEntry, { description: 'The entry.' })
  node!: RosterEntry;
}

@ObjectType({
  simpleResolvers: true,
  description: 'Those who are in a source group, in the order of its exports.',
})
export class RosterEntryConnection {
  @Field(() => [RosterEntryEdge], { description: 'The page.' })
  edges!: RosterEntryEdge[];

  @Field(() => PageInfo, { description: 'Where the page stands.' })
  pageInfo!: PageInfo;

  @Field(() => Int, { description: 'How many are in the group, as at the last import.' })
  totalCount!: number;
}
