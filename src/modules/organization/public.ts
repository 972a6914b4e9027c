export type { OrganizationRegion, OrganizationScale } from './domain/organization.js';
export { organizationCreated } from './domain/events.js';
export { organizationLoader } from './data/organization-queries.js';
export { createOrganization } from './use-cases/create-organization.js';
export { organization } from './use-cases/organization.js';
