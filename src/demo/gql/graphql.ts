/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Which invitation, and to which text. */
export type AcceptInvitationInput = {
  /** At most 255 characters, chosen by the client, a UUID for instance. The same key with the same input answers with the first outcome and does nothing again; with another input it is refused (IDEMPOTENCY_KEY_REUSED). The header Idempotency-Key means the same. */
  idempotencyKey?: string | null | undefined;
  /** An Invitation of the caller, PENDING, DECLINED or WITHDRAWN. */
  invitationId: string;
  /** The `digest` of the text that the caller was shown, in whichever language. Refused with NOTICE_CHANGED unless it is of the text that is asked about now. */
  noticeDigest: string;
};

/** Which registration to approve. */
export type ApproveRegistrationInput = {
  /** The version that you have seen. If somebody has changed it since: VERSION_CONFLICT. Left out: whatever it is now. */
  expectedVersion?: number | null | undefined;
  /** At most 255 characters, chosen by the client, a UUID for instance. The same key with the same input answers with the first outcome and does nothing again; with another input it is refused (IDEMPOTENCY_KEY_REUSED). The header Idempotency-Key means the same. */
  idempotencyKey?: string | null | undefined;
  /** The registration; NOT_FOUND unless it was submitted. */
  registrationId: string;
};

/** The document that proves the company, in place of an earlier one. */
export type AttachRegistrationDocumentInput = {
  /** At most 255 characters, chosen by the client, a UUID for instance. The same key with the same input answers with the first outcome and does nothing again; with another input it is refused (IDEMPOTENCY_KEY_REUSED). The header Idempotency-Key means the same. */
  idempotencyKey?: string | null | undefined;
  /** BUSINESS_LICENCE for MAINLAND, else the certificate. */
  kind: RegistrationDocumentKind;
  /** Of a licence its Unified Social Credit Code, in any case and width, spaces allowed; its check character must be right. Of a certificate 1 to 64 characters. */
  number: string;
  /** The registration; NOT_FOUND unless it is your own. */
  registrationId: string;
  /** A complete upload of your own with the purpose REGISTRATION_DOCUMENT. */
  uploadId: string;
};

/** What keeps a person from answering. */
export type BlockedReason =
  /** The member was disabled. */
  | 'ACCOUNT_DISABLED'
  /** The member has not signed in yet. */
  | 'ACCOUNT_NOT_ACTIVATED'
  /** The person is no longer on the roster. */
  | 'LEFT_SOURCE_GROUP'
  /** No member of the organization has this mobile. */
  | 'NO_ACCOUNT'
  /** The organization admits mobiles of its own region only, and the person's is not. */
  | 'REGION_RESTRICTED'
  /** No mobile is known for the consumer identity. */
  | 'UNKNOWN_MOBILE';

/** Which upgrade. */
export type CloseGroupUpgradeInput = {
  /** A GroupUpgrade that is INVITING. */
  groupUpgradeId: string;
  /** At most 255 characters, chosen by the client, a UUID for instance. The same key with the same input answers with the first outcome and does nothing again; with another input it is refused (IDEMPOTENCY_KEY_REUSED). The header Idempotency-Key means the same. */
  idempotencyKey?: string | null | undefined;
};

/** What a company says about itself. Texts are trimmed. */
export type CreateRegistrationInput = {
  /** Your own name as the first administrator, 1 to 64 characters. */
  applicantName: string;
  /** At most 255 characters, chosen by the client, a UUID for instance. The same key with the same input answers with the first outcome and does nothing again; with another input it is refused (IDEMPOTENCY_KEY_REUSED). The header Idempotency-Key means the same. */
  idempotencyKey?: string | null | undefined;
  /** In your own words, 1 to 64 characters. */
  industry: string;
  /** The name in its licence or certificate, 1 to 100 characters. */
  legalName: string;
  /** Where the company is registered. */
  region: OrganizationRegion;
  /** How many people work there. */
  scale: OrganizationScale;
  /** The name its people will see, 1 to 32 characters. */
  shortName: string;
};

/** The file to send. */
export type CreateUploadInput = {
  /** Its media type, for instance text/csv. */
  contentType?: string | null | undefined;
  /** Its name, at most 255 characters. */
  fileName: string;
  /** At most 255 characters, chosen by the client, a UUID for instance. The same key with the same input answers with the first outcome and does nothing again; with another input it is refused (IDEMPOTENCY_KEY_REUSED). The header Idempotency-Key means the same. */
  idempotencyKey?: string | null | undefined;
  /** The organization it is for; it is then of no use to any other. */
  organizationId?: string | null | undefined;
  /** What it is for. */
  purpose: UploadPurpose;
};

/** What would let a blocked person answer. */
export type Cure =
  /** Create the account: createMember or importMembers. */
  | 'CREATE_MEMBER'
  /** Enable the account: enableMember. */
  | 'ENABLE_MEMBER'
  /** The member signs in once: requestSignInCode and signIn. */
  | 'MEMBER_SIGNS_IN'
  /** Give the mobile: matchRosterEntry or importSourceGroupMobiles. */
  | 'PROVIDE_MOBILE'
  /** The person joins the source group again and a newer export is imported. */
  | 'REJOIN_SOURCE_GROUP'
  /** Admit members of any region: updateOrganizationSettings. */
  | 'RELAX_REGION_RULE';

/** Which upgrade, on which numbers. */
export type CutOverGroupUpgradeInput = {
  /** A GroupUpgrade that is COOLING_OFF, after `coolingOffUntil`. */
  groupUpgradeId: string;
  /** At most 255 characters, chosen by the client, a UUID for instance. The same key with the same input answers with the first outcome and does nothing again; with another input it is refused (IDEMPOTENCY_KEY_REUSED). The header Idempotency-Key means the same. */
  idempotencyKey?: string | null | undefined;
  /** The token of a cutOverSummary that was read at most five minutes ago. */
  summaryToken: string;
};

/** Which invitation, and why. */
export type DeclineInvitationInput = {
  /** At most 255 characters, chosen by the client, a UUID for instance. The same key with the same input answers with the first outcome and does nothing again; with another input it is refused (IDEMPOTENCY_KEY_REUSED). The header Idempotency-Key means the same. */
  idempotencyKey?: string | null | undefined;
  /** An Invitation of the caller, PENDING, ACCEPTED or WITHDRAWN. */
  invitationId: string;
  /** The `digest` of the text that the caller was shown. The receipt keeps it, and its language, if it is of the text that is asked about now; any other is left out. Without one the receipt names the text that is asked about now, in the language in which the call is answered. */
  noticeDigest?: string | null | undefined;
  /** At most 500 characters; those who read the upgrade see it. */
  reason?: string | null | undefined;
};

/** The life of an enterprise group. */
export type EnterpriseGroupState =
  /** It has taken over the history, and its members read it. */
  | 'ACTIVE'
  /** It has ended, or its upgrade was cancelled before it began. */
  | 'DISSOLVED'
  /** Its upgrade is open: it has no members, and nobody reads its history here. */
  | 'FORMING';

