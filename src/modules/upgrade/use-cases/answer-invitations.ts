import { batchedCommand } from '#modules/identity/public.js';
import { type Refusal, refuse } from '#kernel/refusals.js';
import { err, ok, type Result } from '#kernel/result.js';
import type { GivenAnswer } from '../domain/answer.js';
import { type AnswerOutcome, answers } from './answer-batch.js';
import { givenAccept, givenDecline } from './answer-invitation.js';

/** The answers of one call. */
export const ANSWERS_MAX = 100;

/** One answer of many. */
export interface ListedAnswer {
  /** Undefined where what was given is no invitation's id. */
  readonly invitationId: string | undefined;
  readonly answer: 'ACCEPT' | 'DECLINE';
  /** Of the text that the person was shown. */
  readonly noticeDigest?: string | null | undefined;
  readonly reason?: string | null | undefined;
}

/**
 * Gives the answer at one place of a list, as the single mutation does. The whole list is part of the input, so that an
 * idempotency key stands for it and for no other.
 */
export const answerInvitations = batchedCommand<
  { readonly answers: readonly ListedAnswer[]; readonly place: number },
  GivenAnswer,
  AnswerOutcome
>({
  name: 'answerInvitations',
  action: 'invitation.answer',
  batch: answers,
  given({ answers: list, place }) {
    const listed = list[place];
    if (!listed || list.length > ANSWERS_MAX) return err([refuseCount()]);
    const { invitationId } = listed;
    const again = list.some((other, at) => at !== place && other.invitationId === invitationId);
    if (invitationId !== undefined && again) return err([refuse('ANSWERED_TWICE', 'invitationId')]);
    return givenAt(listed);
  },
});

/** A list that is empty or too long. */
export function refuseCount(): Refusal {
  return refuse('OUT_OF_RANGE', 'answers', { min: 1, max: ANSWERS_MAX });
}

function givenAt({
  invitationId,
  answer,
  noticeDigest,
  reason,
}: ListedAnswer): Result<GivenAnswer, readonly Refusal[]> {
  if (invitationId === undefined) return err([refuse('INVITATION_UNKNOWN', 'invitationId')]);
  if (answer === 'ACCEPT') {
    const accept = givenAccept({ invitationId, noticeDigest });
    return accept.ok ? ok({ ...accept.value, listed: true }) : accept;
  }
  const decline = givenDecline({ invitationId, reason, noticeDigest });
  return decline.ok ? ok({ ...decline.value, listed: true }) : decline;
}
