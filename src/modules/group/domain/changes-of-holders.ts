/** How whoever has a place in an enterprise group stands with the organization. */
export const holderStandings = ['ACTIVE', 'INACTIVE', 'ACCOUNT_PASSED_ON'] as const;
export type HolderStanding = (typeof holderStandings)[number];

/** What can happen to the account of somebody who is in an enterprise group. A person is known by their number. */
export const changesOfHolders = {
  MOBILE_OF_STRANGER: 'The account gets the mobile of somebody else, who signs in.',
  MOBILE_GIVEN_BACK: 'The same, and then it gets the former mobile back, and its person signs in.',
  SECOND_ACCOUNT: 'The same, and the person gets a second account with their mobile, and signs in.',
  STRANGER_ADMITTED: 'The same, and an administrator admits the account.',
  NEW_NUMBER: 'The person has another number, and the account gets it.',
  NEW_NUMBER_ADMITTED: 'The same, and an administrator admits the account.',
  ACCOUNT_DISABLED: 'The account is disabled.',
  ACCOUNT_ENABLED: 'The account is disabled and enabled again.',
  ACCOUNT_LEFT: 'The account is ended for good.',
  HIRED_AGAIN: 'The account is ended, and the person gets a new one with the same mobile, and signs in.',
  ERASED: 'The person has their data erased.',
  LATE_COMER_REPLACED:
    'The account of somebody who was admitted gets the mobile of somebody else, who signs in.',
} as const;
export type ChangeOfHolder = keyof typeof changesOfHolders;

/** What whoever uses the account afterwards reads in the group, if that is not the person of the place. */
export type OtherReads = 'NOBODY_ELSE' | 'NOTHING' | 'AS_LATE_COMER';

/**
 * What becomes of a place: how its holder stands then, what somebody else reads who has the account, and why. A place is
 * the person's who said yes, or who had the account when it was admitted, and nobody gets it with an account. It is read
 * by while its person is ACTIVE, which is to have an activated account in the organization on their verified mobile,
 * whichever that is; otherwise it rests, and is theirs again as soon as they have one.
 */
export const afterChange: Readonly<
  Record<ChangeOfHolder, readonly [holder: HolderStanding, other: OtherReads, because: string]>
> = {
  MOBILE_OF_STRANGER: ['ACCOUNT_PASSED_ON', 'NOTHING', 'Who has the account has not been let in.'],
  MOBILE_GIVEN_BACK: ['ACTIVE', 'NOBODY_ELSE', 'It is the same person, on the same mobile.'],
  SECOND_ACCOUNT: ['ACTIVE', 'NOTHING', 'The place goes with the person, not with the account.'],
  STRANGER_ADMITTED: ['ACCOUNT_PASSED_ON', 'AS_LATE_COMER', 'They get a place of their own beside it.'],
  NEW_NUMBER: ['ACCOUNT_PASSED_ON', 'NOTHING', 'Nobody can tell them from a stranger.'],
  NEW_NUMBER_ADMITTED: [
    'ACCOUNT_PASSED_ON',
    'AS_LATE_COMER',
    'An administrator knows them, and lets them in.',
  ],
  ACCOUNT_DISABLED: ['INACTIVE', 'NOBODY_ELSE', 'The organization keeps them out for now.'],
  ACCOUNT_ENABLED: ['ACTIVE', 'NOBODY_ELSE', 'It was kept for them.'],
  ACCOUNT_LEFT: ['INACTIVE', 'NOBODY_ELSE', 'The history is for people of the organization.'],
  HIRED_AGAIN: ['ACTIVE', 'NOBODY_ELSE', 'The place goes with the person, not with the account.'],
  ERASED: ['INACTIVE', 'NOBODY_ELSE', 'Nobody is left whose it is; that somebody was there stays on record.'],
  LATE_COMER_REPLACED: ['ACCOUNT_PASSED_ON', 'NOTHING', 'Who was admitted is a person, too.'],
};
