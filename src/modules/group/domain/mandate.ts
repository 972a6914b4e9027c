import type { Transitions } from '#kernel/transitions.js';

export const mandateStates = ['REQUESTED', 'GRANTED', 'REVOKED', 'LAPSED'] as const;
export type MandateState = (typeof mandateStates)[number];

/**
 * The word of a group's owner that the organization's administrators may upgrade it for them. It lapses with the
 * ownership, and does not come back with it: whoever owns the group again is asked again.
 */
export const mandateTransitions: Transitions<MandateState> = {
  REQUESTED: ['GRANTED', 'REVOKED', 'LAPSED'],
  GRANTED: ['REVOKED', 'LAPSED'],
  REVOKED: ['REQUESTED', 'GRANTED'],
  LAPSED: ['REQUESTED', 'GRANTED'],
};
