import { type Refusal, refuse } from '#kernel/refusals.js';

/** What a text promises by the organization's settings. */
export const promisedTerms = ['RETENTION', 'CONFIDENTIALITY', 'LATE_HISTORY'] as const;
export type PromisedTerm = (typeof promisedTerms)[number];

/**
 * What keeps an upgrade from its cut-over whose text promises something else than the settings say. Any difference
 * counts, also one for the better: people have agreed to that text and to no other.
 */
export function outdatedRefusal(outdated: readonly PromisedTerm[]): Refusal | undefined {
  return outdated.length === 0 ? undefined : refuse('NOTICE_OUTDATED', [], { terms: outdated.join(', ') });
}
