import type { Module } from '#platform/module.js';
import { Organization } from './data/entities.js';
import { OrganizationResolver, readOrganization } from './graphql/organization.resolver.js';
import { SettingsResolver } from './graphql/settings.resolver.js';
import { SuspensionResolver } from './graphql/suspension.resolver.js';
import { organization } from './use-cases/organization.js';
import { organizationSettings } from './use-cases/organization-settings.js';
import { reinstateOrganization, suspendOrganization } from './use-cases/suspend-organization.js';
import { updateOrganizationSettings } from './use-cases/update-organization-settings.js';

/** Registered companies. */
export const organizationEntities = [Organization];

export function organizationModule(): Module {
  return {
    name: 'organization',
    useCases: [
      organization,
      organizationSettings,
      updateOrganizationSettings,
      suspendOrganization,
      reinstateOrganization,
    ],
    resolvers: [new OrganizationResolver(), new SettingsResolver(), new SuspensionResolver()],
    nodes: { Organization: readOrganization },
  };
}
