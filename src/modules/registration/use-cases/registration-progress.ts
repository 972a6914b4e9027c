import { watch } from '#modules/identity/public.js';
import { isTerminal } from '#kernel/transitions.js';
import { orNotFound } from '#platform/use-case/failures.js';
import { registrationById, type RegistrationRow } from '../data/registration-queries.js';
import { registrationTransitions } from '../domain/life-cycle.js';
import { registrationTopic } from '../domain/topics.js';
import { visibleTo } from './load.js';

/** A registration as it changes, until nothing can change it any more. */
export const registrationProgress = watch<{ registrationId: string }, RegistrationRow>({
  name: 'registrationProgress',
  action: 'registration.read',
  topic: ({ registrationId }) => registrationTopic(registrationId),
  read: async (sql, { registrationId }) => orNotFound(await registrationById(sql, registrationId)),
  async allow(context, row) {
    await context.authorize();
    visibleTo(context, row);
  },
  isFinal: ({ state }) => isTerminal(registrationTransitions, state),
});
