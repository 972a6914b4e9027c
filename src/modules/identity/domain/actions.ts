/** Roles that a member can have in an organization. Policies that combine actions freely come later. */
export const roles = ['ADMINISTRATOR', 'DIRECTORY_ADMINISTRATOR', 'GROUP_ADMINISTRATOR', 'AUDITOR'] as const;
export type Role = (typeof roles)[number];

type Who =
  | { readonly who: 'anyone' }
  | { readonly who: 'person' }
  | { readonly who: 'reviewer' }
  | { readonly who: 'member'; readonly roles: readonly Role[] };

const anyone = { who: 'anyone' } as const;
const person = { who: 'person' } as const;
const reviewer = { who: 'reviewer' } as const;
/** Any active member of the organization; further conditions (being the owner, the invited) are the use case's. */
const member = { who: 'member', roles: [] } as const;
const only = (...of: Role[]): Who => ({ who: 'member', roles: of });

/**
 * The permissions of the whole API, on one screen: each field of Query, Mutation and Subscription has one action,
 * and each use case names its own and authorizes it before it does anything else.
 */
export const actions = {
  'session.open': anyone,
  'session.end': person,
  'self.read': anyone,

  'registration.write': person,
  'registration.read': person,
  'registration.list': reviewer,
  'registration.decide': reviewer,

  'upload.create': person,
  'upload.read': person,
  'operation.read': only('ADMINISTRATOR', 'DIRECTORY_ADMINISTRATOR', 'GROUP_ADMINISTRATOR', 'AUDITOR'),
  'operation.cancel': only('ADMINISTRATOR', 'DIRECTORY_ADMINISTRATOR', 'GROUP_ADMINISTRATOR', 'AUDITOR'),
  'download.read': only('ADMINISTRATOR', 'AUDITOR'),

  'audit.read': only('ADMINISTRATOR', 'AUDITOR'),
  'evidence.export': only('ADMINISTRATOR', 'AUDITOR'),
  'evidence.key': anyone,
  'erasure.request': person,
  'erasure.read': person,

  'organization.read': member,
  'organization.settings': only('ADMINISTRATOR'),
  'organization.suspend': reviewer,

  'directory.read': member,
  'directory.write': only('ADMINISTRATOR', 'DIRECTORY_ADMINISTRATOR'),
  'role.write': only('ADMINISTRATOR'),

  'group.import': only('ADMINISTRATOR', 'GROUP_ADMINISTRATOR'),
  'group.read': only('ADMINISTRATOR', 'GROUP_ADMINISTRATOR', 'AUDITOR'),
  /** Those who read groups, and the group's owner, who needs no role for it. */
  'source-group.read': member,
  /** The groups that the caller owns. */
  'source-group.own': person,
  'roster.match': only('ADMINISTRATOR', 'GROUP_ADMINISTRATOR'),
  'mandate.request': only('ADMINISTRATOR', 'GROUP_ADMINISTRATOR'),
  'mandate.decide': member,
  'enterprise-group.read': member,
  'history.read': member,
  'history.verify': only('ADMINISTRATOR', 'GROUP_ADMINISTRATOR', 'AUDITOR'),
  'group.admit': only('ADMINISTRATOR', 'GROUP_ADMINISTRATOR'),
  'admission.request': member,

  'delivery-settings.read': only('ADMINISTRATOR', 'GROUP_ADMINISTRATOR', 'AUDITOR'),
  'delivery-settings.write': only('ADMINISTRATOR'),
  'delivery.read': only('ADMINISTRATOR', 'GROUP_ADMINISTRATOR', 'AUDITOR'),
  'message.read': person,
  'message.mark': person,

  'upgrade.start': only('ADMINISTRATOR', 'GROUP_ADMINISTRATOR'),
  'upgrade.manage': only('ADMINISTRATOR', 'GROUP_ADMINISTRATOR'),
  /** Those who manage upgrades, and the group's owner, who needs no role for it. */
  'upgrade.take-up': member,
  'upgrade.read': only('ADMINISTRATOR', 'GROUP_ADMINISTRATOR', 'AUDITOR'),
  'notice.publish': only('ADMINISTRATOR'),
  'invitation.read': person,
  'invitation.answer': person,

  'programme.write': only('ADMINISTRATOR', 'GROUP_ADMINISTRATOR'),
  'programme.read': only('ADMINISTRATOR', 'GROUP_ADMINISTRATOR', 'AUDITOR'),
} as const satisfies Record<string, Who>;

export type Action = keyof typeof actions;
