import { batchedCommand } from '#modules/identity/public.js';
import { type Refusal, refuse } from '#kernel/refusals.js';
import { err, ok, type Result } from '#kernel/result.js';
import { textField } from '#kernel/text-field.js';
import type { GivenAnswer } from '../domain/answer.js';
import { type AnswerOutcome, answers } from './answer-batch.js';

const REASON_MAX = 500;

export interface Acceptance {
  readonly invitationId: string;
  /** Of the text that the person was shown. */
  readonly noticeDigest?: string | null | undefined;
}

export interface Decline {
  readonly invitationId: string;
  readonly reason?: string | null | undefined;
  readonly noticeDigest?: string | null | undefined;
}

export const acceptInvitation = batchedCommand<Acceptance, GivenAnswer, AnswerOutcome>({
  name: 'acceptInvitation',
  action: 'invitation.answer',
  batch: answers,
  given: givenAccept,
});

export const declineInvitation = batchedCommand<Decline, GivenAnswer, AnswerOutcome>({
  name: 'declineInvitation',
  action: 'invitation.answer',
  batch: answers,
  given: givenDecline,
});

export const withdrawAcceptance = batchedCommand<
  { invitationId: string; noticeDigest?: string | null },
  GivenAnswer,
  AnswerOutcome
>({
  name: 'withdrawAcceptance',
  action: 'invitation.answer',
  batch: answers,
  given: ({ invitationId, noticeDigest }) => ok({ invitationId, to: 'WITHDRAWN', noticeDigest }),
});

/** A yes, to a text that is named: whether it is the present one is found out under the locks. */
export function givenAccept({
  invitationId,
  noticeDigest,
}: Acceptance): Result<GivenAnswer, readonly Refusal[]> {
  if (!noticeDigest) return err([refuse('REQUIRED', 'noticeDigest')]);
  return ok({ invitationId, to: 'ACCEPTED', noticeDigest });
}

/** A no, with its reason as it is stored. */
export function givenDecline({
  invitationId,
  reason,
  noticeDigest,
}: Decline): Result<GivenAnswer, readonly Refusal[]> {
  const text = reason ? textField(reason, 'reason', { max: REASON_MAX, multiline: true }) : undefined;
  if (text && !text.ok) return err([text.error]);
  return ok({ invitationId, to: 'DECLINED', reason: text?.value, noticeDigest });
}
