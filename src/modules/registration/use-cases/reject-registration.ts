import { command } from '#modules/identity/public.js';
import { reasonField } from '#kernel/reason-field.js';
import { ok } from '#kernel/result.js';
import { databaseNow } from '#platform/db/clock.js';
import { checkTurn, checkVersion } from '../domain/life-cycle.js';
import { conclude, lockSubmitted } from './load.js';

type Input = { registrationId: string; reason: string; expectedVersion?: number | null };

/** Refuses a registration for good, with a reason that its applicant reads. A new one may follow. */
export const rejectRegistration = command<Input, { registrationId: string }>({
  name: 'rejectRegistration',
  action: 'registration.decide',
  async run(context, { registrationId, reason, expectedVersion }) {
    await context.authorize();
    const registration = await lockSubmitted(context, registrationId);
    const current = checkVersion(registration, expectedVersion);
    if (!current.ok) return current;
    const turn = checkTurn(registration, 'REJECTED');
    if (!turn.ok) return turn;
    const text = reasonField(reason);
    if (!text.ok) return text;
    registration.state = 'REJECTED';
    registration.rejectionReason = text.value;
    registration.decidedAt = await databaseNow(context.tx);
    registration.decidedBy = context.personId();
    return ok(conclude(context, registration, { details: { reason: text.value } }));
  },
});
