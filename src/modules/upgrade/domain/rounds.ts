import { type Refusal, refuse } from '#kernel/refusals.js';
import { ROUNDS_AFTER_NO } from './limits.js';
import type { InvitationState } from './states.js';

/** Who can be asked again, on purpose: everybody who is out and not for good. */
export const askableStates = ['DECLINED', 'EXPIRED', 'WITHDRAWN', 'REVOKED'] as const;
export type AskableState = (typeof askableStates)[number];

export interface AskAgainFacts {
  readonly now: Date;
  readonly state: InvitationState;
  readonly expiresAt: Date;
  /** How often the person was asked in this upgrade, the present time among them. */
  readonly asked: number;
  /** Whether they have said no, now or in an earlier round. */
  readonly declined: boolean;
}

/** A pending one whose time is over counts as expired, whether or not a sweeper ran. */
export function isOverdue({ state, expiresAt, now }: AskAgainFacts): boolean {
  return state === 'PENDING' && now >= expiresAt;
}

/** Why a person is not asked again; undefined where they can be. Who has said no is not pestered without end. */
export function askAgainRefusal(facts: AskAgainFacts): Refusal | undefined {
  const { state, asked, declined } = facts;
  if (!isOverdue(facts) && !(askableStates as readonly string[]).includes(state))
    return refuse('ILLEGAL_STATE', [], { state });
  if (declined && asked >= ROUNDS_AFTER_NO) return refuse('ASKED_OFTEN_ENOUGH', [], { max: ROUNDS_AFTER_NO });
  return undefined;
}
