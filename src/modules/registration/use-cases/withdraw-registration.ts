import { command } from '#modules/identity/public.js';
import { ok } from '#kernel/result.js';
import { checkTurn } from '../domain/life-cycle.js';
import { conclude, lockOwn } from './load.js';

/** Takes a registration back before it is decided. Its licence is free again. */
export const withdrawRegistration = command<{ registrationId: string }, { registrationId: string }>({
  name: 'withdrawRegistration',
  action: 'registration.write',
  async run(context, { registrationId }) {
    await context.authorize();
    const registration = await lockOwn(context, registrationId);
    const turn = checkTurn(registration, 'WITHDRAWN');
    if (!turn.ok) return turn;
    registration.state = 'WITHDRAWN';
    return ok(conclude(context, registration));
  },
});
