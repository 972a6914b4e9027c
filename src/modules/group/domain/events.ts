import { domainEvent } from '#kernel/domain-event.js';

/** A source group's roster, its owner or its history may have changed. */
export const groupChanged = domainEvent<{ sourceGroupId: string; organizationId: string }>('group.changed');

/**
 * People of these groups were said to have other mobiles: all groups of a match at once, for what follows in its
 * transaction takes its locks in one order.
 */
export const mobilesMatched = domainEvent<{ sourceGroupIds: readonly string[] }>('group.mobiles-matched');

/** The owners of these groups are asked for their mandate by this transaction. */
export const mandatesRequested = domainEvent<{ organizationId: string; sourceGroupIds: readonly string[] }>(
  'group.mandates-requested',
);

/** The owner of a group has given their mandate, or has said no to it or taken it back. */
export const mandateDecided = domainEvent<{
  organizationId: string;
  sourceGroupId: string;
  isGranted: boolean;
}>('group.mandate-decided');

/** Somebody was let into a group after its cut-over, and sees all of its history, or what comes from now on. */
export const memberAdmitted = domainEvent<{
  organizationId: string;
  enterpriseGroupId: string;
  memberId: string;
  seesAll: boolean;
}>('group.member-admitted');
