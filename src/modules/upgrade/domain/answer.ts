import { type Refusal, refuse } from '#kernel/refusals.js';
import { err, ok, type Result } from '#kernel/result.js';
import { canTurn } from '#kernel/transitions.js';
import { type InvitationState, invitationTransitions, type UpgradeState } from './states.js';

export type Answer = 'ACCEPTED' | 'DECLINED' | 'WITHDRAWN';

/** Everything an answer depends on, as read under the locks of organization, member, upgrade and invitation. */
export interface AnswerFacts {
  readonly now: Date;
  readonly upgradeState: UpgradeState;
  readonly organizationActive: boolean;
  readonly state: InvitationState;
  readonly expiresAt: Date;
  /** What hinders the invited person now, by their account and the roster; null when nothing does. */
  readonly hindrance: string | null;
}

/** In which states of the upgrade an answer may be given. Nobody joins any more once the cooling-off has begun. */
const open: Readonly<Record<Answer, readonly UpgradeState[]>> = {
  ACCEPTED: ['INVITING'],
  DECLINED: ['INVITING'],
  WITHDRAWN: ['INVITING', 'COOLING_OFF'],
};

/**
 * Whether an answer counts. A window is half open: at `expiresAt` it is over, whether or not anything has yet
 * stored that it is.
 */
export function decideAnswer(answer: Answer, facts: AnswerFacts): Result<Answer, Refusal[]> {
  if (facts.upgradeState === 'CANCELLED' || facts.state === 'REVOKED')
    return err([refuse('UPGRADE_CANCELLED')]);
  if (facts.upgradeState === 'COMPLETED') return err([refuse('UPGRADE_COMPLETED')]);
  if (!facts.organizationActive) return err([refuse('ORGANIZATION_SUSPENDED')]);
  if (facts.upgradeState === 'PAUSED') return err([refuse('UPGRADE_PAUSED')]);
  const undecided = facts.state === 'PENDING' || facts.state === 'BLOCKED';
  if (facts.state === 'EXPIRED' || (undecided && facts.now >= facts.expiresAt))
    return err([refuse('INVITATION_EXPIRED')]);
  if (!open[answer].includes(facts.upgradeState)) return err([refuse('ANSWERS_CLOSED')]);
  if (undecided && facts.hindrance !== null) {
    return err([refuse('INVITATION_BLOCKED', [], { reason: facts.hindrance })]);
  }
  if (facts.state === 'BLOCKED' && answer !== 'WITHDRAWN') return ok(answer);
  if (!canTurn(invitationTransitions, facts.state, answer)) {
    return err([refuse('INVITATION_ALREADY_ANSWERED', [], { state: facts.state })]);
  }
  return ok(answer);
}
