import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTime } from '#platform/graphql/date-time.js';
import { make } from '#platform/graphql/make.js';
import { globalId } from '#platform/graphql/relay.js';
import type { EventRow } from '../data/event-log.js';
import { GroupUpgradeEventType } from './upgrade.enums.js';

@ObjectType({ simpleResolvers: true, description: 'One entry of the log of an upgrade.' })
export class GroupUpgradeEvent {
  readonly row!: EventRow;

  @Field(() => ID, { description: 'The upgrade.' })
  groupUpgradeId!: string;

  @Field(() => Int, {
    description: '1 for the first event, and one more for each that follows, without a gap.',
  })
  sequence!: number;

  @Field(() => GroupUpgradeEventType, { description: 'What happened.' })
  type!: string;

  @Field(() => DateTime, { description: "When, by the database's clock." })
  at!: Date;

  @Field(() => String, {
    nullable: true,
    description: 'The state before: an InvitationState, or a GroupUpgradeState for an event of the upgrade.',
  })
  fromState!: string | null;

  @Field(() => String, { nullable: true, description: 'The state after.' })
  toState!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'A BlockedReason, an ExclusionReason, NOTICE_CHANGED for who is asked anew about another text, NO_AS_OTHER_ENTRY for a yes that its giver took back with a no as another entry of the roster, ERASED for one whose giver was erased, or what the person or administrator gave as a reason.',
  })
  reason!: string | null;
}

export function toEvent(row: EventRow): GroupUpgradeEvent {
  const { sequence, type, at, fromState, toState, reason } = row;
  return make(GroupUpgradeEvent, {
    row,
    groupUpgradeId: globalId('GroupUpgrade', row.upgradeId),
    sequence,
    type,
    at,
    fromState,
    toState,
    reason,
  });
}