/** Why somebody on the roster is not in the enterprise group. Who could not answer while answers were open is out for what kept them from it, also if that was cured afterwards. */
export type ExclusionReason =
  /** Their account was disabled. */
  | 'ACCOUNT_DISABLED'
  /** They had not activated their account. */
  | 'ACCOUNT_NOT_ACTIVATED'
  /** They said no. */
  | 'DECLINED'
  /** They did not answer in time, or said yes to a text that was asked about no more. */
  | 'EXPIRED'
  /** The account that accepted has left the organization. */
  | 'LEFT_ORGANIZATION'
  /** They had left the source group. */
  | 'LEFT_SOURCE_GROUP'
  /** The account that accepted no longer has the mobile of the consumer identity. */
  | 'MOBILE_MISMATCH'
  /** They had no account in the organization. */
  | 'NO_ACCOUNT'
  /** The enterprise group was full. */
  | 'OVER_CAPACITY'
  /** The organization admits mobiles of its own region only, and theirs is not. */
  | 'REGION_RESTRICTED'
  /** An administrator removed them. */
  | 'REMOVED_BY_ADMIN'
  /** No mobile was known for them. */
  | 'UNKNOWN_MOBILE'
  /** They took their yes back. */
  | 'WITHDRAWN';

/** What an event of an upgrade tells. */
export type GroupUpgradeEventType =
  /** No first answer is taken any more; `reason` is DEADLINE, CLOSED or ALL_ANSWERED. */
  | 'COOLING_OFF_STARTED'
  /** First answers are taken again: somebody stopped the cooling-off, or asked people again. */
  | 'COOLING_OFF_STOPPED'
  /** One administrator wants the cut-over; a second one must confirm it within five minutes. */
  | 'CUT_OVER_PROPOSED'
  /** There is more time to answer, for one invitation or for all; `reason` is the new end. */
  | 'DEADLINE_EXTENDED'
  /** An invitation ends soon and was not answered; `reason` is 72 or 24, in hours. A warning whose moment was over when the deadline was set is left out. */
  | 'EXPIRY_WARNED'
  /** Every stored message was read again and is as it was imported; `reason` is the digest. The cut-over needs it. */
  | 'HISTORY_PROVED'
  /** An invitation went from `fromState` to `toState`. */
  | 'INVITATION_CHANGED'
  /** Somebody is asked; `toState` is PENDING or BLOCKED. */
  | 'INVITATION_CREATED'
  /** Some who have not answered were reminded; `reason` is how many. */
  | 'MEMBERS_REMINDED'
  /** A new text is asked about; `reason` is its edition. Who said yes to another is asked anew. */
  | 'NOTICE_CHANGED'
  /** Some of those who are left out are asked again; `reason` is the number of the round. */
  | 'ROUND_STARTED'
  /** Given up. The last event. */
  | 'UPGRADE_CANCELLED'
  /** Cut over. The last event. */
  | 'UPGRADE_COMPLETED'
  /** It stands still; `reason` is a PauseReason. */
  | 'UPGRADE_PAUSED'
  /** It goes on in the state `toState`; `reason` is the PauseReason for which it stood. Every end that had not come is put off by the time that it stood. */
  | 'UPGRADE_RESUMED'
  /** The first event of every upgrade. */
  | 'UPGRADE_STARTED';

/** The life of an upgrade. */
export type GroupUpgradeState =
  /** Given up: the source group stays as it is. */
  | 'CANCELLED'
  /** Cut over: the source group has ceased. There is no way back. */
  | 'COMPLETED'
  /** No first answer is taken any more; a given one can still be changed. The cut-over becomes possible at `coolingOffUntil`. */
  | 'COOLING_OFF'
  /** Members are asked and may answer. */
  | 'INVITING'
  /** Until it goes on nothing can be answered, but that a yes can be turned into a no, and no end comes nearer; `pauseReason` says why. */
  | 'PAUSED';

/** A file of departments. */
export type ImportDepartmentsInput = {
  /** At most 255 characters, chosen by the client, a UUID for instance. The same key with the same input answers with the first outcome and does nothing again; with another input it is refused (IDEMPOTENCY_KEY_REUSED). The header Idempotency-Key means the same. */
  idempotencyKey?: string | null | undefined;
  /** The organization. */
  organizationId: string;
  /** A received upload of the purpose DIRECTORY_DEPARTMENTS, the caller's own. */
  uploadId: string;
};

/** A file of members. */
export type ImportMembersInput = {
  /** At most 255 characters, chosen by the client, a UUID for instance. The same key with the same input answers with the first outcome and does nothing again; with another input it is refused (IDEMPOTENCY_KEY_REUSED). The header Idempotency-Key means the same. */
  idempotencyKey?: string | null | undefined;
  /** The organization. */
  organizationId: string;
  /** A received upload of the purpose DIRECTORY_MEMBERS, the caller's own. */
  uploadId: string;
};

/** An export of a group, and for whom. */
export type ImportSourceGroupInput = {
  /** At most 255 characters, chosen by the client, a UUID for instance. The same key with the same input answers with the first outcome and does nothing again; with another input it is refused (IDEMPOTENCY_KEY_REUSED). The header Idempotency-Key means the same. */
  idempotencyKey?: string | null | undefined;
  /** The organization that the group is imported for. */
  organizationId: string;
  /** An upload of the purpose GROUP_EXPORT: ChatLab 0.0.1 or 0.0.2, JSON or JSONL, in UTF-8. */
  uploadId: string;
};

/** The mobiles of a group's members. */
export type ImportSourceGroupMobilesInput = {
  /** At most 255 characters, chosen by the client, a UUID for instance. The same key with the same input answers with the first outcome and does nothing again; with another input it is refused (IDEMPOTENCY_KEY_REUSED). The header Idempotency-Key means the same. */
  idempotencyKey?: string | null | undefined;
  /** The group. */
  sourceGroupId: string;
  /** An upload of the purpose GROUP_MOBILES: CSV with the columns `platformId` and `mobile`. */
  uploadId: string;
};

/** The life of an invitation. */
export type InvitationState =
  /** They said yes. It can be changed until the cut-over. */
  | 'ACCEPTED'
  /** The person cannot answer yet; `blockedReason` says why and `cure` what would help. */
  | 'BLOCKED'
  /** They said no. It can be changed until the cut-over. */
  | 'DECLINED'
  /** They are not; `exclusionReason` says why. */
  | 'EXCLUDED'
  /** The time was over before they answered. */
  | 'EXPIRED'
  /** They are a member of the enterprise group. */
  | 'INCLUDED'
  /** The person may answer until `expiresAt`. */
  | 'PENDING'
  /** The upgrade was cancelled, or an administrator removed them; they can be asked again on purpose. */
  | 'REVOKED'
  /** They took their yes back before the cut-over. */
  | 'WITHDRAWN';

/** What kind of message it is, by the types of the ChatLab format. */
export type MessageType =
  /** A call. */
  | 'CALL'
  /** A contact. */
  | 'CONTACT'
  /** A sticker. */
  | 'EMOJI'
  /** A file. */
  | 'FILE'
  /** Messages forwarded from elsewhere. */
  | 'FORWARD'
  /** A picture. */
  | 'IMAGE'
  /** A link or a card. */
  | 'LINK'
  /** A place. */
  | 'LOCATION'
  /** Any type that the format does not name. */
  | 'OTHER'
  /** A poke. */
  | 'POKE'
  /** A message that its sender took back. */
  | 'RECALL'
  /** A red packet. */
  | 'RED_PACKET'
  /** An answer to another message. */
  | 'REPLY'
  /** Something shared from elsewhere. */
  | 'SHARE'
  /** A notice of the platform. */
  | 'SYSTEM'
  /** Text. */
  | 'TEXT'
  /** A transfer of money. */
  | 'TRANSFER'
  /** A video. */
  | 'VIDEO'
  /** A voice message. */
  | 'VOICE';

