import { query } from '#modules/identity/public.js';
import type { RegistrationRow } from '../data/registration-queries.js';
import { readVisible } from './load.js';

/** A registration, to its applicant, and once it was submitted to reviewers. */
export const registration = query<{ registrationId: string }, RegistrationRow>({
  name: 'registration',
  action: 'registration.read',
  async run(context, { registrationId }) {
    await context.authorize();
    return readVisible(context, registrationId);
  },
});
