import { command } from '#modules/identity/public.js';
import type { OrganizationRegion, OrganizationScale } from '#modules/organization/public.js';
import { ok } from '#kernel/result.js';
import { cleanTexts, type Texts } from '../domain/description.js';
import { checkEditable, checkVersion } from '../domain/life-cycle.js';
import { conclude, lockOwn } from './load.js';

/** What is left out or null stays as it is. */
type Input = { registrationId: string; expectedVersion?: number | null } & {
  [Name in keyof Texts]?: string | null;
} & { scale?: OrganizationScale | null; region?: OrganizationRegion | null };

/** Changes what a registration says, while it is the applicant's to change. */
export const updateRegistration = command<Input, { registrationId: string }>({
  name: 'updateRegistration',
  action: 'registration.write',
  async run(context, { registrationId, expectedVersion, scale, region, ...raw }) {
    await context.authorize();
    const registration = await lockOwn(context, registrationId);
    const current = checkVersion(registration, expectedVersion);
    if (!current.ok) return current;
    const editable = checkEditable(registration);
    if (!editable.ok) return editable;
    const texts = cleanTexts(raw);
    if (!texts.ok) return texts;
    const changes = { ...texts.value, ...(scale ? { scale } : {}), ...(region ? { region } : {}) };
    Object.assign(registration, changes);
    return ok(conclude(context, registration, { details: { changed: Object.keys(changes) } }));
  },
});