/** Where an operation stands. The last three are final. */
export type OperationState =
  /** It was stopped because somebody asked for it. */
  | 'CANCELLED'
  /** It could not be done: see `failureCode`. */
  | 'FAILED'
  /** It waits for its turn. */
  | 'QUEUED'
  /** It is being done. After a crash of a server it starts over, up to 3 times. */
  | 'RUNNING'
  /** It came to its end. Single rows may have failed: see `failed` and `rows`. */
  | 'SUCCEEDED';

/** Where a company is registered. */
export type OrganizationRegion =
  /** Anywhere else: proved by a certificate of incorporation. */
  | 'INTERNATIONAL'
  /** In mainland China: proved by a business licence with its Unified Social Credit Code. */
  | 'MAINLAND';

/** How many people work for a company, as it says itself. It limits nothing. */
export type OrganizationScale =
  /** More than 10,000 people. */
  | 'OVER_10000'
  /** 1 to 50 people. */
  | 'UP_TO_50'
  /** 51 to 100 people. */
  | 'UP_TO_100'
  /** 101 to 200 people. */
  | 'UP_TO_200'
  /** 201 to 500 people. */
  | 'UP_TO_500'
  /** 501 to 1,000 people. */
  | 'UP_TO_1000'
  /** 1,001 to 5,000 people. */
  | 'UP_TO_5000'
  /** 5,001 to 10,000 people. */
  | 'UP_TO_10000';

/** What proves a company. */
export type RegistrationDocumentKind =
  /** Of a MAINLAND company. Its number is the Unified Social Credit Code (GB 32100-2015). */
  | 'BUSINESS_LICENCE'
  /** Of an INTERNATIONAL company. Its number is any text of 1 to 64 characters. */
  | 'CERTIFICATE_OF_INCORPORATION';

/** Where a registration stands. New states may come. */
export type RegistrationState =
  /** The organization exists. Final. */
  | 'APPROVED'
  /** The applicant is still writing it; nobody else sees it. */
  | 'DRAFT'
  /** A reviewer has asked for more; the applicant may change it. */
  | 'INFO_REQUESTED'
  /** A reviewer has taken it up. */
  | 'IN_REVIEW'
  /** What was asked for did not come in time. Final; a new registration may follow. */
  | 'LAPSED'
  /** Refused, with a reason. Final; a new registration may follow. */
  | 'REJECTED'
  /** Waiting for a reviewer. It cannot be changed, only withdrawn. */
  | 'SUBMITTED'
  /** Taken back by the applicant. Final; a new registration may follow. */
  | 'WITHDRAWN';

/** Where to send a one-time code. */
export type RequestSignInCodeInput = {
  /** At most 255 characters, chosen by the client, a UUID for instance. The same key with the same input answers with the first outcome and does nothing again; with another input it is refused (IDEMPOTENCY_KEY_REUSED). The header Idempotency-Key means the same. */
  idempotencyKey?: string | null | undefined;
  /** A mobile number as people write it; without a country code it is taken as Chinese (+86). At most 5 codes in 10 minutes. */
  mobile: string;
};

/** The proof that a mobile is yours. */
export type SignInInput = {
  /** The 6 digits. They work once, for 5 minutes, and end after 5 wrong tries. */
  code: string;
  /** At most 255 characters, chosen by the client, a UUID for instance. The same key with the same input answers with the first outcome and does nothing again; with another input it is refused (IDEMPOTENCY_KEY_REUSED). The header Idempotency-Key means the same. */
  idempotencyKey?: string | null | undefined;
  /** The mobile that the code was sent to. */
  mobile: string;
};

/** Whether a consumer group still exists. */
export type SourceGroupState =
  /** Its successor has taken over, for good. */
  | 'CEASED'
  /** It does: it can be imported again and upgraded. */
  | 'LIVE';

/** Which group to upgrade, and how. */
export type StartGroupUpgradeInput = {
  /** Days to answer, 1 to 30; 7 unless given. */
  answerDays?: number | null | undefined;
  /** Hours between the end of first answers and the moment from which the cut-over is possible, 0 to 72; 24 unless given. A given answer can be changed until the cut-over. */
  coolingOffHours?: number | null | undefined;
  /** At most 255 characters, chosen by the client, a UUID for instance. The same key with the same input answers with the first outcome and does nothing again; with another input it is refused (IDEMPOTENCY_KEY_REUSED). The header Idempotency-Key means the same. */
  idempotencyKey?: string | null | undefined;
  /** How many people of a group must join, 2 to 2,000; 2 unless given. More than there are on the roster is refused at the start (MINIMUM_OUT_OF_REACH), and it cannot be changed afterwards. */
  minimumMembers?: number | null | undefined;
  /** How many per cent of the people of a group must join besides, 1 to 100; none unless given. Who stands on the roster twice is one of them; whoever is unknown is somebody. */
  minimumPercent?: number | null | undefined;
  /** A SourceGroup that the caller owns, or whose owner has given a mandate. */
  sourceGroupId: string;
};

/** What would refuse the start of an upgrade. */
export type StartObstacle =
  /** The group is being imported, started or cut over at this moment, or accounts of the organization are being changed: ask again soon. */
  | 'GROUP_BUSY'
  /** The export names no owner. */
  | 'GROUP_HAS_NO_OWNER'
  /** `minimumMembers` is more than 2, and more than there are people on the roster. */
  | 'MINIMUM_OUT_OF_REACH'
  /** The caller's mobile is not the owner's, and the owner has given no mandate: ask for it with requestUpgradeMandates. */
  | 'NOT_GROUP_OWNER'
  /** The organization is suspended for now. */
  | 'ORGANIZATION_SUSPENDED'
  /** Nobody has said which mobile the owner of the group has: importSourceGroupMobiles or matchRosterEntry. */
  | 'OWNER_MOBILE_UNKNOWN'
  /** Which mobile the owner has was said by hand when nobody had an activated account with it. Once they have, somebody else than who said so says it again: matchRosterEntry. */
  | 'OWNER_UNCONFIRMED'
  /** The group was upgraded before. */
  | 'SOURCE_GROUP_CEASED'
  /** An upgrade of the group is open. */
  | 'UPGRADE_ALREADY_OPEN';

/** Which registration to hand in. */
export type SubmitRegistrationInput = {
  /** At most 255 characters, chosen by the client, a UUID for instance. The same key with the same input answers with the first outcome and does nothing again; with another input it is refused (IDEMPOTENCY_KEY_REUSED). The header Idempotency-Key means the same. */
  idempotencyKey?: string | null | undefined;
  /** The registration; NOT_FOUND unless it is your own. */
  registrationId: string;
};

