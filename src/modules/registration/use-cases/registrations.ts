import { query } from '#modules/identity/public.js';
import {
  countSubmitted,
  type RegistrationRow,
  submittedRegistrations,
  type SubmittedKey,
} from '../data/registration-queries.js';
import type { RegistrationState } from '../domain/life-cycle.js';

export interface RegistrationList {
  /** One more than asked for, where there are more. */
  readonly rows: readonly RegistrationRow[];
  readonly count: () => Promise<number>;
}

type Input = { first: number; after: SubmittedKey | undefined; state: RegistrationState | undefined };

/** The reviewers' list: what has been submitted, the longest waiting first. */
export const registrations = query<Input, RegistrationList>({
  name: 'registrations',
  action: 'registration.list',
  async run(context, { first, after, state }) {
    await context.authorize();
    return {
      rows: await submittedRegistrations(context.sql, state, after, first + 1),
      count: () => countSubmitted(context.sql, state),
    };
  },
});
