import { randomBytes } from 'node:crypto';
import { personById } from '#modules/identity/public.js';
import { newId } from '#kernel/ids.js';
import { databaseNow } from '#platform/db/clock.js';
import type { EffectContext } from '#platform/use-case/use-case.js';
import { Organization } from '../data/entities.js';
import { createSettings } from '../data/settings.js';
import { organizationCreated } from '../domain/events.js';
import {
  type OrganizationRegion,
  type OrganizationScale,
  tierAt,
  verifiedUntil,
} from '../domain/organization.js';
import { timeZoneOf } from '../domain/settings.js';

export interface NewOrganization {
  readonly legalName: string;
  readonly shortName: string;
  readonly industry: string;
  readonly scale: OrganizationScale;
  readonly region: OrganizationRegion;
  /** Becomes the first administrator, by the reaction of the directory. */
  readonly applicantPersonId: string;
  readonly applicantName: string;
}

/**
 * Creates an active organization, verified for a year from now, in the caller's transaction, and lets later modules
 * react before it returns the organization's id. The caller records it and has authorized it.
 */
export async function createOrganization(context: EffectContext, given: NewOrganization): Promise<string> {
  const { applicantPersonId, applicantName, ...described } = given;
  const applicant = await personById(context.tx, applicantPersonId);
  if (!applicant) throw new Error('an organization needs an applicant who exists');
  const now = await databaseNow(context.tx);
  const verification = verifiedUntil(now);
  const organization = context.tx.em.create(Organization, {
    id: newId(),
    corpId: newCorpId(),
    ...described,
    tier: tierAt(now, verification),
    state: 'ACTIVE',
    verifiedUntil: verification,
    createdAt: now,
  });
  await context.tx.em.flush();
  await createSettings(context.tx, organization.id, timeZoneOf(organization.region));
  await context.emit(organizationCreated, {
    organizationId: organization.id,
    personId: applicant.id,
    shortName: organization.shortName,
    applicantName,
    mobile: applicant.mobile,
  });
  return organization.id;
}

/** `wx` and 16 hexadecimal digits, as WeCom's corp ids look. */
function newCorpId(): string {
  return `wx${randomBytes(8).toString('hex')}`;
}
