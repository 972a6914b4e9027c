import { type Refusal, refuse } from '#kernel/refusals.js';
import { INVITATIONS_MAX } from '../domain/limits.js';

/** What is wrong with a list of invitations: it names one to 500, none twice. */
export function chosenRefusal(invitationIds: readonly string[]): Refusal | undefined {
  if (invitationIds.length === 0 || invitationIds.length > INVITATIONS_MAX)
    return refuse('OUT_OF_RANGE', 'invitationIds', { min: 1, max: INVITATIONS_MAX });
  return new Set(invitationIds).size < invitationIds.length ? refuse('REPEATED', 'invitationIds') : undefined;
}