/** What a file is for. */
export type UploadPurpose =
  /** CSV for importDepartments, at most 64 MiB. */
  | 'DIRECTORY_DEPARTMENTS'
  /** CSV for importMembers, at most 64 MiB. */
  | 'DIRECTORY_MEMBERS'
  /** CSV for importSourceGroupAttachments, at most 512 MiB. */
  | 'GROUP_ATTACHMENTS'
  /** A ChatLab file, JSON or JSONL, for importSourceGroup, at most 2 GiB. */
  | 'GROUP_EXPORT'
  /** CSV for importSourceGroupMobiles, at most 64 MiB. */
  | 'GROUP_MOBILES'
  /** A licence or certificate for attachRegistrationDocument, at most 20 MiB. */
  | 'REGISTRATION_DOCUMENT';

/** Why a mutation was refused. Codes are never renamed; new ones may come. */
export type UserErrorCode =
  /** This account is not active. Its person must sign in, or an administrator enable it, first. */
  | 'ACCOUNT_NOT_ACTIVE'
  /** This account is in the group already. */
  | 'ALREADY_GROUP_MEMBER'
  /** This invitation stands more than once among the answers. Answer it once. */
  | 'ANSWERED_TWICE'
  /** First answers are closed: who has not answered stays out unless they are asked again. Answers that were given can be changed until the cut-over. */
  | 'ANSWERS_CLOSED'
  /** Who has said no is asked at most {max} times. */
  | 'ASKED_OFTEN_ENOUGH'
  /** The code is no longer valid. Ask for a new one. */
  | 'CODE_EXPIRED'
  /** The code is wrong. {left} tries are left. */
  | 'CODE_WRONG'
  /** The cooling-off lasts until {until}. */
  | 'COOLING_OFF'
  /** The numbers have changed since the summary was read, or it is older than five minutes. Read it again. */
  | 'CUT_OVER_TOKEN_STALE'
  /** The time to answer can only be extended; it lasts until {present} already. */
  | 'DEADLINE_NOT_LATER'
  /** This person has said no to being in the group. They must ask to be admitted themselves first. */
  | 'DECLINED_TO_JOIN'
  /** A department cannot stand under itself. */
  | 'DEPARTMENT_CYCLE'
  /** Another department has this id. */
  | 'DEPARTMENT_ID_TAKEN'
  /** The department still holds {departments} departments and {members} members. */
  | 'DEPARTMENT_NOT_EMPTY'
  /** The tree has at most {max} levels. */
  | 'DEPARTMENT_TOO_DEEP'
  /** The uploaded file is empty. */
  | 'DOCUMENT_EMPTY'
  /** A company of the region {region} is proved by {expected}. */
  | 'DOCUMENT_KIND_MISMATCH'
  /** Attach the document that proves the company first. */
  | 'DOCUMENT_MISSING'
  /** You have asked for this already; it is being done. */
  | 'ERASURE_ALREADY_REQUESTED'
  /** Give exactly one of {fields}. */
  | 'EXACTLY_ONE'
  /** The group is being imported, started or cut over at this moment, or accounts are being changed. Try again soon. */
  | 'GROUP_BUSY'
  /** The group is full: it holds {max} members. */
  | 'GROUP_FULL'
  /** The owner of the group is not known, so nobody can upgrade it. */
  | 'GROUP_HAS_NO_OWNER'
  /** One of the groups is in a programme that is not over. What that has not started can be taken out with removeProgrammeGroups. */
  | 'GROUP_IN_PROGRAMME'
  /** The stored history has not yet been found equal to what was imported. */
  | 'HISTORY_NOT_PROVED'
  /** This idempotency key was used before with another input. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** This is not possible in the state {state}. */
  | 'ILLEGAL_STATE'
  /** This is not a media type. */
  | 'INVALID_CONTENT_TYPE'
  /** A department id is a whole number from 1 to 4294967295. */
  | 'INVALID_DEPARTMENT_ID'
  /** This is not an e-mail address. */
  | 'INVALID_EMAIL'
  /** This is not a Unified Social Credit Code ({problem}). */
  | 'INVALID_LICENCE_NUMBER'
  /** Nobody is their own direct manager. */
  | 'INVALID_MANAGER'
  /** This is not a mobile number ({problem}). */
  | 'INVALID_MOBILE'
  /** The text holds characters that are not allowed (control characters, lone surrogates or direction overrides). */
  | 'INVALID_TEXT'
  /** A user id holds no spaces. */
  | 'INVALID_USER_ID'
  /** This is not a value of this field. */
  | 'INVALID_VALUE'
  /** A webhook is an https address without user and password, at most 2,000 characters. */
  | 'INVALID_WEBHOOK_URL'
  /** This invitation was answered before ({state}). */
  | 'INVITATION_ALREADY_ANSWERED'
  /** You cannot answer yet ({reason}). */
  | 'INVITATION_BLOCKED'
  /** The time to answer is over. */
  | 'INVITATION_EXPIRED'
  /** An administrator has taken this invitation back. */
  | 'INVITATION_REVOKED'
  /** There is no such invitation here. */
  | 'INVITATION_UNKNOWN'
  /** An organization keeps at least one active administrator. Make somebody else one first. */
  | 'LAST_ADMINISTRATOR'
  /** A registration with this licence is under review or approved already. */
  | 'LICENCE_IN_USE'
  /** This link is no longer valid. */
  | 'LINK_EXPIRED'
  /** This link was used before. Open the product to go on. */
  | 'LINK_USED'
  /** Choose the groups by a list or by a filter, not by both. */
  | 'LIST_OR_FILTER'
  /** Nobody can say of themself who they are in a group. Somebody else with the right can, or the file of mobiles that comes with the export. */
  | 'MATCHED_TO_SELF'
  /** The roster has {people} people, and {minimumMembers} would have to join. Set a lower minimumMembers. */
  | 'MINIMUM_OUT_OF_REACH'
  /** Another account of this organization has this mobile. */
  | 'MOBILE_TAKEN'
  /** There is nobody to ask again. */
  | 'NOBODY_TO_ASK'
  /** This is not the text that is asked about now. Read the present one before you agree. */
  | 'NOTICE_CHANGED'
  /** The text that people agreed to promises something else than the settings say now ({terms}). Ask them anew with adoptNotice, in the cooling-off after stopCoolingOff, or set the settings back. */
  | 'NOTICE_OUTDATED'
  /** The text must hold the placeholder {placeholder}. */
  | 'NOTICE_PLACEHOLDER_MISSING'
  /** {placeholder} is not a placeholder. There are {known}. */
  | 'NOTICE_PLACEHOLDER_UNKNOWN'
  /** The upgrade already asks about the newest text. */
  | 'NOTICE_UNCHANGED'
  /** There is no yes to take back: this invitation was not answered yet. */
  | 'NOT_ACCEPTED'
  /** Only the owner of the group can do this. For starting an upgrade, taking it up and cutting it over, the owner can give the administrators a mandate: ask for it with requestUpgradeMandates. */
  | 'NOT_GROUP_OWNER'
  /** The programme has no groups yet. */
  | 'NO_GROUPS'
  /** The organization is suspended for now. */
  | 'ORGANIZATION_SUSPENDED'
  /** The value must be between {min} and {max}. */
  | 'OUT_OF_RANGE'
  /** The group has another owner now. They take the upgrade up first, or an administrator to whom they give a mandate: ask for it with requestUpgradeMandates. */
  | 'OWNER_CHANGED'
  /** The owner of the group is gone, or has no activated account here. An administrator takes the upgrade up first. */
  | 'OWNER_GONE'
  /** This is the owner of a group, whose mobile stands: what a file has said, as long as the group is theirs; what was said by hand, while an upgrade of the group is open and they can speak for it. Cancel the upgrade to correct who that is. */
  | 'OWNER_MATCHED'
  /** Nobody has said yet which mobile the owner of the group has, so nobody can speak for it. Import the file of mobiles that comes with the export (importSourceGroupMobiles), or match the owner’s entry of the roster to their account (matchRosterEntry). */
  | 'OWNER_MOBILE_UNKNOWN'
  /** This group is yours, but this needs the role of an administrator or group administrator. Let those who have one do it for you: grantUpgradeMandate. You can take it back at any time. */
  | 'OWNER_NEEDS_ROLE'
  /** The upgrade has its owner; there is nothing to take up. */
  | 'OWNER_PRESENT'
  /** Somebody else has taken this upgrade up in the place of its owner, who cannot speak for it. They alone cut it over, as long as that is so and they are an administrator. */
  | 'OWNER_REPRESENTED'
  /** The mobile of the owner of the group was said by hand when nobody had an activated account with it, so it makes nobody the owner. Once its person has signed in here, somebody else than them, and than whoever matched them then, matches the entry again (matchRosterEntry). */
  | 'OWNER_UNCONFIRMED'
  /** The programme of this upgrade is paused. The upgrade goes on when the programme does. */
  | 'PROGRAMME_PAUSED'
  /** The organization takes people of its own region only; this account has a mobile of another. */
  | 'REGION_NOT_TAKEN'
  /** The same value stands here twice. */
  | 'REPEATED'
  /** A value is required. */
  | 'REQUIRED'
  /** The root department stays where it is. */
  | 'ROOT_DEPARTMENT'
  /** Whoever has proposed the cut-over cannot confirm it. Somebody else with the right must. */
  | 'SECOND_PERSON_NEEDED'
  /** The session has ended. Sign in again. */
  | 'SESSION_ENDED'
  /** This needs a sign-in of the last {minutes} minutes. Sign in again first. */
  | 'SIGN_IN_AGAIN'
  /** This group has ceased. */
  | 'SOURCE_GROUP_CEASED'
  /** Who asked for the start may no longer start upgrades. Ask for it again yourself. */
  | 'STARTER_NOT_ALLOWED'
  /** The start failed on our side. Ask for it again. */
  | 'START_FAILED'
  /** Too few members would join: {count}. The minimum is {min}. */
  | 'TOO_FEW_MEMBERS'
  /** At most {max} characters are allowed. */
  | 'TOO_LONG'
  /** A directory has at most {max} departments. */
  | 'TOO_MANY_DEPARTMENTS'
  /** At most {max} files may be kept for you. Wait until the oldest has expired. */
  | 'TOO_MANY_DOWNLOADS'
  /** A programme has at most {max} groups. */
  | 'TOO_MANY_GROUPS'
  /** Too many requests. Try again in {seconds} seconds. */
  | 'TOO_MANY_REQUESTS'
  /** At most {max} are allowed. */
  | 'TOO_MANY_STEPS'
  /** At most {max} files may wait to be used. Use them first, or wait until they expire. */
  | 'TOO_MANY_UPLOADS'
  /** At least {min} characters are needed. */
  | 'TOO_SHORT'
  /** An upgrade of this group is already open. */
  | 'UPGRADE_ALREADY_OPEN'
  /** This upgrade was cancelled. */
  | 'UPGRADE_CANCELLED'
  /** This upgrade is completed; it cannot be changed any more. */
  | 'UPGRADE_COMPLETED'
  /** This upgrade is paused. */
  | 'UPGRADE_PAUSED'
  /** The upload has expired. Upload the file again. */
  | 'UPLOAD_EXPIRED'
  /** The file has not been received yet. Send it to the upload URL first. */
  | 'UPLOAD_NOT_RECEIVED'
  /** There is no such upload of yours. */
  | 'UPLOAD_UNKNOWN'
  /** The file was uploaded as {purpose}; {needed} is needed. */
  | 'UPLOAD_WRONG_PURPOSE'
  /** Another account of this organization has this user id; upper and lower case count as the same. */
  | 'USER_ID_TAKEN'
  /** It was changed meanwhile by somebody else. Read it again. */
  | 'VERSION_CONFLICT'
  /** Give the address of the webhook first. */
  | 'WEBHOOK_URL_MISSING';

