import { type Refusal, refuse } from '#kernel/refusals.js';
import { ANSWER_DAYS } from './limits.js';
import type { InvitationState } from './states.js';

/** What stands against a new end as such: it lies in the future, and at most 30 days from now. */
export function endRefusal(expiresAt: Date, now: Date): Refusal | undefined {
  const latest = new Date(now.getTime() + ANSWER_DAYS.max * 86_400_000);
  if (expiresAt > now && expiresAt <= latest) return undefined;
  return refuse('OUT_OF_RANGE', 'expiresAt', { min: now.toISOString(), max: latest.toISOString() });
}

/** An end is only ever put off, and only while it has not come: what is over is over, whether or not a sweeper ran. */
export function presentEndRefusal(present: Date, expiresAt: Date, now: Date): Refusal | undefined {
  if (present <= now) return refuse('INVITATION_EXPIRED');
  if (expiresAt <= present)
    return refuse('DEADLINE_NOT_LATER', 'expiresAt', { present: present.toISOString() });
  return undefined;
}

/** Whether one invitation can be given until `expiresAt`. Who has answered or lapsed is asked again instead. */
export function extensionRefusal(
  invitation: { readonly state: InvitationState; readonly expiresAt: Date },
  expiresAt: Date,
  now: Date,
): Refusal | undefined {
  const { state, expiresAt: present } = invitation;
  if (state === 'EXPIRED') return refuse('INVITATION_EXPIRED');
  if (state !== 'PENDING' && state !== 'BLOCKED') return refuse('ILLEGAL_STATE', [], { state });
  return presentEndRefusal(present, expiresAt, now);
}
