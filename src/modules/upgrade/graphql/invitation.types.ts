import { Field, Int, ObjectType } from 'type-graphql';
import { DateTime } from '#platform/graphql/date-time.js';
import { make } from '#platform/graphql/make.js';
import { globalId, Node, PageInfo } from '#platform/graphql/relay.js';
import type { InvitationRow } from '../data/invitation-rows.js';
import { RevokedReason } from './life-cycle.enums.js';
import { BlockedReason, ExclusionReason, InvitationState } from './upgrade.enums.js';

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    'The question put to one entry of the roster. Seen by the person it asks and by those who read the upgrade.',
})
export class Invitation extends Node {
  readonly row!: InvitationRow;

  @Field(() => InvitationState, { description: 'Its state.' })
  state!: string;

  @Field(() => BlockedReason, {
    nullable: true,
    description:
      'Why it cannot be answered; null unless BLOCKED. Once answers are closed it stays what it was then.',
  })
  blockedReason!: string | null;

  @Field(() => ExclusionReason, {
    nullable: true,
    description: 'Why the person is left out; null unless EXCLUDED.',
  })
  exclusionReason!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What the person gave as their reason, if they declined and gave one.',
  })
  declineReason!: string | null;

  @Field(() => RevokedReason, {
    nullable: true,
    description: 'Why it was taken back; null unless REVOKED.',
  })
  revokedReason!: string | null;

  @Field(() => Int, { description: 'The round of the upgrade in which it was asked last: 1 for the first.' })
  round!: number;

  @Field(() => DateTime, {
    description:
      'Until when it can be answered; over at this very moment. While it is BLOCKED it is kept, and whoever is cured then has 24 hours at least.',
  })
  expiresAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it was last answered; null before.' })
  answeredAt!: Date | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The edition of the text that the present answer is about; null before an answer.',
  })
  noticeEdition!: number | null;
}

@ObjectType({ simpleResolvers: true, description: 'An invitation and its place.' })
export class InvitationEdge {
  @Field(() => String, { description: 'Its place in the connection.' })
  cursor!: () => string;

  @Field(() => Invitation, { description: 'The invitation.' })
  node!: Invitation;
}

@ObjectType({ simpleResolvers: true, description: 'A page of invitations.' })
export class InvitationConnection {
  @Field(() => [InvitationEdge], { description: 'The page.' })
  edges!: InvitationEdge[];

  @Field(() => PageInfo, { description: 'Where the page stands.' })
  pageInfo!: PageInfo;

  @Field(() => Int, {
    description: 'How many there are in all pages. Costs a count: ask for it only where it is shown.',
  })
  totalCount!: () => Promise<number>;
}

export function toInvitation(row: InvitationRow): Invitation {
  const { state, blockedReason, exclusionReason, declineReason, expiresAt, answeredAt, noticeEdition } = row;
  const { revokedReason, round } = row;
  return make(Invitation, {
    id: globalId('Invitation', row.id),
    row,
    state,
    blockedReason,
    exclusionReason,
    declineReason,
    revokedReason,
    round,
    expiresAt,
    answeredAt,
    noticeEdition,
  });
}
