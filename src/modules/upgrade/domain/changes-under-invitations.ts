import type { ChangeUnderInvitation, EntryOutcome, EntryStanding } from './what-can-change.js';

/**
 * By how the entry stands when it happens (NOT_ASKED: was not on the roster): how it stands at once, without anybody's
 * doing; what the cut-over makes of it, if nobody does anything more; and why.
 */
type InvitationRules = Partial<
  Record<
    EntryStanding | 'NOT_ASKED',
    readonly [becomes: EntryStanding, atCutOver: EntryOutcome, because: string]
  >
>;

/**
 * What becomes of an invitation when something changes underneath it. Two rules run through it. Who has not said yes
 * never comes in by a change, and a yes counts only for the very account that gave it. And an answer is never undone
 * by a change, but by its giver's own later word alone: what stands against an acceptance is decided at the cut-over, for
 * until then it may be cured.
 */
export const underInvitations: Readonly<Record<ChangeUnderInvitation, InvitationRules>> = {
  ACCOUNT_MOBILE_CHANGED: {
    PENDING: ['BLOCKED NO_ACCOUNT', 'EXCLUDED NO_ACCOUNT', 'Nobody has the number that is asked.'],
    'BLOCKED ACCOUNT_NOT_ACTIVATED': [
      'BLOCKED NO_ACCOUNT',
      'EXCLUDED NO_ACCOUNT',
      'Another cure is needed now.',
    ],
    ACCEPTED: ['ACCEPTED', 'EXCLUDED MOBILE_MISMATCH', 'Nobody knows that it is the same person.'],
    DECLINED: ['DECLINED', 'EXCLUDED DECLINED', 'A no needs no account.'],
  },
  MOBILE_CORRECTED: {
    PENDING: ['BLOCKED NO_ACCOUNT', 'EXCLUDED NO_ACCOUNT', 'The person meant has no account.'],
    'BLOCKED UNKNOWN_MOBILE': ['BLOCKED NO_ACCOUNT', 'EXCLUDED NO_ACCOUNT', 'The next cure is needed.'],
    ACCEPTED: ['ACCEPTED', 'EXCLUDED MOBILE_MISMATCH', 'Who said yes was not the person meant.'],
    DECLINED: ['DECLINED', 'EXCLUDED DECLINED', 'They are asked again only on purpose.'],
  },
  MOBILE_CORRECTED_TO_COLLEAGUE: {
    PENDING: ['PENDING', 'EXCLUDED EXPIRED', 'The person meant is asked from now on, and has not answered.'],
    'BLOCKED UNKNOWN_MOBILE': ['PENDING', 'EXCLUDED EXPIRED', 'Matched: the person can answer.'],
    ACCEPTED: ['ACCEPTED', 'EXCLUDED MOBILE_MISMATCH', 'Nobody comes in by the yes of another.'],
    DECLINED: ['DECLINED', 'EXCLUDED DECLINED', 'They are asked again only on purpose.'],
  },
  NUMBER_GIVEN_AWAY: {
    PENDING: ['PENDING', 'EXCLUDED EXPIRED', 'Whoever has the number is asked.'],
    ACCEPTED: ['ACCEPTED', 'EXCLUDED MOBILE_MISMATCH', 'Who has the number has not said yes.'],
  },
  ACCOUNT_AND_IDENTITY_MOVED: {
    PENDING: ['PENDING', 'EXCLUDED EXPIRED', 'Whoever has the number is asked, and has not answered.'],
    ACCEPTED: ['ACCEPTED', 'EXCLUDED MOBILE_MISMATCH', 'A yes is a person’s and not an account’s.'],
    DECLINED: ['DECLINED', 'EXCLUDED DECLINED', 'They are asked again only on purpose.'],
  },
  ACCOUNT_DISABLED: {
    PENDING: ['BLOCKED ACCOUNT_DISABLED', 'EXCLUDED ACCOUNT_DISABLED', 'They cannot answer.'],
    'BLOCKED ACCOUNT_NOT_ACTIVATED': [
      'BLOCKED ACCOUNT_DISABLED',
      'EXCLUDED ACCOUNT_DISABLED',
      'Another cure is needed now.',
    ],
    ACCEPTED: ['ACCEPTED', 'EXCLUDED ACCOUNT_DISABLED', 'The yes is kept; it may be enabled again in time.'],
    DECLINED: ['DECLINED', 'EXCLUDED DECLINED', 'The answer is the reason, not the account.'],
    WITHDRAWN: ['WITHDRAWN', 'EXCLUDED WITHDRAWN', 'The answer is the reason, not the account.'],
    EXPIRED: ['EXPIRED', 'EXCLUDED EXPIRED', 'They had their time.'],
    REVOKED: ['REVOKED', 'EXCLUDED REMOVED_BY_ADMIN', 'They were removed on purpose.'],
  },
  ACCOUNT_DISABLED_FOR_A_WHILE: {
    PENDING: ['PENDING', 'EXCLUDED EXPIRED', 'They can answer again.'],
    ACCEPTED: ['ACCEPTED', 'INCLUDED', 'The same account said yes and can carry it out.'],
  },
  ACCOUNT_ENABLED: {
    'BLOCKED ACCOUNT_DISABLED': ['PENDING', 'EXCLUDED EXPIRED', 'Cured, for a day at least.'],
  },
  ACCOUNT_LEFT: {
    PENDING: ['BLOCKED NO_ACCOUNT', 'EXCLUDED NO_ACCOUNT', 'Nobody has the number that is asked.'],
    ACCEPTED: ['ACCEPTED', 'EXCLUDED LEFT_ORGANIZATION', 'The account that said yes has ended.'],
    DECLINED: ['DECLINED', 'EXCLUDED DECLINED', 'The answer is the reason, not the account.'],
  },
  ACCOUNT_REPLACED: {
    PENDING: ['PENDING', 'EXCLUDED EXPIRED', 'The new account can answer.'],
    ACCEPTED: ['ACCEPTED', 'EXCLUDED LEFT_ORGANIZATION', 'A new account has not said yes.'],
  },
  ACCOUNT_CREATED: {
    'BLOCKED NO_ACCOUNT': [
      'BLOCKED ACCOUNT_NOT_ACTIVATED',
      'EXCLUDED ACCOUNT_NOT_ACTIVATED',
      'The next cure is needed.',
    ],
  },
  ACCOUNT_ACTIVATED: {
    'BLOCKED ACCOUNT_NOT_ACTIVATED': ['PENDING', 'EXCLUDED EXPIRED', 'Cured, for a day at least.'],
  },
  LEFT_SOURCE_GROUP: {
    PENDING: [
      'BLOCKED LEFT_SOURCE_GROUP',
      'EXCLUDED LEFT_SOURCE_GROUP',
      'The group that is upgraded is not theirs any more.',
    ],
    'BLOCKED NO_ACCOUNT': [
      'BLOCKED LEFT_SOURCE_GROUP',
      'EXCLUDED LEFT_SOURCE_GROUP',
      'An account would not help any more.',
    ],
    ACCEPTED: ['ACCEPTED', 'EXCLUDED LEFT_SOURCE_GROUP', 'The yes is kept; they may come back in time.'],
    DECLINED: ['DECLINED', 'EXCLUDED DECLINED', 'The answer is the reason.'],
  },
  CAME_BACK: {
    PENDING: ['PENDING', 'EXCLUDED EXPIRED', 'It is the same question, and they can answer again.'],
    ACCEPTED: ['ACCEPTED', 'INCLUDED', 'They said yes to this upgrade, and are in the group.'],
    DECLINED: ['DECLINED', 'EXCLUDED DECLINED', 'They are asked again only on purpose.'],
  },
  JOINED_SOURCE_GROUP: {
    NOT_ASKED: [
      'BLOCKED UNKNOWN_MOBILE',
      'EXCLUDED UNKNOWN_MOBILE',
      'Everybody on the roster is asked, and has an outcome.',
    ],
  },
  JOINED_IN_COOLING_OFF: {
    NOT_ASKED: ['PENDING', 'EXCLUDED EXPIRED', 'They have an outcome, and time once answers are open again.'],
  },
  CURED_IN_COOLING_OFF: {
    'BLOCKED ACCOUNT_NOT_ACTIVATED': [
      'BLOCKED ACCOUNT_NOT_ACTIVATED',
      'EXCLUDED ACCOUNT_NOT_ACTIVATED',
      'It kept them from answering in time; once answers are open again they are asked.',
    ],
    'BLOCKED NO_ACCOUNT': [
      'BLOCKED NO_ACCOUNT',
      'EXCLUDED NO_ACCOUNT',
      'It kept them from answering in time; once answers are open again they are asked.',
    ],
  },
  MATCHED_TO_PERSON_ON_ROSTER: {
    'BLOCKED UNKNOWN_MOBILE': [
      'PENDING',
      'EXCLUDED EXPIRED',
      'Each entry is asked by itself: the yes to one is none to the other.',
    ],
  },
  OTHER_ENTRY_MATCHED: {
    ACCEPTED: ['ACCEPTED', 'INCLUDED', 'Their yes stands; the person joins once.'],
  },
  NO_AS_OTHER_ENTRY: {
    ACCEPTED: ['WITHDRAWN', 'EXCLUDED WITHDRAWN', 'The newest word of a person counts.'],
    PENDING: ['PENDING', 'EXCLUDED EXPIRED', 'The no to one entry answers no other: they may still say yes.'],
  },
  YES_AS_OTHER_ENTRY: {
    DECLINED: ['DECLINED', 'EXCLUDED DECLINED', 'The entry keeps its answer; the person joins by the other.'],
  },
  DECLINED_ELSEWHERE: {
    ACCEPTED: ['ACCEPTED', 'INCLUDED', 'Each upgrade has answers of its own.'],
    PENDING: ['PENDING', 'EXCLUDED EXPIRED', 'Each upgrade has answers of its own.'],
  },
  REGION_RULE_TIGHTENED: {
    PENDING: ['BLOCKED REGION_RESTRICTED', 'EXCLUDED REGION_RESTRICTED', 'The rule is for whoever is asked.'],
    ACCEPTED: ['ACCEPTED', 'EXCLUDED REGION_RESTRICTED', 'The yes is kept; the rule may be eased in time.'],
    DECLINED: ['DECLINED', 'EXCLUDED DECLINED', 'The answer is the reason, not the rule.'],
  },
  REGION_RULE_EASED: {
    'BLOCKED REGION_RESTRICTED': ['PENDING', 'EXCLUDED EXPIRED', 'Cured, for a day at least.'],
    ACCEPTED: ['ACCEPTED', 'INCLUDED', 'They said yes, and nothing hinders them any more.'],
  },
  CAPACITY_LOWERED: {
    PENDING: ['PENDING', 'EXCLUDED EXPIRED', 'Who may answer does not depend on the room.'],
    ACCEPTED: ['ACCEPTED', 'EXCLUDED OVER_CAPACITY', 'The room is for the owner and who accepted first.'],
  },
};
