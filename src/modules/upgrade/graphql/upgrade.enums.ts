import { enumType } from '#platform/graphql/enums.js';
import type { EventType } from '../data/event-log.js';
import type * as preflight from '../domain/preflight.js';
import type * as promises from '../domain/promised-term.js';
import type * as states from '../domain/states.js';

export const GroupUpgradeState = enumType<states.UpgradeState>({
  name: 'GroupUpgradeState',
  description: 'The life of an upgrade.',
  values: {
    INVITING: 'Members are asked and may answer.',
    COOLING_OFF:
      'No first answer is taken any more; a given one can still be changed. The cut-over becomes possible at `coolingOffUntil`.',
    PAUSED:
      'Until it goes on nothing can be answered, but that a yes can be turned into a no, and no end comes nearer; `pauseReason` says why.',
    COMPLETED: 'Cut over: the source group has ceased. There is no way back.',
    CANCELLED: 'Given up: the source group stays as it is.',
  },
});

export const InvitationState = enumType<states.InvitationState>({
  name: 'InvitationState',
  description: 'The life of an invitation.',
  values: {
    BLOCKED: 'The person cannot answer yet; `blockedReason` says why and `cure` what would help.',
    PENDING: 'The person may answer until `expiresAt`.',
    ACCEPTED: 'They said yes. It can be changed until the cut-over.',
    DECLINED: 'They said no. It can be changed until the cut-over.',
    EXPIRED: 'The time was over before they answered.',
    REVOKED:
      'The upgrade was cancelled, or an administrator removed them; they can be asked again on purpose.',
    WITHDRAWN: 'They took their yes back before the cut-over.',
    INCLUDED: 'They are a member of the enterprise group.',
    EXCLUDED: 'They are not; `exclusionReason` says why.',
  },
});

export const BlockedReason = enumType<states.BlockedReason>({
  name: 'BlockedReason',
  description: 'What keeps a person from answering.',
  values: {
    UNKNOWN_MOBILE: 'No mobile is known for the consumer identity.',
    NO_ACCOUNT: 'No member of the organization has this mobile.',
    ACCOUNT_NOT_ACTIVATED: 'The member has not signed in yet.',
    ACCOUNT_DISABLED: 'The member was disabled.',
    LEFT_SOURCE_GROUP: 'The person is no longer on the roster.',
    REGION_RESTRICTED: "The organization admits mobiles of its own region only, and the person's is not.",
  },
});

export const Cure = enumType<states.Cure>({
  name: 'Cure',
  description: 'What would let a blocked person answer.',
  values: {
    PROVIDE_MOBILE: 'Give the mobile: matchRosterEntry or importSourceGroupMobiles.',
    CREATE_MEMBER: 'Create the account: createMember or importMembers.',
    MEMBER_SIGNS_IN: 'The member signs in once: requestSignInCode and signIn.',
    ENABLE_MEMBER: 'Enable the account: enableMember.',
    REJOIN_SOURCE_GROUP: 'The person joins the source group again and a newer export is imported.',
    RELAX_REGION_RULE: 'Admit members of any region: updateOrganizationSettings.',
  },
});

export const ExclusionReason = enumType<states.ExclusionReason>({
  name: 'ExclusionReason',
  description:
    'Why somebody on the roster is not in the enterprise group. Who could not answer while answers were open is out for what kept them from it, also if that was cured afterwards.',
  values: {
    DECLINED: 'They said no.',
    EXPIRED: 'They did not answer in time, or said yes to a text that was asked about no more.',
    WITHDRAWN: 'They took their yes back.',
    NO_ACCOUNT: 'They had no account in the organization.',
    ACCOUNT_NOT_ACTIVATED: 'They had not activated their account.',
    ACCOUNT_DISABLED: 'Their account was disabled.',
    MOBILE_MISMATCH: 'The account that accepted no longer has the mobile of the consumer identity.',
    UNKNOWN_MOBILE: 'No mobile was known for them.',
    LEFT_SOURCE_GROUP: 'They had left the source group.',
    LEFT_ORGANIZATION: 'The account that accepted has left the organization.',
    OVER_CAPACITY: 'The enterprise group was full.',
    REGION_RESTRICTED: 'The organization admits mobiles of its own region only, and theirs is not.',
    REMOVED_BY_ADMIN: 'An administrator removed them.',
  },
});

