import type { BlockedReason, ExclusionReason, InvitationState, PauseReason, UpgradeState } from './states.js';

/**
 * What can change underneath an invitation: in the directory, in the matching of mobiles, on the roster, in another
 * upgrade, in the rules and the room of the organization. The account is the one with the mobile of the consumer
 * identity; a person is known by their number.
 */
export const changesUnderInvitations = {
  ACCOUNT_MOBILE_CHANGED: 'The directory gives the account another mobile.',
  MOBILE_CORRECTED: 'The identity gets another mobile, which no account has.',
  MOBILE_CORRECTED_TO_COLLEAGUE: 'The identity gets the mobile of another activated account.',
  NUMBER_GIVEN_AWAY: 'The account gets another mobile, and somebody else an account on the old one.',
  ACCOUNT_AND_IDENTITY_MOVED:
    'The account and the identity both get the mobile of somebody else, who signs in.',
  ACCOUNT_DISABLED: 'The account is disabled.',
  ACCOUNT_DISABLED_FOR_A_WHILE: 'The account is disabled and enabled again.',
  ACCOUNT_ENABLED: 'The disabled account is enabled.',
  ACCOUNT_LEFT: 'The account is ended for good.',
  ACCOUNT_REPLACED: 'The account is ended, and the person hired again: a new account on the same mobile.',
  ACCOUNT_CREATED: 'An account is made on the mobile.',
  ACCOUNT_ACTIVATED: 'The person signs in for the first time.',
  LEFT_SOURCE_GROUP: 'A later export has them on the roster no more.',
  CAME_BACK: 'They leave the source group, and a later export has them back.',
  JOINED_SOURCE_GROUP: 'A later export has somebody new on the roster.',
  JOINED_IN_COOLING_OFF: 'Answers are closed, and a later export has somebody new on the roster.',
  CURED_IN_COOLING_OFF: 'Answers are closed, and the person gets an account on the mobile, and signs in.',
  MATCHED_TO_PERSON_ON_ROSTER:
    'The identity gets the mobile of somebody who is on the roster too, and has accepted.',
  OTHER_ENTRY_MATCHED: 'Another entry of the roster gets the same mobile.',
  NO_AS_OTHER_ENTRY: 'Another entry of the roster gets the same mobile, and the person says no to that one.',
  YES_AS_OTHER_ENTRY:
    'Another entry of the roster gets the same mobile, and the person says yes to that one.',
  DECLINED_ELSEWHERE: 'The person declines in another upgrade at the same time.',
  REGION_RULE_TIGHTENED: 'The organization takes numbers of its own region only; the mobile is of another.',
  REGION_RULE_EASED: 'The organization takes numbers of any region again; the mobile is of another.',
  CAPACITY_LOWERED: 'The verification runs out, and there is no room any more for who has accepted last.',
} as const;
export type ChangeUnderInvitation = keyof typeof changesUnderInvitations;

/** How an entry of the roster stands: the state of its invitation, with the reason where it is blocked. */
export type EntryStanding =
  | Exclude<InvitationState, 'BLOCKED' | 'INCLUDED' | 'EXCLUDED'>
  | `BLOCKED ${BlockedReason}`;
export type EntryOutcome = 'INCLUDED' | `EXCLUDED ${ExclusionReason}`;

/** What can change underneath an upgrade: its owner and its organization. */
export const changesUnderUpgrades = {
  OWNER_DISABLED: 'The account of the owner is disabled.',
  OWNER_LEFT_ORGANIZATION: 'The account of the owner is ended.',
  OWNER_MOBILE_CHANGED: 'The account of the owner gets another mobile.',
  OWNER_HIRED_AGAIN:
    'The account of the owner is ended, and they get a new one with the same mobile, and sign in.',
  OWNER_REPLACED:
    'The account of the owner gets the mobile of somebody else, who signs in, and the owner’s identity is said to have it too.',
  OWNER_LEFT_GROUP: 'A later export has no owner on the roster.',
  OWNER_CAME_BACK: 'The account of the owner is disabled and enabled again.',
  GROUP_HANDED_OVER: 'A later export names another owner.',
  GROUP_HANDED_OVER_WITH_MANDATE: 'The same, and the new owner gives the administrators a mandate.',
  GROUP_HANDED_OVER_TO_OUTSIDER: 'A later export names another owner, who has no activated account.',
  OUTSIDER_SIGNED_IN: 'The same, and an account is made for the new owner, who signs in.',
  ORGANIZATION_SUSPENDED: 'The organization is suspended, and its clock stops.',
  ORGANIZATION_SUSPENDED_CLOCK_RUNS: 'The organization is suspended, and its clock runs on.',
  ORGANIZATION_REINSTATED: 'The organization is suspended and goes on.',
  SETTINGS_CHANGED: 'The organization changes what its texts promise.',
} as const;
export type ChangeUnderUpgrade = keyof typeof changesUnderUpgrades;

export type UpgradeStanding = Exclude<UpgradeState, 'PAUSED'> | `PAUSED ${PauseReason}`;
