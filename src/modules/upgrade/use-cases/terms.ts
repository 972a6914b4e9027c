import { type Refusal, refuse } from '#kernel/refusals.js';
import { ANSWER_DAYS, COOLING_OFF_HOURS, MINIMUM_MEMBERS, MINIMUM_PERCENT } from '../domain/limits.js';
import type { Terms } from './open-upgrade.js';

/** On what terms somebody wants an upgrade started, or each of a programme. What is left out has a default. */
export interface TermsInput {
  readonly answerDays?: number | null;
  readonly coolingOffHours?: number | null;
  readonly minimumMembers?: number | null;
  readonly minimumPercent?: number | null;
}

const bounds = {
  answerDays: ANSWER_DAYS,
  coolingOffHours: COOLING_OFF_HOURS,
  minimumMembers: MINIMUM_MEMBERS,
  minimumPercent: MINIMUM_PERCENT,
};

/** What the terms of an upgrade are that are no such. */
export function outOfRange(input: TermsInput): Refusal[] {
  return (Object.keys(bounds) as (keyof typeof bounds)[]).flatMap((field) => {
    const { min, max } = bounds[field];
    const value = input[field] ?? min;
    return Number.isInteger(value) && value >= min && value <= max
      ? []
      : [refuse('OUT_OF_RANGE', field, { min, max })];
  });
}

export function termsOf(input: TermsInput): Required<Omit<Terms, 'startedBy' | 'programmeId'>> {
  return {
    answerDays: input.answerDays ?? ANSWER_DAYS.default,
    coolingOffHours: input.coolingOffHours ?? COOLING_OFF_HOURS.default,
    minimumMembers: input.minimumMembers ?? MINIMUM_MEMBERS.default,
    minimumPercent: input.minimumPercent ?? null,
  };
}