export const GroupUpgradeEventType = enumType<EventType>({
  name: 'GroupUpgradeEventType',
  description: 'What an event of an upgrade tells.',
  values: {
    UPGRADE_STARTED: 'The first event of every upgrade.',
    INVITATION_CREATED: 'Somebody is asked; `toState` is PENDING or BLOCKED.',
    INVITATION_CHANGED: 'An invitation went from `fromState` to `toState`.',
    EXPIRY_WARNED:
      'An invitation ends soon and was not answered; `reason` is 72 or 24, in hours. A warning whose moment was over when the deadline was set is left out.',
    DEADLINE_EXTENDED:
      'There is more time to answer, for one invitation or for all; `reason` is the new end.',
    NOTICE_CHANGED:
      'A new text is asked about; `reason` is its edition. Who said yes to another is asked anew.',
    ROUND_STARTED: 'Some of those who are left out are asked again; `reason` is the number of the round.',
    MEMBERS_REMINDED: 'Some who have not answered were reminded; `reason` is how many.',
    UPGRADE_PAUSED: 'It stands still; `reason` is a PauseReason.',
    UPGRADE_RESUMED:
      'It goes on in the state `toState`; `reason` is the PauseReason for which it stood. Every end that had not come is put off by the time that it stood.',
    COOLING_OFF_STOPPED:
      'First answers are taken again: somebody stopped the cooling-off, or asked people again.',
    COOLING_OFF_STARTED: 'No first answer is taken any more; `reason` is DEADLINE, CLOSED or ALL_ANSWERED.',
    HISTORY_PROVED:
      'Every stored message was read again and is as it was imported; `reason` is the digest. The cut-over needs it.',
    CUT_OVER_PROPOSED:
      'One administrator wants the cut-over; a second one must confirm it within five minutes.',
    UPGRADE_COMPLETED: 'Cut over. The last event.',
    UPGRADE_CANCELLED: 'Given up. The last event.',
  },
});

export const StartObstacle = enumType<preflight.PreflightObstacle>({
  name: 'StartObstacle',
  description: 'What would refuse the start of an upgrade.',
  values: {
    SOURCE_GROUP_CEASED: 'The group was upgraded before.',
    GROUP_HAS_NO_OWNER: 'The export names no owner.',
    OWNER_MOBILE_UNKNOWN:
      'Nobody has said which mobile the owner of the group has: importSourceGroupMobiles or matchRosterEntry.',
    OWNER_UNCONFIRMED:
      'Which mobile the owner has was said by hand when nobody had an activated account with it. Once they have, somebody else than who said so says it again: matchRosterEntry.',
    NOT_GROUP_OWNER:
      "The caller's mobile is not the owner's, and the owner has given no mandate: ask for it with requestUpgradeMandates.",
    UPGRADE_ALREADY_OPEN: 'An upgrade of the group is open.',
    MINIMUM_OUT_OF_REACH: '`minimumMembers` is more than 2, and more than there are people on the roster.',
    ORGANIZATION_SUSPENDED: 'The organization is suspended for now.',
    GROUP_BUSY:
      'The group is being imported, started or cut over at this moment, or accounts of the organization are being changed: ask again soon.',
  },
});

export const PromisedTerm = enumType<promises.PromisedTerm>({
  name: 'PromisedTerm',
  description: 'What a text promises by the settings of the organization: the fields of PromisedTerms.',
  values: {
    RETENTION: '`retentionDays`.',
    CONFIDENTIALITY: '`confidentiality`.',
    LATE_HISTORY: '`lateHistory`.',
  },
});

export const PreflightChangeKind = enumType<preflight.PreflightChangeKind>({
  name: 'PreflightChangeKind',
  description: 'What is not as it was in an earlier preflight.',
  values: {
    BECAME_ELIGIBLE: 'Was blocked, and could answer now.',
    BECAME_BLOCKED: 'Could have answered, and is blocked now.',
    REASON_CHANGED: 'Is blocked for another reason.',
    JOINED: 'Is on the roster and was not.',
    LEFT: 'Was on the roster and is not.',
  },
});
