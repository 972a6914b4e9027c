import { domainEvent } from '#kernel/domain-event.js';
import type { MemberStatus } from './member.js';

/** Somebody has proved an account's mobile: the account can be used from now on. */
export const memberActivated = domainEvent<{
  organizationId: string;
  memberId: string;
  mobile: string;
  personId: string;
}>('directory.member-activated');

/**
 * An account was created, disabled, enabled or removed. One that gets another mobile is told of twice: with the mobile
 * that has no account any more, and with the new one.
 */
export const memberChanged = domainEvent<{
  organizationId: string;
  memberId: string;
  mobile: string;
  status: MemberStatus;
}>('directory.member-changed');

/** Accounts were created or changed by a file, up to some thousands at once; `memberChanged` is not told of these. */
export const membersImported = domainEvent<{ organizationId: string; memberIds: readonly string[] }>(
  'directory.members-imported',
);