/** Which invitation. */
export type WithdrawAcceptanceInput = {
  /** At most 255 characters, chosen by the client, a UUID for instance. The same key with the same input answers with the first outcome and does nothing again; with another input it is refused (IDEMPOTENCY_KEY_REUSED). The header Idempotency-Key means the same. */
  idempotencyKey?: string | null | undefined;
  /** An Invitation of the caller, ACCEPTED. */
  invitationId: string;
  /** The `digest` of the text that the caller was shown. The receipt keeps it, and its language, if it is of the text that is asked about now; any other is left out. Without one the receipt names the text that is asked about now, in the language in which the call is answered. */
  noticeDigest?: string | null | undefined;
};

export type MyInvitationsQueryVariables = Exact<{ [key: string]: never; }>;


export type MyInvitationsQuery = { myInvitations: { edges: Array<{ node: { id: string, state: InvitationState, blockedReason: BlockedReason | null, groupName: string, organizationName: string, notice: { text: { digest: string } } | null, rosterEntry: { platformId: string } } }> } };

export type AcceptInvitationMutationVariables = Exact<{
  input: AcceptInvitationInput;
}>;


export type AcceptInvitationMutation = { acceptInvitation: { invitation: { state: InvitationState } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, field: Array<string> }
      | { code: UserErrorCode, message: string, field: Array<string> }
      | { code: UserErrorCode, message: string, field: Array<string> }
      | { code: UserErrorCode, message: string, field: Array<string> }
    > } };

export type DeclineInvitationMutationVariables = Exact<{
  input: DeclineInvitationInput;
}>;


export type DeclineInvitationMutation = { declineInvitation: { invitation: { state: InvitationState } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, field: Array<string> }
      | { code: UserErrorCode, message: string, field: Array<string> }
      | { code: UserErrorCode, message: string, field: Array<string> }
      | { code: UserErrorCode, message: string, field: Array<string> }
    > } };

export type WithdrawAcceptanceMutationVariables = Exact<{
  input: WithdrawAcceptanceInput;
}>;


export type WithdrawAcceptanceMutation = { withdrawAcceptance: { invitation: { state: InvitationState } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, field: Array<string> }
      | { code: UserErrorCode, message: string, field: Array<string> }
      | { code: UserErrorCode, message: string, field: Array<string> }
      | { code: UserErrorCode, message: string, field: Array<string> }
    > } };

export type OperationProgressSubscriptionVariables = Exact<{
  id: string;
}>;


