import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { Role } from '#modules/identity/public.js';
import { DateTime } from '#platform/graphql/date-time.js';
import { enumType } from '#platform/graphql/enums.js';
import { make } from '#platform/graphql/make.js';
import { globalId, Node, PageInfo } from '#platform/graphql/relay.js';
import type { MemberRow } from '../data/member-queries.js';
import type { Gender, MemberStatus as Status } from '../domain/member.js';
import { Department } from './department.types.js';

export const MemberStatus = enumType<Status>({
  name: 'MemberStatus',
  description: 'Where an account stands.',
  values: {
    NOT_ACTIVATED: 'It waits for somebody to prove its mobile by signing in.',
    ACTIVATED: 'In use by the person who has its mobile.',
    DISABLED: 'An administrator has taken its use away; it can be enabled again.',
    LEFT: 'Ended for good. It stays on record; its mobile and user id may be used again.',
  },
});

export const MemberGender = enumType<Gender>({
  name: 'MemberGender',
  description: "As in WeCom's member template.",
  values: { MALE: '男', FEMALE: '女' },
});

export const MemberRole = enumType<Role>({
  name: 'MemberRole',
  description: 'What an account may do beyond what all may. Counts while the account is ACTIVATED.',
  values: {
    ADMINISTRATOR: 'Everything in the organization, roles included. At least one active account has it.',
    DIRECTORY_ADMINISTRATOR: 'Writes departments and members, but takes no account away that has roles.',
    GROUP_ADMINISTRATOR: 'Imports groups and, where they own one, upgrades it.',
    AUDITOR: 'Reads all, changes nothing.',
  },
});

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'An account in an organization. Active members of the organization see it.',
})
export class Member extends Node {
  @Field(() => String, {
    description:
      '1 to 64 characters without spaces, unique among the accounts that have not left, in any case.',
  })
  userId!: string;

  @Field(() => String, { description: '1 to 64 characters.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Another name, at most 64 characters.' })
  alias!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The e-mail address as the directory has it; nobody has proved it.',
  })
  email!: string | null;

  @Field(() => String, { nullable: true, description: 'What they are there, at most 128 characters.' })
  position!: string | null;

  @Field(() => MemberGender, { nullable: true, description: 'As the directory has it.' })
  gender!: Gender | null;

  @Field(() => [MemberRole], { description: 'What it may do beyond what all may.' })
  roles!: readonly Role[];

  @Field(() => MemberStatus, { description: 'Where it stands.' })
  status!: Status;

  @Field(() => Int, { description: 'Grows with each change; for `expectedVersion`.' })
  version!: number;

  @Field(() => DateTime, { description: 'When it was created.' })
  createdAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When its mobile was proved; null before that.' })
  activatedAt!: Date | null;

  /** What the field resolvers read. */
  readonly row!: MemberRow;
}

/** The object of a row. Its fields are for members of the organization: whoever makes it has made sure of that. */
export function toMember(row: MemberRow): Member {
  const { userId, name, alias, email, position, gender, roles, status, version, createdAt, activatedAt } =
    row;
  return make(Member, {
    id: globalId('Member', row.id),
    userId,
    name,
    alias,
    email,
    position,
    gender,
    roles,
    status,
    version,
    createdAt,
    activatedAt,
    row,
  });
}

@ObjectType({ simpleResolvers: true, description: "A member's place in a department." })
export class MemberPlace {
  @Field(() => Department, { description: 'The department.' })
  department!: Department;

  @Field(() => Boolean, { description: 'Whether it is their main department. Exactly one is.' })
  main!: boolean;

  @Field(() => Boolean, {
    description: 'Whether they lead it. A department may have several leaders, or none.',
  })
  leader!: boolean;

  @Field(() => Float, {
    description: "Sorts the department's members, larger first. A whole number from 0 to 4294967295.",
  })
  order!: number;
}

@ObjectType({ simpleResolvers: true, description: 'One member and its place in the list.' })
export class MemberEdge {
  @Field(() => String, { description: 'Where to read on.' })
  cursor!: () => string;

  @Field(() => Member, { description: 'The member.' })
  node!: Member;
}

@ObjectType({
  simpleResolvers: true,
  description: 'Members, those that were created first before the others.',
})
export class MemberConnection {
  @Field(() => [MemberEdge], { description: 'The page.' })
  edges!: MemberEdge[];

  @Field(() => PageInfo, { description: 'Where the page stands.' })
  pageInfo!: PageInfo;

  @Field(() => Int, { description: 'How many there are in all, of those that were asked for.' })
  totalCount!: () => Promise<number>;
}
