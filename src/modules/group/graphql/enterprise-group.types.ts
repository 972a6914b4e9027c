import { Field, Int, ObjectType } from 'type-graphql';
import { PromisedTerms, toPromisedTerms } from '#modules/organization/graphql/promised-terms.types.js';
import { DateTime } from '#platform/graphql/date-time.js';
import { make } from '#platform/graphql/make.js';
import { globalId, Node, PageInfo } from '#platform/graphql/relay.js';
import type { EnterpriseGroupRow } from '../data/enterprise-groups.js';
import type { GroupMemberRow } from '../data/places.js';
import type { HolderStanding } from '../domain/changes-of-holders.js';
import type { EnterpriseGroupState as State, GroupRole as Role } from '../domain/states.js';
import { EnterpriseGroupState, GroupMemberStanding, GroupRole } from './group.enums.js';

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    'A group of an organization that has taken over, or will, the history of a source group. Any active member of the organization sees it; its history is for the people who are in it.',
})
export class EnterpriseGroup extends Node {
  @Field(() => String, { description: 'As the source group was called when the upgrade was started.' })
  name!: string;

  @Field(() => EnterpriseGroupState, { description: 'Where its life stands.' })
  state!: State;

  @Field(() => DateTime, { description: 'When its upgrade was started.' })
  createdAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it took over; null before.' })
  activatedAt!: Date | null;

  @Field(() => PromisedTerms, {
    nullable: true,
    description:
      'What its members were promised by the text that they agreed to, as it was at the cut-over; null before.',
  })
  terms!: PromisedTerms | null;

  /** What the field resolvers read. */
  readonly row!: EnterpriseGroupRow;
}

/** The object of a row. Its fields are for members of the organization: whoever makes it has made sure of that. */
export function toEnterpriseGroup(row: EnterpriseGroupRow): EnterpriseGroup {
  const { name, state, createdAt, activatedAt, terms } = row;
  return make(EnterpriseGroup, {
    id: globalId('EnterpriseGroup', row.id),
    name,
    state,
    createdAt,
    activatedAt,
    terms: terms && toPromisedTerms(terms),
    row,
  });
}

@ObjectType({
  simpleResolvers: true,
  description:
    'Somebody in an enterprise group. The place is the person’s who said yes, or had the account when it was admitted: whoever gets their account later, with another mobile, does not get it. They read the history while they have an activated account in the organization on their verified mobile, whichever that is; otherwise the place rests, and is theirs again as soon as they have one.',
})
export class EnterpriseGroupMember {
  @Field(() => GroupRole, { description: 'What they are in it.' })
  role!: Role;

  @Field(() => GroupMemberStanding, {
    description: 'Whether they read the history at the moment, or why not.',
  })
  standing!: HolderStanding;

  @Field(() => DateTime, { description: 'Since when.' })
  joinedAt!: Date;

  @Field(() => Int, {
    nullable: true,
    description:
      'The first place of the history that is theirs to read, for those who were admitted after the cut-over; null: all of it.',
  })
  historyFrom!: number | null;

  /** What the field resolvers read. */
  readonly row!: GroupMemberRow;
}

export function toGroupMember(row: GroupMemberRow): EnterpriseGroupMember {
  const { role, standing, joinedAt, historyFrom } = row;
  return make(EnterpriseGroupMember, { role, standing, joinedAt, historyFrom, row });
}

@ObjectType({ simpleResolvers: true, description: 'A member and their place.' })
export class EnterpriseGroupMemberEdge {
  @Field(() => String, { description: 'Where to read on.' })
  cursor!: () => string;

  @Field(() => EnterpriseGroupMember, { description: 'The member.' })
  node!: EnterpriseGroupMember;
}

@ObjectType({ simpleResolvers: true, description: 'The members of an enterprise group, in a stable order.' })
export class EnterpriseGroupMemberConnection {
  @Field(() => [EnterpriseGroupMemberEdge], { description: 'The page.' })
  edges!: EnterpriseGroupMemberEdge[];

  @Field(() => PageInfo, { description: 'Where the page stands.' })
  pageInfo!: PageInfo;

  @Field(() => Int, { description: 'How many there are. Counted only when asked for.' })
  totalCount!: () => Promise<number>;
}
