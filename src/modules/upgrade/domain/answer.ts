import { type Refusal, refuse } from '#kernel/refusals.js';
import { err, ok, type Result } from '#kernel/result.js';
import { canTurn } from '#kernel/transitions.js';
import { type InvitationState, invitationTransitions, type UpgradeState } from './states.js';

export const answers = ['ACCEPTED', 'DECLINED', 'WITHDRAWN'] as const;
export type Answer = (typeof answers)[number];

/** Why a yes was taken back whose giver has said no since, as another entry of the roster: their newest word counts. */
export const NO_AS_OTHER_ENTRY = 'NO_AS_OTHER_ENTRY';

/** An answer as it is given. */
export interface GivenAnswer {
  readonly invitationId: string;
  readonly to: Answer;
  readonly reason?: string | undefined;
  /** Of the text that the person was shown. */
  readonly noticeDigest?: string | null | undefined;
  /** One of a list, whose neighbours have outcomes of their own: an unknown invitation is refused and fails no call. */
  readonly listed?: boolean;
}

/** Everything an answer depends on, as read under the locks of organization, member, upgrade and invitation. */
export interface AnswerFacts {
  readonly now: Date;
  readonly upgradeState: UpgradeState;
  readonly organizationActive: boolean;
  readonly state: InvitationState;
  readonly expiresAt: Date;
  /** What hinders the invited person now, by their account and the roster; null when nothing does. */
  readonly hindrance: string | null;
  /** The text that is asked about now, and whether it is what the person was shown. */
  readonly notice: { readonly edition: number; readonly version: number; readonly shown: boolean };
}

/**
 * Whether an answer counts. The first one is given while members are asked and before the deadline; a window is half
 * open: at `expiresAt` it is over, whether or not anything has yet stored that it is. A given one can be changed until
 * the cut-over; while the upgrade stands still a yes can only be taken back, for the cut-over may follow at once when it
 * goes on. A yes always needs an account that nothing hinders, and the present text.
 */
export function decideAnswer(answer: Answer, facts: AnswerFacts): Result<Answer, Refusal[]> {
  const refusal =
    closed(answer, facts) ??
    (isUndecided(facts.state) ? firstRefused(answer, facts) : changeRefused(answer, facts)) ??
    (answer === 'ACCEPTED' ? textRefused(facts) : undefined);
  return refusal ? err([refusal]) : ok(answer);
}

/** Whether nobody has answered yet. */
export function isUndecided(state: InvitationState): boolean {
  return state === 'PENDING' || state === 'BLOCKED';
}

/** What keeps everybody from answering so. */
function closed(answer: Answer, facts: AnswerFacts): Refusal | undefined {
  if (facts.upgradeState === 'CANCELLED') return refuse('UPGRADE_CANCELLED');
  if (facts.upgradeState === 'COMPLETED') return refuse('UPGRADE_COMPLETED');
  if (facts.state === 'REVOKED') return refuse('INVITATION_REVOKED');
  if (!facts.organizationActive) return refuse('ORGANIZATION_SUSPENDED');
  const takesBack = facts.state === 'ACCEPTED' && answer !== 'ACCEPTED';
  return facts.upgradeState === 'PAUSED' && !takesBack ? refuse('UPGRADE_PAUSED') : undefined;
}

function firstRefused(answer: Answer, facts: AnswerFacts): Refusal | undefined {
  if (facts.now >= facts.expiresAt) return refuse('INVITATION_EXPIRED');
  if (facts.upgradeState !== 'INVITING') return refuse('ANSWERS_CLOSED');
  if (facts.hindrance !== null) return refuse('INVITATION_BLOCKED', [], { reason: facts.hindrance });
  return answer === 'WITHDRAWN' ? refuse('NOT_ACCEPTED') : undefined;
}

function changeRefused(answer: Answer, facts: AnswerFacts): Refusal | undefined {
  // Whose time was cut short, by closing early, has not let it run out.
  if (facts.state === 'EXPIRED')
    return refuse(facts.now < facts.expiresAt ? 'ANSWERS_CLOSED' : 'INVITATION_EXPIRED');
  if (!canTurn(invitationTransitions, facts.state, answer)) {
    return refuse('INVITATION_ALREADY_ANSWERED', [], { state: facts.state });
  }
  return answer === 'ACCEPTED' && facts.hindrance !== null
    ? refuse('INVITATION_BLOCKED', [], { reason: facts.hindrance })
    : undefined;
}

function textRefused({ notice }: AnswerFacts): Refusal | undefined {
  const { edition, version, shown } = notice;
  return shown ? undefined : refuse('NOTICE_CHANGED', 'noticeDigest', { edition, version });
}
