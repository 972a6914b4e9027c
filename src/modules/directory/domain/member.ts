import { canTurn, type Transitions } from '#kernel/transitions.js';

export const memberStatuses = ['NOT_ACTIVATED', 'ACTIVATED', 'DISABLED', 'LEFT'] as const;
export type MemberStatus = (typeof memberStatuses)[number];

export const genders = ['MALE', 'FEMALE'] as const;
export type Gender = (typeof genders)[number];

/**
 * An account is activated by whoever proves its mobile, and waits for that again when it gets another mobile.
 * Who has left stays on record; a re-hire is a new account.
 */
export const memberTransitions: Transitions<MemberStatus> = {
  NOT_ACTIVATED: ['ACTIVATED', 'DISABLED', 'LEFT'],
  ACTIVATED: ['NOT_ACTIVATED', 'DISABLED', 'LEFT'],
  DISABLED: ['NOT_ACTIVATED', 'ACTIVATED', 'LEFT'],
  LEFT: [],
};

export function canBecome(from: MemberStatus, to: MemberStatus): boolean {
  return canTurn(memberTransitions, from, to);
}

/** What enabling makes of a disabled account: as before for a person who has proved the mobile, else it waits. */
export function statusWhenEnabled(personId: string | null | undefined): MemberStatus {
  return personId ? 'ACTIVATED' : 'NOT_ACTIVATED';
}

const ADMINISTRATOR = 'ADMINISTRATOR';

/** Whether the account is one of those that keep the organization governable: it can sign in and may do all. */
export function isActiveAdministrator(member: {
  readonly status: MemberStatus;
  readonly roles: readonly string[];
}): boolean {
  return member.status === 'ACTIVATED' && member.roles.includes(ADMINISTRATOR);
}

/**
 * Whether the holder of `own` roles may take away an account that has roles, or hand it to another mobile. Only
 * administrators may: otherwise whoever edits the directory could take over those who stand above them.
 */
export function mayDispossessOfficers(own: readonly string[]): boolean {
  return own.includes(ADMINISTRATOR);
}

const SEE_MOBILES = [ADMINISTRATOR, 'DIRECTORY_ADMINISTRATOR', 'AUDITOR'];

/** Whether the holder of `roles` sees other people's whole numbers; all others see them masked. */
export function maySeeMobiles(roles: readonly string[]): boolean {
  return roles.some((role) => SEE_MOBILES.includes(role));
}
