import { watch } from '#modules/identity/public.js';
import { isTerminal } from '#kernel/transitions.js';
import type { RegistrationRow } from '../data/registration-queries.js';
import { registrationTransitions } from '../domain/life-cycle.js';
import { registrationTopic } from '../domain/topics.js';
import { readVisible } from './load.js';

/** A registration as it changes, until nothing can change it any more. */
export const registrationProgress = watch<{ registrationId: string }, RegistrationRow>({
  name: 'registrationProgress',
  action: 'registration.read',
  topic: ({ registrationId }) => registrationTopic(registrationId),
  async read(context, { registrationId }) {
    await context.authorize();
    const value = await readVisible(context, registrationId);
    return { value, final: isTerminal(registrationTransitions, value.state) };
  },
});
