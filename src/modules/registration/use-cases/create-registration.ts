import { command } from '#modules/identity/public.js';
import type { OrganizationRegion, OrganizationScale } from '#modules/organization/public.js';
import { newId } from '#kernel/ids.js';
import { ok } from '#kernel/result.js';
import { databaseNow } from '#platform/db/clock.js';
import { Registration } from '../data/entities.js';
import { cleanTexts, type Texts } from '../domain/description.js';
import { conclude } from './load.js';

type Input = Texts & { scale: OrganizationScale; region: OrganizationRegion };

/** Begins a registration: a draft that its applicant alone sees. */
export const createRegistration = command<Input, { registrationId: string }>({
  name: 'createRegistration',
  action: 'registration.write',
  async run(context, { scale, region, ...raw }) {
    await context.authorize();
    const texts = cleanTexts(raw);
    if (!texts.ok) return texts;
    const registration = context.tx.em.create(Registration, {
      id: newId(),
      applicantPersonId: context.personId(),
      state: 'DRAFT',
      ...texts.value,
      scale,
      region,
      version: 0,
      createdAt: await databaseNow(context.tx),
    });
    return ok(conclude(context, registration, { details: { legalName: registration.legalName, region } }));
  },
});
