import { query } from '#modules/identity/public.js';
import { countOfApplicant, registrationsOfApplicant } from '../data/registration-queries.js';
import type { RegistrationList } from './registrations.js';

type Input = { first: number; after: string | undefined };

/** The caller's own registrations, drafts and closed ones too, the newest first. */
export const myRegistrations = query<Input, RegistrationList>({
  name: 'myRegistrations',
  action: 'registration.read',
  async run(context, { first, after }) {
    await context.authorize();
    const personId = context.personId();
    return {
      rows: await registrationsOfApplicant(context.sql, personId, after, first + 1),
      count: () => countOfApplicant(context.sql, personId),
    };
  },
});
