import { command } from '#modules/identity/public.js';
import { refuse } from '#kernel/refusals.js';
import { ok } from '#kernel/result.js';
import { databaseNow } from '#platform/db/clock.js';
import { checkComplete } from '../domain/document.js';
import { checkTurn } from '../domain/life-cycle.js';
import { conclude, lockOwn } from './load.js';

/** Hands a draft to the reviewers. From now on its licence is taken: no other registration with it gets this far. */
export const submitRegistration = command<{ registrationId: string }, { registrationId: string }>({
  name: 'submitRegistration',
  action: 'registration.write',
  constraints: { registration_licence_key: refuse('LICENCE_IN_USE') },
  async run(context, { registrationId }) {
    await context.authorize();
    const registration = await lockOwn(context, registrationId);
    const turn = checkTurn(registration, 'SUBMITTED');
    if (!turn.ok) return turn;
    const complete = checkComplete(registration);
    if (!complete.ok) return complete;
    registration.state = 'SUBMITTED';
    registration.submittedAt = await databaseNow(context.tx);
    return ok(conclude(context, registration));
  },
});
