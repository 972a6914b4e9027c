import type { Module } from '#platform/module.js';
import { Organization } from './data/entities.js';
import { OrganizationResolver, readOrganization } from './graphql/organization.resolver.js';
import { organization } from './use-cases/organization.js';

/** Registered companies. */
export const organizationEntities = [Organization];

export function organizationModule(): Module {
  return {
    name: 'organization',
    useCases: [organization],
    resolvers: [new OrganizationResolver()],
    nodes: { Organization: readOrganization },
  };
}
