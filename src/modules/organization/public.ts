export type { OrganizationRegion, OrganizationScale } from './domain/organization.js';
export {
  organizationCreated,
  organizationReinstated,
  organizationSuspended,
  settingsChanged,
} from './domain/events.js';
export type { OrganizationSettings } from './domain/settings.js';
export { organizationLoader } from './data/organization-queries.js';
export { settingsOf } from './data/settings.js';
export { createOrganization } from './use-cases/create-organization.js';
export { organization } from './use-cases/organization.js';
