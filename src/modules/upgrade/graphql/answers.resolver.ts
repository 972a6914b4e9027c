import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Refusal } from '#kernel/refusals.js';
import { err, type Result } from '#kernel/result.js';
import type { ApiContext } from '#platform/graphql/context.js';
import { make } from '#platform/graphql/make.js';
import { parseGlobalId } from '#platform/graphql/relay.js';
import { toPayload, toUserErrors } from '#platform/graphql/user-error.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { invitationLoader } from '../data/invitation-rows.js';
import {
  ANSWERS_MAX,
  answerInvitations,
  type ListedAnswer,
  refuseCount,
} from '../use-cases/answer-invitations.js';
import { AnsweredInvitation, AnswerInvitationsInput, AnswerInvitationsPayload } from './answers.types.js';
import { toInvitation } from './invitation.types.js';

@Resolver()
export class AnswersResolver {
  @Mutation(() => AnswerInvitationsPayload, {
    description:
      'Answers many invitations of the caller, in order, each by the rules of acceptInvitation or declineInvitation and with an outcome of its own: one that is refused leaves the others as they are, and an invitation that is answered twice in the list is answered by neither (ANSWERED_TWICE). Each answer is stored for itself. The idempotency key covers the whole call: if it broke off, the same call again answers with what was stored and gives the answers that were not.',
  })
  async answerInvitations(
    @Ctx() context: ApiContext,
    @Arg('input', () => AnswerInvitationsInput, { description: 'Which invitations, and how.' })
    { answers: given, idempotencyKey }: AnswerInvitationsInput,
  ): Promise<AnswerInvitationsPayload> {
    const answers: ListedAnswer[] = given.map((one) => ({ ...one, invitationId: localOf(one.invitationId) }));
    const counted = given.length >= 1 && given.length <= ANSWERS_MAX;
    const outcomes = counted
      ? await context.executeEach(
          answerInvitations,
          answers.map((_, place) => ({ answers, place })),
          idempotencyKey,
        )
      : err([refuseCount()]);
    return toPayload(AnswerInvitationsPayload, context.locale, outcomes, async (all) => ({
      results: await Promise.all(
        all.map((outcome, place) => toAnswered(context, given[place]?.invitationId ?? '', outcome)),
      ),
    }));
  }
}

/** What is no id of an invitation is the answer's fault, not the call's. */
function localOf(id: string): string | undefined {
  const parsed = parseGlobalId(id);
  return parsed?.type === 'Invitation' ? parsed.id : undefined;
}

async function toAnswered(
  context: ApiContext,
  invitationId: string,
  outcome: Result<{ invitationId: string }, readonly Refusal[]>,
): Promise<AnsweredInvitation> {
  if (!outcome.ok) {
    const userErrors = toUserErrors(outcome.error, context.locale);
    return make(AnsweredInvitation, { invitationId, invitation: null, userErrors });
  }
  const row = orNotFound(await context.load(invitationLoader, outcome.value.invitationId));
  return make(AnsweredInvitation, { invitationId, invitation: toInvitation(row), userErrors: [] });
}
