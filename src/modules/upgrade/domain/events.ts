import { domainEvent } from '#kernel/domain-event.js';

/** What invited people are to be told of. */
export const newsKinds = [
  'INVITED',
  'ASKED_AGAIN',
  'NOTICE_CHANGED',
  'UNBLOCKED',
  'REOPENED',
  'EXPIRES_SOON',
  'EXTENDED',
] as const;
export type NewsKind = (typeof newsKinds)[number];

/** An upgrade is over: cut over or given up. */
export const upgradeEnded = domainEvent<{
  organizationId: string;
  groupUpgradeId: string;
  /** The programme that had started it, if one had. */
  programmeId: string | null;
}>('upgrade.ended');

/**
 * There is news for those whom these invitations ask. Told in the transaction that made it, once for each kind,
 * whatever the number of invitations; those that are blocked are among them.
 */
export const invitationNews = domainEvent<{
  organizationId: string;
  groupUpgradeId: string;
  kind: NewsKind;
  invitationIds: readonly string[];
}>('upgrade.invitation-news');

/** Upgrades of these groups stand still and wait for a new owner, who can take them up or say who may. */
export const ownersAwaited = domainEvent<{ organizationId: string; sourceGroupIds: readonly string[] }>(
  'upgrade.owners-awaited',
);

/** The questions of these invitations are over before their time: answers were closed early, or they were taken back. */
export const questionsEnded = domainEvent<{
  organizationId: string;
  kind: 'CLOSED_EARLY' | 'REMOVED';
  invitationIds: readonly string[];
}>('upgrade.questions-ended');
