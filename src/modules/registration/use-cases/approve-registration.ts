import { command } from '#modules/identity/public.js';
import { createOrganization } from '#modules/organization/public.js';
import { ok } from '#kernel/result.js';
import { databaseNow } from '#platform/db/clock.js';
import { checkTurn, checkVersion } from '../domain/life-cycle.js';
import { conclude, lockSubmitted } from './load.js';

type Input = { registrationId: string; expectedVersion?: number | null };

/** Turns a registration into an organization, with its applicant as the first administrator. */
export const approveRegistration = command<Input, { registrationId: string; organizationId: string }>({
  name: 'approveRegistration',
  action: 'registration.decide',
  async run(context, { registrationId, expectedVersion }) {
    await context.authorize();
    const registration = await lockSubmitted(context, registrationId);
    const current = checkVersion(registration, expectedVersion);
    if (!current.ok) return current;
    const turn = checkTurn(registration, 'APPROVED');
    if (!turn.ok) return turn;
    const { legalName, shortName, industry, scale, region, applicantPersonId, applicantName } = registration;
    const organizationId = await createOrganization(context, {
      legalName,
      shortName,
      industry,
      scale,
      region,
      applicantPersonId,
      applicantName,
    });
    registration.state = 'APPROVED';
    registration.organizationId = organizationId;
    registration.decidedAt = await databaseNow(context.tx);
    registration.decidedBy = context.personId();
    return ok({
      ...conclude(context, registration, { organizationId, details: { legalName } }),
      organizationId,
    });
  },
});
