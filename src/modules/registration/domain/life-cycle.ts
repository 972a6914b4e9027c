import { type Refusal, refuse } from '#kernel/refusals.js';
import { err, ok, type Result } from '#kernel/result.js';
import { canTurn, type Transitions } from '#kernel/transitions.js';

export const registrationStates = [
  'DRAFT',
  'SUBMITTED',
  'IN_REVIEW',
  'INFO_REQUESTED',
  'APPROVED',
  'REJECTED',
  'WITHDRAWN',
  'LAPSED',
] as const;
export type RegistrationState = (typeof registrationStates)[number];

/**
 * The life of a registration. A reviewer may take a case up first (IN_REVIEW), which is how follow-up questions are
 * asked, or decide what was submitted at once. While an answer is awaited nothing is decided.
 */
export const registrationTransitions: Transitions<RegistrationState> = {
  DRAFT: ['SUBMITTED', 'WITHDRAWN'],
  SUBMITTED: ['IN_REVIEW', 'APPROVED', 'REJECTED', 'WITHDRAWN'],
  IN_REVIEW: ['INFO_REQUESTED', 'APPROVED', 'REJECTED', 'WITHDRAWN'],
  INFO_REQUESTED: ['IN_REVIEW', 'WITHDRAWN', 'LAPSED'],
  APPROVED: [],
  REJECTED: [],
  WITHDRAWN: [],
  LAPSED: [],
};

/** In these the applicant may change what the registration says. */
const EDITABLE: readonly RegistrationState[] = ['DRAFT', 'INFO_REQUESTED'];

interface Versioned {
  readonly state: RegistrationState;
  readonly version: number;
}

/** Refused if somebody has changed the registration since the version that the caller saw. */
export function checkVersion(of: Versioned, expected: number | null | undefined): Result<true, Refusal[]> {
  const same = expected === undefined || expected === null || expected === of.version;
  return same ? ok(true) : err([refuse('VERSION_CONFLICT', 'expectedVersion')]);
}

export function checkTurn(of: Versioned, to: RegistrationState): Result<true, Refusal[]> {
  return canTurn(registrationTransitions, of.state, to) ? ok(true) : illegal(of);
}

export function checkEditable(of: Versioned): Result<true, Refusal[]> {
  return EDITABLE.includes(of.state) ? ok(true) : illegal(of);
}

function illegal({ state }: Versioned): Result<never, Refusal[]> {
  return err([refuse('ILLEGAL_STATE', [], { state })]);
}
