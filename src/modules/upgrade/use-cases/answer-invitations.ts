import { command } from '#modules/identity/public.js';
import { type Refusal, refuse } from '#kernel/refusals.js';
import { err, type Result } from '#kernel/result.js';
import { Failure } from '#platform/use-case/failures.js';
import type { CommandContext } from '#platform/use-case/use-case.js';
import { acceptInvitation, declineInvitation } from './answer-invitation.js';

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
 * Gives the answer at one place of a list, as the single mutation does. Each place is a transaction of its own: many
 * in one would hold the locks of as many upgrades, and take them in an order of the caller's. The whole list is part
 * of the input, so that an idempotency key stands for it and for no other.
 */
export const answerInvitations = command<
  { readonly answers: readonly ListedAnswer[]; readonly place: number },
  { invitationId: string }
>({
  name: 'answerInvitations',
  action: 'invitation.answer',
  async run(context, { answers, place }) {
    await context.authorize();
    const listed = answers[place];
    if (!listed || answers.length > ANSWERS_MAX) return err([refuseCount()]);
    return given(context, listed);
  },
});

/** A list that is empty or too long. */
export function refuseCount(): Refusal {
  return refuse('OUT_OF_RANGE', 'answers', { min: 1, max: ANSWERS_MAX });
}

async function given(
  context: CommandContext,
  { invitationId, answer, noticeDigest, reason }: ListedAnswer,
): Promise<Result<{ invitationId: string }, readonly Refusal[]>> {
  const unknown = err([refuse('INVITATION_UNKNOWN', 'invitationId')]);
  if (invitationId === undefined) return unknown;
  const said = { invitationId, noticeDigest: noticeDigest ?? '', reason: reason ?? null };
  const single = answer === 'ACCEPT' ? acceptInvitation : declineInvitation;
  try {
    return await single.run(context, said);
  } catch (error) {
    // To the caller of one it is an error of the call; here its neighbours have outcomes of their own.
    if (error instanceof Failure && error.code === 'NOT_FOUND') return unknown;
    throw error;
  }
}
