export type { OrganizationRegion, OrganizationScale, OrganizationTier } from './domain/organization.js';
export {
  organizationCreated,
  organizationReinstated,
  organizationSuspended,
  settingsChanged,
} from './domain/events.js';
export { type PromisedTerms, promisedTermsOf } from './domain/promised-terms.js';
export type { OrganizationSettings } from './domain/settings.js';
export { capacityOf } from './data/capacity.js';
export { holdOrganization, holdOrganizations, isOrganizationActive } from './data/organization-lock.js';
export { takesMobile } from './data/members-region.js';
export { organizationLoader } from './data/organization-queries.js';
export { holdSettings, settingsOf } from './data/settings.js';
export { createOrganization } from './use-cases/create-organization.js';
export { organization } from './use-cases/organization.js';