export type OperationProgressSubscription = { operationProgress: { state: OperationState, phase: string | null, done: number, total: number | null, succeeded: number, failed: number, ratePerSecond: number | null, failureCode: string | null, failureMessage: string | null, result:
      | { id: string }
      | { id: string }
      | { id: string }
      | { id: string }
      | { id: string }
      | { id: string }
      | { id: string }
      | { id: string }
      | { id: string }
      | { id: string }
      | { id: string }
      | { id: string }
      | { id: string }
      | { id: string }
      | { id: string }
      | { id: string }
      | { id: string }
      | { id: string }
     | null } };

export type FailedRowsQueryVariables = Exact<{
  id: string;
}>;


export type FailedRowsQuery = { operation: { rows: { edges: Array<{ node: { line: number | null, code: string | null, field: string | null, value: string | null } }> } } };

export type RequestSignInCodeMutationVariables = Exact<{
  input: RequestSignInCodeInput;
}>;


export type RequestSignInCodeMutation = { requestSignInCode: { userErrors: Array<
      | { code: UserErrorCode, message: string, field: Array<string> }
      | { code: UserErrorCode, message: string, field: Array<string> }
      | { code: UserErrorCode, message: string, field: Array<string> }
      | { code: UserErrorCode, message: string, field: Array<string> }
    > } };

export type SignInMutationVariables = Exact<{
  input: SignInInput;
}>;


export type SignInMutation = { signIn: { tokens: { accessToken: string } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, field: Array<string> }
      | { code: UserErrorCode, message: string, field: Array<string> }
      | { code: UserErrorCode, message: string, field: Array<string> }
      | { code: UserErrorCode, message: string, field: Array<string> }
    > } };

export type CreateUploadMutationVariables = Exact<{
  input: CreateUploadInput;
}>;


export type CreateUploadMutation = { createUpload: { upload: { id: string, url: string | null } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, field: Array<string> }
      | { code: UserErrorCode, message: string, field: Array<string> }
      | { code: UserErrorCode, message: string, field: Array<string> }
      | { code: UserErrorCode, message: string, field: Array<string> }
    > } };

export type GroupUpgradeProgressSubscriptionVariables = Exact<{
  id: string;
}>;


export type GroupUpgradeProgressSubscription = { groupUpgradeProgress: { state: GroupUpgradeState, total: number, blocked: number, pending: number, accepted: number, declined: number, expired: number, revoked: number, withdrawn: number, included: number, excluded: number, excludedByReason: Array<{ reason: ExclusionReason, count: number }> } };

export type GroupUpgradeEventsSubscriptionVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type GroupUpgradeEventsSubscription = { groupUpgradeEvents: { cursor: string, sequence: number, type: GroupUpgradeEventType, fromState: string | null, toState: string | null, reason: string | null } };

export type SourceGroupProofQueryVariables = Exact<{
  id: string;
}>;


export type SourceGroupProofQuery = { sourceGroup: { name: string, memberCount: number, historyProof: { messageCount: number, digest: string } } };

export type EnterpriseGroupProofQueryVariables = Exact<{
  id: string;
}>;


export type EnterpriseGroupProofQuery = { enterpriseGroup: { name: string, state: EnterpriseGroupState, members: { totalCount: number }, historyProof: { messageCount: number, digest: string } } };

export type EnterpriseGroupHistoryQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type EnterpriseGroupHistoryQuery = { enterpriseGroup: { history: { edges: Array<{ node: { ordinal: number, platformMessageId: string | null, sentAt: string, type: MessageType, content: string | null, sender: { closed: boolean, platformId: string | null }, replyTo: { platformMessageId: string } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } };

export type GroupUpgradeOutcomesQueryVariables = Exact<{
  groupUpgradeId: string;
  after?: string | null | undefined;
}>;


export type GroupUpgradeOutcomesQuery = { groupUpgradeInvitations: { edges: Array<{ node: { state: InvitationState, exclusionReason: ExclusionReason | null, rosterEntry: { platformId: string } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type GroupUpgradePreflightQueryVariables = Exact<{
  sourceGroupId: string;
  after?: string | null | undefined;
}>;


export type GroupUpgradePreflightQuery = { groupUpgradePreflight: { obstacle: StartObstacle | null, total: number, eligible: number, blocked: Array<{ reason: BlockedReason, cure: Cure, count: number }>, entries: { edges: Array<{ node: { blockedReason: BlockedReason | null, rosterEntry: { platformId: string, displayName: string } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } };

export type ImportDepartmentsMutationVariables = Exact<{
  input: ImportDepartmentsInput;
}>;


export type ImportDepartmentsMutation = { importDepartments: { operation: { id: string } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, field: Array<string> }
      | { code: UserErrorCode, message: string, field: Array<string> }
      | { code: UserErrorCode, message: string, field: Array<string> }
      | { code: UserErrorCode, message: string, field: Array<string> }
    > } };

export type ImportMembersMutationVariables = Exact<{
  input: ImportMembersInput;
}>;


export type ImportMembersMutation = { importMembers: { operation: { id: string } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, field: Array<string> }
      | { code: UserErrorCode, message: string, field: Array<string> }
      | { code: UserErrorCode, message: string, field: Array<string> }
      | { code: UserErrorCode, message: string, field: Array<string> }
    > } };

export type ImportSourceGroupMutationVariables = Exact<{
  input: ImportSourceGroupInput;
}>;


export type ImportSourceGroupMutation = { importSourceGroup: { operation: { id: string } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, field: Array<string> }
      | { code: UserErrorCode, message: string, field: Array<string> }
      | { code: UserErrorCode, message: string, field: Array<string> }
      | { code: UserErrorCode, message: string, field: Array<string> }
    > } };

export type ImportSourceGroupMobilesMutationVariables = Exact<{
  input: ImportSourceGroupMobilesInput;
}>;


export type ImportSourceGroupMobilesMutation = { importSourceGroupMobiles: { operation: { id: string } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, field: Array<string> }
      | { code: UserErrorCode, message: string, field: Array<string> }
      | { code: UserErrorCode, message: string, field: Array<string> }
      | { code: UserErrorCode, message: string, field: Array<string> }
    > } };

export type CreateRegistrationMutationVariables = Exact<{
  input: CreateRegistrationInput;
}>;


export type CreateRegistrationMutation = { createRegistration: { registration: { id: string } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, field: Array<string> }
      | { code: UserErrorCode, message: string, field: Array<string> }
      | { code: UserErrorCode, message: string, field: Array<string> }
      | { code: UserErrorCode, message: string, field: Array<string> }
    > } };

export type AttachRegistrationDocumentMutationVariables = Exact<{
  input: AttachRegistrationDocumentInput;
}>;


export type AttachRegistrationDocumentMutation = { attachRegistrationDocument: { registration: { id: string } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, field: Array<string> }
      | { code: UserErrorCode, message: string, field: Array<string> }
      | { code: UserErrorCode, message: string, field: Array<string> }
      | { code: UserErrorCode, message: string, field: Array<string> }
    > } };

export type SubmitRegistrationMutationVariables = Exact<{
  input: SubmitRegistrationInput;
}>;


export type SubmitRegistrationMutation = { submitRegistration: { registration: { state: RegistrationState } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, field: Array<string> }
      | { code: UserErrorCode, message: string, field: Array<string> }
      | { code: UserErrorCode, message: string, field: Array<string> }
      | { code: UserErrorCode, message: string, field: Array<string> }
    > } };

export type RegistrationProgressSubscriptionVariables = Exact<{
  id: string;
}>;


export type RegistrationProgressSubscription = { registrationProgress: { state: RegistrationState, rejectionReason: string | null, organization: { id: string, corpId: string, shortName: string } | null } };

export type RegistrationsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type RegistrationsQuery = { registrations: { edges: Array<{ node: { id: string, legalName: string, version: number, document: { number: string } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ApproveRegistrationMutationVariables = Exact<{
  input: ApproveRegistrationInput;
}>;


export type ApproveRegistrationMutation = { approveRegistration: { registration: { state: RegistrationState } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, field: Array<string> }
      | { code: UserErrorCode, message: string, field: Array<string> }
      | { code: UserErrorCode, message: string, field: Array<string> }
      | { code: UserErrorCode, message: string, field: Array<string> }
    > } };

export type StartGroupUpgradeMutationVariables = Exact<{
  input: StartGroupUpgradeInput;
}>;


export type StartGroupUpgradeMutation = { startGroupUpgrade: { groupUpgrade: { id: string, expiresAt: string, enterpriseGroup: { id: string }, progress: { total: number, blocked: number, pending: number } } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, field: Array<string> }
      | { code: UserErrorCode, message: string, field: Array<string> }
      | { code: UserErrorCode, message: string, field: Array<string> }
      | { code: UserErrorCode, message: string, field: Array<string> }
    > } };

export type CloseGroupUpgradeMutationVariables = Exact<{
  input: CloseGroupUpgradeInput;
}>;


export type CloseGroupUpgradeMutation = { closeGroupUpgrade: { groupUpgrade: { state: GroupUpgradeState, coolingOffUntil: string | null } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, field: Array<string> }
      | { code: UserErrorCode, message: string, field: Array<string> }
      | { code: UserErrorCode, message: string, field: Array<string> }
      | { code: UserErrorCode, message: string, field: Array<string> }
    > } };

export type GroupUpgradeStateQueryVariables = Exact<{
  id: string;
}>;


export type GroupUpgradeStateQuery = { groupUpgrade: { state: GroupUpgradeState } };

export type CutOverSummaryQueryVariables = Exact<{
  groupUpgradeId: string;
}>;


export type CutOverSummaryQuery = { cutOverSummary: { joining: number, staying: number, messages: number, historyDigest: string, historyProved: boolean, token: string, excludedByReason: Array<{ reason: ExclusionReason, count: number }> } | null };

export type CutOverGroupUpgradeMutationVariables = Exact<{
  input: CutOverGroupUpgradeInput;
}>;


export type CutOverGroupUpgradeMutation = { cutOverGroupUpgrade: { groupUpgrade: { state: GroupUpgradeState, enterpriseGroup: { id: string, state: EnterpriseGroupState }, sourceGroup: { state: SourceGroupState, successor: { id: string } | null } } | null, userErrors: Array<
      | { code: UserErrorCode, message: string, field: Array<string> }
      | { code: UserErrorCode, message: string, field: Array<string> }
      | { code: UserErrorCode, message: string, field: Array<string> }
      | { code: UserErrorCode, message: string, field: Array<string> }
    > } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const MyInvitationsDocument = new TypedDocumentString(`
    query MyInvitations {
  myInvitations(first: 20) {
    edges {
      node {
        id
        state
        blockedReason
        groupName
        organizationName
        notice {
          text {
            digest
          }
        }
        rosterEntry {
          platformId
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MyInvitationsQuery, MyInvitationsQueryVariables>;
export const AcceptInvitationDocument = new TypedDocumentString(`
    mutation AcceptInvitation($input: AcceptInvitationInput!) {
  acceptInvitation(input: $input) {
    invitation {
      state
    }
    userErrors {
      code
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<AcceptInvitationMutation, AcceptInvitationMutationVariables>;
export const DeclineInvitationDocument = new TypedDocumentString(`
    mutation DeclineInvitation($input: DeclineInvitationInput!) {
  declineInvitation(input: $input) {
    invitation {
      state
    }
    userErrors {
      code
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<DeclineInvitationMutation, DeclineInvitationMutationVariables>;
export const WithdrawAcceptanceDocument = new TypedDocumentString(`
    mutation WithdrawAcceptance($input: WithdrawAcceptanceInput!) {
  withdrawAcceptance(input: $input) {
    invitation {
      state
    }
    userErrors {
      code
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<WithdrawAcceptanceMutation, WithdrawAcceptanceMutationVariables>;
export const OperationProgressDocument = new TypedDocumentString(`
    subscription OperationProgress($id: ID!) {
  operationProgress(id: $id) {
    state
    phase
    done
    total
    succeeded
    failed
    ratePerSecond
    failureCode
    failureMessage
    result {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<OperationProgressSubscription, OperationProgressSubscriptionVariables>;
export const FailedRowsDocument = new TypedDocumentString(`
    query FailedRows($id: ID!) {
  operation(id: $id) {
    rows(first: 100, outcome: FAILED) {
      edges {
        node {
          line
          code
          field
          value
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FailedRowsQuery, FailedRowsQueryVariables>;
export const RequestSignInCodeDocument = new TypedDocumentString(`
    mutation RequestSignInCode($input: RequestSignInCodeInput!) {
  requestSignInCode(input: $input) {
    userErrors {
      code
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<RequestSignInCodeMutation, RequestSignInCodeMutationVariables>;
export const SignInDocument = new TypedDocumentString(`
    mutation SignIn($input: SignInInput!) {
  signIn(input: $input) {
    tokens {
      accessToken
    }
    userErrors {
      code
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<SignInMutation, SignInMutationVariables>;
export const CreateUploadDocument = new TypedDocumentString(`
    mutation CreateUpload($input: CreateUploadInput!) {
  createUpload(input: $input) {
    upload {
      id
      url
    }
    userErrors {
      code
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<CreateUploadMutation, CreateUploadMutationVariables>;
export const GroupUpgradeProgressDocument = new TypedDocumentString(`
    subscription GroupUpgradeProgress($id: ID!) {
  groupUpgradeProgress(id: $id) {
    state
    total
    blocked
    pending
    accepted
    declined
    expired
    revoked
    withdrawn
    included
    excluded
    excludedByReason {
      reason
      count
    }
  }
}
    `) as unknown as TypedDocumentString<GroupUpgradeProgressSubscription, GroupUpgradeProgressSubscriptionVariables>;
export const GroupUpgradeEventsDocument = new TypedDocumentString(`
    subscription GroupUpgradeEvents($id: ID!, $after: String) {
  groupUpgradeEvents(id: $id, after: $after) {
    cursor
    sequence
    type
    fromState
    toState
    reason
  }
}
    `) as unknown as TypedDocumentString<GroupUpgradeEventsSubscription, GroupUpgradeEventsSubscriptionVariables>;
export const SourceGroupProofDocument = new TypedDocumentString(`
    query SourceGroupProof($id: ID!) {
  sourceGroup(id: $id) {
    name
    memberCount
    historyProof {
      messageCount
      digest
    }
  }
}
    `) as unknown as TypedDocumentString<SourceGroupProofQuery, SourceGroupProofQueryVariables>;
export const EnterpriseGroupProofDocument = new TypedDocumentString(`
    query EnterpriseGroupProof($id: ID!) {
  enterpriseGroup(id: $id) {
    name
    state
    members(first: 1) {
      totalCount
    }
    historyProof {
      messageCount
      digest
    }
  }
}
    `) as unknown as TypedDocumentString<EnterpriseGroupProofQuery, EnterpriseGroupProofQueryVariables>;
export const EnterpriseGroupHistoryDocument = new TypedDocumentString(`
    query EnterpriseGroupHistory($id: ID!, $after: String) {
  enterpriseGroup(id: $id) {
    history(first: 100, after: $after) {
      edges {
        node {
          ordinal
          platformMessageId
          sender {
            closed
            platformId
          }
          sentAt
          type
          content
          replyTo {
            platformMessageId
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<EnterpriseGroupHistoryQuery, EnterpriseGroupHistoryQueryVariables>;
export const GroupUpgradeOutcomesDocument = new TypedDocumentString(`
    query GroupUpgradeOutcomes($groupUpgradeId: ID!, $after: String) {
  groupUpgradeInvitations(
    groupUpgradeId: $groupUpgradeId
    first: 100
    after: $after
  ) {
    edges {
      node {
        state
        exclusionReason
        rosterEntry {
          platformId
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<GroupUpgradeOutcomesQuery, GroupUpgradeOutcomesQueryVariables>;
export const GroupUpgradePreflightDocument = new TypedDocumentString(`
    query GroupUpgradePreflight($sourceGroupId: ID!, $after: String) {
  groupUpgradePreflight(sourceGroupId: $sourceGroupId) {
    obstacle
    total
    eligible
    blocked {
      reason
      cure
      count
    }
    entries(first: 100, after: $after) {
      edges {
        node {
          blockedReason
          rosterEntry {
            platformId
            displayName
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<GroupUpgradePreflightQuery, GroupUpgradePreflightQueryVariables>;
export const ImportDepartmentsDocument = new TypedDocumentString(`
    mutation ImportDepartments($input: ImportDepartmentsInput!) {
  importDepartments(input: $input) {
    operation {
      id
    }
    userErrors {
      code
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<ImportDepartmentsMutation, ImportDepartmentsMutationVariables>;
export const ImportMembersDocument = new TypedDocumentString(`
    mutation ImportMembers($input: ImportMembersInput!) {
  importMembers(input: $input) {
    operation {
      id
    }
    userErrors {
      code
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<ImportMembersMutation, ImportMembersMutationVariables>;
export const ImportSourceGroupDocument = new TypedDocumentString(`
    mutation ImportSourceGroup($input: ImportSourceGroupInput!) {
  importSourceGroup(input: $input) {
    operation {
      id
    }
    userErrors {
      code
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<ImportSourceGroupMutation, ImportSourceGroupMutationVariables>;
export const ImportSourceGroupMobilesDocument = new TypedDocumentString(`
    mutation ImportSourceGroupMobiles($input: ImportSourceGroupMobilesInput!) {
  importSourceGroupMobiles(input: $input) {
    operation {
      id
    }
    userErrors {
      code
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<ImportSourceGroupMobilesMutation, ImportSourceGroupMobilesMutationVariables>;
export const CreateRegistrationDocument = new TypedDocumentString(`
    mutation CreateRegistration($input: CreateRegistrationInput!) {
  createRegistration(input: $input) {
    registration {
      id
    }
    userErrors {
      code
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<CreateRegistrationMutation, CreateRegistrationMutationVariables>;
export const AttachRegistrationDocumentDocument = new TypedDocumentString(`
    mutation AttachRegistrationDocument($input: AttachRegistrationDocumentInput!) {
  attachRegistrationDocument(input: $input) {
    registration {
      id
    }
    userErrors {
      code
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<AttachRegistrationDocumentMutation, AttachRegistrationDocumentMutationVariables>;
export const SubmitRegistrationDocument = new TypedDocumentString(`
    mutation SubmitRegistration($input: SubmitRegistrationInput!) {
  submitRegistration(input: $input) {
    registration {
      state
    }
    userErrors {
      code
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<SubmitRegistrationMutation, SubmitRegistrationMutationVariables>;
export const RegistrationProgressDocument = new TypedDocumentString(`
    subscription RegistrationProgress($id: ID!) {
  registrationProgress(id: $id) {
    state
    rejectionReason
    organization {
      id
      corpId
      shortName
    }
  }
}
    `) as unknown as TypedDocumentString<RegistrationProgressSubscription, RegistrationProgressSubscriptionVariables>;
export const RegistrationsDocument = new TypedDocumentString(`
    query Registrations($after: String) {
  registrations(first: 100, after: $after, state: SUBMITTED) {
    edges {
      node {
        id
        legalName
        version
        document {
          number
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<RegistrationsQuery, RegistrationsQueryVariables>;
export const ApproveRegistrationDocument = new TypedDocumentString(`
    mutation ApproveRegistration($input: ApproveRegistrationInput!) {
  approveRegistration(input: $input) {
    registration {
      state
    }
    userErrors {
      code
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<ApproveRegistrationMutation, ApproveRegistrationMutationVariables>;
export const StartGroupUpgradeDocument = new TypedDocumentString(`
    mutation StartGroupUpgrade($input: StartGroupUpgradeInput!) {
  startGroupUpgrade(input: $input) {
    groupUpgrade {
      id
      expiresAt
      enterpriseGroup {
        id
      }
      progress {
        total
        blocked
        pending
      }
    }
    userErrors {
      code
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<StartGroupUpgradeMutation, StartGroupUpgradeMutationVariables>;
export const CloseGroupUpgradeDocument = new TypedDocumentString(`
    mutation CloseGroupUpgrade($input: CloseGroupUpgradeInput!) {
  closeGroupUpgrade(input: $input) {
    groupUpgrade {
      state
      coolingOffUntil
    }
    userErrors {
      code
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<CloseGroupUpgradeMutation, CloseGroupUpgradeMutationVariables>;
export const GroupUpgradeStateDocument = new TypedDocumentString(`
    query GroupUpgradeState($id: ID!) {
  groupUpgrade(id: $id) {
    state
  }
}
    `) as unknown as TypedDocumentString<GroupUpgradeStateQuery, GroupUpgradeStateQueryVariables>;
export const CutOverSummaryDocument = new TypedDocumentString(`
    query CutOverSummary($groupUpgradeId: ID!) {
  cutOverSummary(groupUpgradeId: $groupUpgradeId) {
    joining
    staying
    excludedByReason {
      reason
      count
    }
    messages
    historyDigest
    historyProved
    token
  }
}
    `) as unknown as TypedDocumentString<CutOverSummaryQuery, CutOverSummaryQueryVariables>;
export const CutOverGroupUpgradeDocument = new TypedDocumentString(`
    mutation CutOverGroupUpgrade($input: CutOverGroupUpgradeInput!) {
  cutOverGroupUpgrade(input: $input) {
    groupUpgrade {
      state
      enterpriseGroup {
        id
        state
      }
      sourceGroup {
        state
        successor {
          id
        }
      }
    }
    userErrors {
      code
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<CutOverGroupUpgradeMutation, CutOverGroupUpgradeMutationVariables>;